package io.gluethread.commands;

import static io.gluethread.commands.Channel.ANA;
import static io.gluethread.commands.Channel.BEN;
import static io.gluethread.commands.Channel.code;
import static io.gluethread.commands.Channel.prose;
import static io.gluethread.commands.Channel.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.commands.ask.Ask.Asker;
import io.gluethread.commands.ask.Ask.Standing;
import io.gluethread.commands.guard.AccessPolicy;
import io.gluethread.commands.reply.Actions;
import io.gluethread.commands.reply.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Code blocks and the magics in them. */
final class CellsTest {
    private static final String ROOT = "1700000009.000900";

    private final Channel channel = new Channel();

    private List<String> log() {
        return channel.broker.log;
    }

    @Test
    void a_thread_goes_on_in_the_language_that_its_last_session_spoke() {
        channel.post(ANA, true, "1700000009.000900", code("scala", "val x = 1"));
        ThreadView thread = channel.thread();
        channel.broker.becomes(thread.id(), SessionState.TIMEOUT);
        channel.reply(ANA, thread, code("val y = 2"));
        channel.broker.becomes(thread.id(), SessionState.TIMEOUT);
        channel.press(ANA, Actions.START_AGAIN, "thread0001");
        channel.broker.becomes(thread.id(), SessionState.TIMEOUT);
        channel.reply(ANA, thread, code("python", "z = 3"));
        assertThat(log())
                .contains("begin gt-thread0001-1 SCALA", "begin gt-thread0001-2 SCALA", "begin gt-thread0001-3 SCALA")
                .contains("begin gt-thread0001-4 PYTHON", "submit [3] PYTHON z = 3");
    }

    @Test
    void number_48_the_shortcut_runs_the_code_of_a_message_and_nothing_else_of_it() {
        assertThat(words(channel.shortcut(BEN, "1700000009.000900", prose("%stop_session"))))
                .contains("no code block");
        channel.shortcut(BEN, "1700000009.000900", prose("%stop_session"), code("x = 1"));
        assertThat(log())
                .containsExactly(
                        "open thread0001 root=1700000009.000900 {}",
                        "begin gt-thread0001-1 PYTHON",
                        "submit [1] PYTHON x = 1");
    }

    @Test
    void a_key_in_the_code_is_warned_of() {
        ThreadView thread = channel.started(ANA);
        assertThat(words(channel.reply(ANA, thread, code("k = 'AKIAABCDEFGHIJKLMNOP'"))))
                .startsWith("(privately)")
                .contains("Delete the message");
    }

    @Test
    void several_blocks_run_in_order_and_prose_around_them_is_ignored() {
        ThreadView thread = channel.started(ANA);
        Answer answer =
                channel.reply(BEN, thread, prose("first"), code("x = 1"), prose("then"), code("sql", "select 1"));
        assertThat(answer).isEqualTo(new Answer.Silent());
        assertThat(log()).containsExactly("submit [1] PYTHON x = 1", "submit [2] SQL select 1");
    }

    @Test
    void a_code_block_that_slack_has_cut_is_answered_and_not_run() {
        ThreadView thread = channel.started(ANA);
        assertThat(words(channel.reply(BEN, thread, prose("```\nval x = 1\nval y ="))))
                .contains("does not end");
        assertThat(log()).isEmpty();
    }

    @Test
    void an_empty_code_block_is_answered() {
        ThreadView thread = channel.started(ANA);
        assertThat(words(channel.reply(BEN, thread, prose("```\n```")))).contains("is empty, so nothing was run");
        assertThat(log()).isEmpty();
    }

    @Test
    void prose_alone_in_our_thread_is_ignored() {
        ThreadView thread = channel.started(ANA);
        assertThat(channel.reply(BEN, thread, prose("nice, thanks! stop it please")))
                .isEqualTo(new Answer.Silent());
        assertThat(log()).isEmpty();
    }

    @Test
    void the_same_delivery_again_runs_nothing_again() {
        ThreadView thread = channel.started(ANA);
        var ask = channel.inThread(ANA, thread, false, code("%stop_session\nx = 1"));
        channel.commands().handle(ask);
        List<String> once = List.copyOf(log());
        channel.commands().handle(ask);
        assertThat(log()).isEqualTo(once);
    }

