package io.gluethread.commands;

import static io.gluethread.commands.Channel.ANA;
import static io.gluethread.commands.Channel.BEN;
import static io.gluethread.commands.Channel.code;
import static io.gluethread.commands.Channel.prose;
import static io.gluethread.commands.Channel.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.session.Setting;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.commands.reply.Actions;
import io.gluethread.commands.reply.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings for the next session. */
final class ConfigTest {
    private final Channel channel = new Channel();

    private List<String> log() {
        return channel.broker.log;
    }

    @Test
    void config_in_a_channel_without_a_session_is_kept_for_the_next_one() {
        Answer answer = channel.slash(ANA, "config %worker_type G.2X");
        assertThat(words(answer)).contains("G.1X → G.2X").contains("your next one here");
        channel.slash(ANA, "start");
        assertThat(log()).contains("open thread0001 root=card {worker_type=G.2X}");
        channel.slash(BEN, "start");
        assertThat(log()).contains("open thread0002 root=card {}");
        channel.slash(ANA, "start");
        assertThat(log()).contains("open thread0003 root=card {}");
    }

    @Test
    void config_in_a_channel_means_the_one_session_of_that_person() {
        channel.started(BEN);
        channel.started(ANA);
        Answer answer = channel.slash(ANA, "config %idle_timeout 10");
        assertThat(log()).containsExactly("configure thread0002 {idle_timeout=10}");
        assertThat(words(answer))
                .contains("30 minutes → 10 minutes")
                .contains("stays as it is")
                .contains("[Stop]");
    }

    @Test
    void config_with_several_sessions_asks_which_and_the_button_does_it() {
        channel.started(ANA);
        channel.started(ANA);
        Answer answer = channel.slash(ANA, "config %idle_timeout 10");
        assertThat(words(answer)).contains("Change which?");
        assertThat(log()).isEmpty();
        channel.press(ANA, Actions.IN_THREAD + ":1", "thread0001 config %idle_timeout 10");
        assertThat(log()).containsExactly("configure thread0001 {idle_timeout=10}");
    }

    @Test
    void config_that_the_deployment_refuses_changes_nothing() {
        ThreadView thread = channel.started(ANA);
        assertThat(words(channel.mention(ANA, thread, "config %idle_timeout 4000")))
                .contains("at most 480 minutes");
        assertThat(log()).isEmpty();
    }

    @Test
    void config_alone_opens_the_form_and_what_is_filled_in_changes_only_that() {
        channel.started(ANA);
        assertThat(channel.slash(ANA, "config")).isInstanceOfSatisfying(Answer.Ask.class, ask -> {
            assertThat(ask.form().name()).isEqualTo(Actions.CONFIGURE_FORM);
            assertThat(ask.form().about()).isEqualTo("thread thread0001");
        });
        Answer answer = channel.fill(
                ANA,
                Actions.CONFIGURE_FORM,
                "thread thread0001",
                Map.of("worker_type", "G.1X", "number_of_workers", "5", "magics", "%extra_jars s3://b/a.jar"));
        assertThat(words(answer)).contains("number_of_workers: 2 → 5");
        assertThat(log()).containsExactly("configure thread0001 {--extra-jars=s3://b/a.jar, number_of_workers=5}");
    }

    @Test
    void a_form_filled_in_wrongly_comes_back_with_the_problem_beside_the_field() {
        channel.started(ANA);
        Answer answer = channel.fill(
                ANA,
                Actions.CONFIGURE_FORM,
                "thread thread0001",
                Map.of("number_of_workers", "many", "magics", "%foo 1"));
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Correct.class,
                        c -> assertThat(c.problems())
                                .containsOnlyKeys("number_of_workers", "magics")
                                .hasEntrySatisfying(
                                        "number_of_workers", p -> assertThat(p).contains("'many'")));
    }

    @Test
    void settings_chosen_for_next_time_survive_nothing_but_one_start() {
        channel.slash(ANA, "config %%configure {\"worker_type\": \"G.4X\", \"number_of_workers\": 3}");
        assertThat(channel.preferences.next(ANA.person(), Channel.DATA).get(Setting.WORKER_TYPE))
                .contains("G.4X");
    }

    @Test
    void config_takes_a_language_before_its_magics() {
        channel.post(ANA, true, "1700000009.000900", prose("config scala %number_of_workers 3"));
        channel.reply(ANA, channel.thread(), code("1 + 1"));
        assertThat(log())
                .contains("configure thread0001 {language=scala, number_of_workers=3}", "begin gt-thread0001-1 SCALA");
    }

    @Test
    void config_says_what_it_does_not_understand_behind_a_language() {
        assertThat(words(channel.post(ANA, true, "1700000009.000900", prose("config scala number_of_workers 3"))))
                .contains("'number_of_workers' is none", "Write `config %number_of_workers value`.");
        assertThat(log()).isEmpty();
    }
}
