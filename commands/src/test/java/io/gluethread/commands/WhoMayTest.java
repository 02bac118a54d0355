package io.gluethread.commands;

import static io.gluethread.commands.Channel.ANA;
import static io.gluethread.commands.Channel.BEN;
import static io.gluethread.commands.Channel.code;
import static io.gluethread.commands.Channel.prose;
import static io.gluethread.commands.Channel.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.commands.ask.Ask.Asker;
import io.gluethread.commands.ask.Ask.Standing;
import io.gluethread.commands.guard.AccessPolicy;
import io.gluethread.commands.guard.AccessPolicy.Listed;
import io.gluethread.commands.guard.AccessPolicy.Others;
import io.gluethread.commands.reply.Actions;
import io.gluethread.commands.reply.Answer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may do what, at every word and every press. */
final class WhoMayTest {
    private final Channel channel = new Channel();

    private List<String> log() {
        return channel.broker.log;
    }

    @Test
    void number_39_guests_strangers_bots_and_the_unknown_run_nothing() {
        ThreadView thread = channel.started(ANA);
        for (Standing standing : List.of(Standing.GUEST, Standing.OTHER_COMPANY, Standing.UNKNOWN, Standing.BOT)) {
            Asker who = new Asker(new Person(Channel.TEAM, "U_CLEO"), standing);
            assertThat(words(channel.reply(who, thread, prose("nice"))))
                    .as("%s", standing)
                    .isEmpty();
            Answer answer = channel.reply(who, thread, code("x = 1"));
            if (standing == Standing.BOT) {
                assertThat(answer).isEqualTo(new Answer.Silent());
            } else {
                assertThat(words(answer))
                        .as("%s", standing)
                        .startsWith("(privately)")
                        .doesNotContain("x = 1");
            }
            channel.slash(who, "start");
            channel.press(who, Actions.STOP, "thread0001");
        }
        assertThat(log()).isEmpty();
    }

    @Test
    void number_36_what_was_not_configured_is_denied() {
        channel.policy = AccessPolicy.NOBODY;
        assertThat(words(channel.slash(ANA, "start"))).startsWith("(privately)").contains("U_ANA");
        assertThat(words(channel.slash(ANA, "help"))).contains("code block");
        assertThat(words(channel.slash(ANA, "whoami")))
                .contains("You may run code here: no")
                .doesNotContain("123456789012");
        assertThat(log()).isEmpty();
    }

    @Test
    void number_33_a_press_is_judged_anew_and_by_the_channel_of_the_thread() {
        channel.started(ANA);
        channel.policy = new AccessPolicy(Listed.of("C_OTHER"), false, Listed.ALL, Set.of(), Others.EVERYBODY);
        assertThat(words(channel.press(ANA, Actions.STOP, "thread0001"))).contains("C_DATA");
        assertThat(log()).isEmpty();
    }

    @Test
    void starting_somebody_elses_thread_anew_does_not_change_its_settings() {
        ThreadView thread = channel.started(ANA);
        channel.broker.becomes(thread.id(), SessionState.TIMEOUT);
        assertThat(words(channel.mention(BEN, thread, "start %worker_type G.8X")))
                .contains("Only its owner");
        assertThat(log()).isEmpty();
        channel.mention(BEN, thread, "start");
        assertThat(log()).contains("begin gt-thread0001-2 PYTHON");
    }
}