    @Test
    void a_cell_that_stops_configures_and_runs_does_so_in_this_order() {
        ThreadView thread = channel.started(ANA);
        Answer answer = channel.reply(
                ANA,
                thread,
                code(
                        "%stop_session\n%glue_version 3.0\n%number_of_workers 2\n%worker_type G.2X\n%idle_timeout 1\n\nx = 1"));
        assertThat(log())
                .containsExactly(
                        "stop gt-thread0001-1 by U_ANA",
                        "configure thread0001 {glue_version=3.0, idle_timeout=1, number_of_workers=2, worker_type=G.2X}",
                        "begin gt-thread0001-2 PYTHON",
                        "submit [1] PYTHON x = 1");
        assertThat(words(answer))
                .contains("glue_version: 5.0 → 3.0")
                .contains("idle_timeout: 30 minutes → 1 minute")
                .doesNotContain("stays as it is");
    }

    @Test
    void nothing_acts_when_one_magic_is_wrong() {
        ThreadView thread = channel.started(ANA);
        Answer answer = channel.reply(ANA, thread, code("%stop_session\n%worker_type G.3X\nx = 1"), code("y = 2"));
        assertThat(log()).isEmpty();
        assertThat(words(answer))
                .contains("'G.3X' is not a worker type")
                .contains("G.1X")
                .contains("Nothing of this message");
    }

    @Test
    void a_cell_in_the_other_language_is_refused_with_the_way_out() {
        ThreadView thread = channel.started(ANA);
        Answer answer = channel.reply(ANA, thread, code("scala", "val x = 1"), code("x = 2"));
        assertThat(words(answer))
                .contains("speaks Python, and the cell is Scala")
                .contains("was not run");
        assertThat(log()).isEmpty();
    }

    @Test
    void where_python_cannot_run_an_untagged_cell_is_scala() {
        channel.broker.defaultLanguage = Language.SCALA;
        ThreadView thread = channel.started(ANA);
        channel.reply(ANA, thread, code("val x = 1"));
        assertThat(log()).containsExactly("submit [1] SCALA val x = 1");
    }

    @Test
    void curly_quotes_that_delimit_are_mended_and_it_is_said() {
        ThreadView thread = channel.started(ANA);
        Answer answer = channel.reply(ANA, thread, code("print(\u201Chi\u201D)"));
        assertThat(log()).containsExactly("submit [1] PYTHON print(\"hi\")");
        assertThat(words(answer)).startsWith("(privately)").contains("curly quotes made straight");
    }

    @Test
    void what_the_broker_refuses_is_said_and_the_rest_is_not_run() {
        ThreadView thread = channel.started(ANA);
        Answer answer = channel.reply(ANA, thread, code("REFUSE"), code("x = 1"));
        assertThat(words(answer)).contains("50 cells").contains("was not run");
        assertThat(log()).isEmpty();
    }

    @Test
    void too_much_code_is_refused_with_both_figures() {
        ThreadView thread = channel.started(ANA);
        assertThat(words(channel.reply(ANA, thread, code("x".repeat(70_000)))))
                .contains("70,000")
                .contains("68,000");
    }

    @Test
    void slash_sql_with_one_session_runs_there_with_none_opens_a_thread() {
        channel.slash(ANA, "sql show databases");
        assertThat(log()).contains("submit [1] SQL show databases");
        channel.slash(ANA, "sql show tables");
        assertThat(log()).contains("submit [2] SQL show tables");
        assertThat(channel.broker.openThreads()).hasSize(1);
    }

    @Test
    void run_by_command_is_run_in_one_thread_though_that_is_over_when_it_is_handled_again() {
        ThreadView thread = channel.started(ANA);
        var ask = channel.slashAsk(ANA, "run pay()");
        Answer first = channel.commands().handle(ask);
        channel.broker.becomes(thread.id(), SessionState.STOPPED);
        Answer again = channel.commands().handle(ask);
        channel.started(ANA);
        channel.commands().handle(ask);
        assertThat(words(first)).contains("It runs in the thread");
        assertThat(words(again)).contains("It runs in the thread");
        assertThat(channel.broker.log).isEmpty();
        assertThat(channel.broker.cells(thread.id())).hasSize(1);
        assertThat(channel.broker.cells(channel.thread().id())).isEmpty();
    }

