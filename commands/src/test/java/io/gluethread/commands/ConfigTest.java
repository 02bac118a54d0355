package io.gluethread.commands;

import static io.gluethread.commands.Channel.ANA;
import static io.gluethread.commands.Channel.BEN;
import static io.gluethread.commands.Channel.code;
import static io.gluethread.commands.Channel.prose;
import static io.gluethread.commands.Channel.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gluethread.broker.session.SessionState;
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

    @Test
    void handled_again_a_config_in_a_thread_leaves_a_newer_one_as_it_is() {
        ThreadView thread = channel.started(ANA);
        var ask = channel.inThread(ANA, thread, true, prose("config %number_of_workers 4"));
        Answer first = channel.commands().handle(ask);
        channel.mention(ANA, thread, "config %number_of_workers 8");
        Answer again = channel.commands().handle(ask);
        assertThat(channel.thread().settings().get(Setting.NUMBER_OF_WORKERS)).contains("8");
        assertThat(words(first)).contains("number_of_workers: 2 → 4").doesNotContain("changed again");
        assertThat(words(again)).contains("number_of_workers: 2 → 4").contains("changed again");
    }

    @Test
    void handled_again_each_magic_of_a_message_is_known_for_itself() {
        ThreadView thread = channel.started(ANA);
        var ask = channel.inThread(ANA, thread, false, code("%idle_timeout 20\n%number_of_workers 4\nx = 1"));
        channel.commands().handle(ask);
        channel.mention(ANA, thread, "config %idle_timeout 50 %number_of_workers 5");
        channel.commands().handle(ask);
        assertThat(channel.thread().settings().get(Setting.NUMBER_OF_WORKERS)).contains("5");
        assertThat(channel.thread().settings().get(Setting.IDLE_TIMEOUT)).contains("50");
        assertThat(channel.broker.cells(thread.id())).hasSize(1);
    }

    /** The process ended when the first block was taken, and not yet what stands in the second. */
    @Test
    void handled_again_what_was_not_done_yet_is_done() {
        channel.post(ANA, true, "1700000009.000900", prose("config python"));
        ThreadView thread = channel.thread();
        var ask = channel.inThread(ANA, thread, false, code("scala", "1 + 1"), code("%number_of_workers 4"));
        channel.broker.crashAfter("submit");
        assertThatThrownBy(() -> channel.commands().handle(ask)).hasMessage("crash");
        channel.commands().handle(ask);
        assertThat(channel.thread().settings().get(Setting.NUMBER_OF_WORKERS)).contains("4");
        assertThat(channel.broker.cells(thread.id())).hasSize(1);
    }

    @Test
    void handled_again_a_form_leaves_a_newer_change_as_it_is() {
        ThreadView thread = channel.started(ANA);
        var ask = channel.fillAsk(ANA, Actions.CONFIGURE_FORM, "thread thread0001", Map.of("number_of_workers", "4"));
        channel.commands().handle(ask);
        channel.mention(ANA, thread, "config %number_of_workers 8");
        channel.commands().handle(ask);
        assertThat(channel.thread().settings().get(Setting.NUMBER_OF_WORKERS)).contains("8");
    }

    @Test
    void handled_again_a_config_for_the_next_session_leaves_a_newer_one_as_it_is() {
        var ask = channel.slashAsk(ANA, "config %number_of_workers 4");
        Answer first = channel.commands().handle(ask);
        channel.slash(ANA, "config %number_of_workers 8");
        Answer again = channel.commands().handle(ask);
        assertThat(words(first)).contains("2 → 4").doesNotContain("since");
        assertThat(words(again)).contains("2 → 4").contains("changed again, or used, since");
        channel.slash(ANA, "start");
        assertThat(log()).contains("open thread0001 root=card {number_of_workers=8}");
    }

    @Test
    void handled_again_a_config_that_a_session_was_started_with_is_not_kept_for_another_nor_for_that_one() {
        var ask = channel.slashAsk(ANA, "config %number_of_workers 4");
        channel.commands().handle(ask);
        channel.slash(ANA, "start");
        channel.mention(ANA, channel.thread(), "config %number_of_workers 6");
        channel.commands().handle(ask);
        assertThat(channel.thread().settings().get(Setting.NUMBER_OF_WORKERS)).contains("6");
        channel.slash(ANA, "start");
        assertThat(log()).contains("open thread0002 root=card {}");
    }

    @Test
    void handled_again_a_config_of_the_one_session_is_not_kept_for_the_next_when_that_one_is_over() {
        ThreadView thread = channel.started(ANA);
        var ask = channel.slashAsk(ANA, "config %number_of_workers 4");
        channel.commands().handle(ask);
        channel.broker.becomes(thread.id(), SessionState.STOPPED);
        assertThat(words(channel.commands().handle(ask))).contains("2 → 4").doesNotContain("your next one here");
        channel.slash(ANA, "start");
        assertThat(log()).contains("open thread0002 root=card {}");
    }

    @Test
    void handled_again_a_start_tells_the_size_that_it_started_and_takes_no_newer_choice() {
        channel.slash(ANA, "config %number_of_workers 4");
        var ask = channel.slashAsk(ANA, "start");
        Answer first = channel.commands().handle(ask);
        assertThat(words(channel.commands().handle(ask))).isEqualTo(words(first));
        channel.broker.becomes(channel.thread().id(), SessionState.STOPPED);
        channel.slash(ANA, "config %number_of_workers 8");
        assertThat(words(channel.commands().handle(ask))).isEqualTo(words(first));
        channel.slash(ANA, "start");
        assertThat(log()).contains("open thread0002 root=card {number_of_workers=8}");
    }

    @Test
    void a_start_that_is_refused_uses_nothing_up() {
        channel.slash(ANA, "config %number_of_workers 4");
        assertThat(words(channel.slash(ANA, "start %idle_timeout 4000"))).contains("at most 480");
        channel.slash(ANA, "start");
        assertThat(log()).contains("open thread0001 root=card {number_of_workers=4}");
    }

    @Test
    void handled_again_a_cell_that_chose_the_language_chooses_nothing_any_more() {
        channel.post(ANA, true, "1700000009.000900", prose("config python"));
        ThreadView thread = channel.thread();
        var ask = channel.inThread(ANA, thread, false, code("scala", "1 + 1"));
        channel.commands().handle(ask);
        channel.broker.becomes(thread.id(), SessionState.STOPPED);
        channel.mention(ANA, thread, "config python");
        channel.commands().handle(ask);
        assertThat(channel.broker.thread(thread.id()).orElseThrow().settings().get(Setting.LANGUAGE))
                .contains("python");
        assertThat(channel.broker.cells(thread.id())).hasSize(1);
    }
}