    @Test
    void run_by_command_in_a_thread_of_its_own_stays_there_when_it_is_handled_again() {
        var ask = channel.slashAsk(ANA, "run pay()");
        channel.commands().handle(ask);
        ThreadView own = channel.thread();
        channel.started(ANA);
        channel.commands().handle(ask);
        assertThat(channel.broker.cells(own.id())).hasSize(1);
        assertThat(channel.broker.log).isEmpty();
    }

    @Test
    void run_by_command_that_asked_which_thread_asks_again_though_only_one_is_left() {
        channel.started(ANA);
        channel.started(ANA);
        var ask = channel.slashAsk(ANA, "run pay()");
        assertThat(words(channel.commands().handle(ask))).contains("Run it in which?");
        channel.press(ANA, Actions.IN_THREAD + ":0", "thread0002 run pay()");
        channel.broker.becomes(new ThreadId("thread0002"), SessionState.STOPPED);
        assertThat(words(channel.commands().handle(ask))).contains("Run it in which?");
        assertThat(channel.broker.log).containsExactly("submit [1] PYTHON pay()");
    }

    @Test
    void code_below_a_start_that_was_refused_is_answered_and_not_run() {
        channel.post(ANA, true, ROOT, prose("start %idle_timeout 4000"));
        assertThat(words(channel.below(ROOT, BEN, code("1 + 1"))))
                .startsWith("(privately)")
                .contains("no session in this thread", "nothing was run", "@glue start");
        assertThat(words(channel.below(ROOT, BEN, prose("%idle_timeout 5")))).contains("nothing was run");
        assertThat(words(channel.below(ROOT, BEN, prose("```1 + 1")))).contains("nothing was run");
        assertThat(channel.below(ROOT, BEN, prose("let us ask somebody"))).isEqualTo(new Answer.Silent());
        assertThat(log()).isEmpty();
    }

    @Test
    void code_below_a_start_that_was_not_understood_or_not_allowed_is_answered() {
        channel.post(ANA, true, ROOT, prose("strat"));
        assertThat(words(channel.below(ROOT, ANA, code("1 + 1")))).contains("no session in this thread");

        channel.policy = AccessPolicy.NOBODY;
        String other = "1700000008.000800";
        channel.post(ANA, true, other, prose("start"));
        assertThat(words(channel.below(other, ANA, code("1 + 1"))))
                .startsWith("(privately)")
                .contains("not on the list");
        assertThat(channel.below(other, new Asker(ANA.person(), Standing.BOT), code("1 + 1")))
                .isEqualTo(new Answer.Silent());
        assertThat(log()).isEmpty();
    }

    @Test
    void code_below_what_was_refused_in_the_middle_of_a_talk_is_answered_until_a_session_is_there() {
        channel.belowAddressed(ROOT, ANA, prose("start %idle_timeout 4000"));
        assertThat(words(channel.below(ROOT, ANA, code("1 + 1")))).contains("no session in this thread");
        channel.belowAddressed(ROOT, ANA, prose("start"));
        channel.below(ROOT, ANA, code("1 + 1"));
        assertThat(log())
                .containsExactly(
                        "open thread0001 root=" + ROOT + " {}",
                        "begin gt-thread0001-1 PYTHON",
                        "submit [1] PYTHON 1 + 1");
    }

    @Test
    void code_in_threads_that_never_wanted_a_session_is_none_of_our_business() {
        assertThat(channel.below(ROOT, ANA, code("1 + 1"))).isEqualTo(new Answer.Silent());
        channel.post(ANA, true, ROOT, prose("help"));
        channel.belowAddressed(ROOT, ANA, prose("whoami"));
        assertThat(channel.below(ROOT, ANA, code("1 + 1"))).isEqualTo(new Answer.Silent());
        channel.slash(ANA, "start %idle_timeout 4000");
        assertThat(channel.below(ROOT, ANA, code("1 + 1"))).isEqualTo(new Answer.Silent());
        assertThat(log()).isEmpty();
    }
}
