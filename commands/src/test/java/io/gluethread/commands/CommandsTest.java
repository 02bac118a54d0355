package io.gluethread.commands;

import static io.gluethread.commands.Channel.ANA;
import static io.gluethread.commands.Channel.BEN;
import static io.gluethread.commands.Channel.code;
import static io.gluethread.commands.Channel.prose;
import static io.gluethread.commands.Channel.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.Broker;
import io.gluethread.broker.glue.GlueSession;
import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.Setting;
import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.commands.ask.Ask.Asker;
import io.gluethread.commands.ask.Ask.Standing;
import io.gluethread.commands.guard.AccessPolicy;
import io.gluethread.commands.guard.AccessPolicy.Listed;
import io.gluethread.commands.guard.AccessPolicy.Others;
import io.gluethread.commands.reply.Actions;
import io.gluethread.commands.reply.Answer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CommandsTest {
    private final Channel channel = new Channel();

    private List<String> log() {
        return channel.broker.log;
    }

    // ---- start

    @Test
    void slash_start_opens_a_thread_and_tells_the_price_first() {
        Answer answer = channel.slash(ANA, "start etl churn %number_of_workers 4");

        assertThat(log())
                .containsExactly(
                        "open thread0001 root=card {number_of_workers=4, worker_type=G.2X}",
                        "begin gt-thread0001-1 PYTHON");
        assertThat(channel.thread().name()).isEqualTo("churn");
        assertThat(words(answer))
                .startsWith("(privately)")
                .contains("4 × G.2X = 8 DPU")
                .contains("$3.52 an hour");
    }

    @Test
    void start_scala_makes_a_scala_session() {
        channel.slash(ANA, "start scala");
        assertThat(log()).contains("begin gt-thread0001-1 SCALA");
    }

    @Test
    void a_mention_in_no_thread_makes_that_message_the_root() {
        assertThat(channel.post(ANA, true, "1700000009.000900", prose(" start")))
                .isEqualTo(new Answer.Silent());
        assertThat(log()).contains("open thread0001 root=1700000009.000900 {}", "begin gt-thread0001-1 PYTHON");
    }

    @Test
    void config_by_mention_in_no_thread_provisions_nothing() {
        Answer answer = channel.post(ANA, true, "1700000009.000900", prose("config %worker_type g.2x"));
        assertThat(log())
                .containsExactly(
                        "open thread0001 root=1700000009.000900 {}", "configure thread0001 {worker_type=G.2X}");
        assertThat(words(answer)).contains("worker_type: G.1X → G.2X").contains("$1.76 an hour");
    }

    @Test
    void a_mention_with_a_code_block_in_no_thread_opens_one_there_and_runs_it() {
        Answer answer = channel.post(ANA, true, "1700000009.000900", prose("hey, look:"), code("scala", "1 + 1"));
        assertThat(answer).isEqualTo(new Answer.Silent());
        assertThat(log())
                .containsExactly(
                        "open thread0001 root=1700000009.000900 {}",
                        "begin gt-thread0001-1 SCALA",
                        "submit [1] SCALA 1 + 1");
    }

    @Test
    void a_code_block_where_we_have_no_thread_is_none_of_our_business() {
        assertThat(channel.post(ANA, false, "1700000009.000900", code("rm -rf /")))
                .isEqualTo(new Answer.Silent());
        assertThat(log()).isEmpty();
    }

    @Test
    void start_in_a_thread_that_has_a_session_says_so() {
        ThreadView thread = channel.started(ANA);
        assertThat(words(channel.mention(ANA, thread, "start"))).contains("a session in this thread already");
    }

    @Test
    void where_no_role_is_set_one_can_still_configure_before_naming_it() {
        channel.broker.role = "";
        assertThat(words(channel.slash(ANA, "start"))).contains("no role is set");
        assertThat(words(channel.slash(ANA, "config %worker_type G.2X"))).contains("noted");
        channel.post(ANA, true, "1700000009.000900", prose("config %iam_role arn:aws:iam::123456789012:role/Mine"));
        assertThat(words(channel.post(ANA, true, "1700000009.000901", prose("config %idle_timeout 4000"))))
                .contains("at most 480");
        assertThat(log())
                .containsExactly(
                        "open thread0001 root=1700000009.000900 {worker_type=G.2X}",
                        "configure thread0001 {iam_role=arn:aws:iam::123456789012:role/Mine}");
    }

    @Test
    void start_in_a_thread_of_others_that_is_not_ours_opens_there() {
        var ask = channel.inThread(ANA, elsewhere(), true, prose("start"));
        assertThat(channel.commands().handle(ask)).isEqualTo(new Answer.Silent());
        assertThat(log()).contains("open thread0001 root=1700000005.000500 {}");
    }

    private static ThreadView elsewhere() {
        return new ThreadView(
                new ThreadId("elsewhere1"),
                Channel.TEAM,
                Channel.DATA,
                Optional.of("1700000005.000500"),
                BEN.person(),
                "",
                Settings.NONE,
                Channel.NOON,
                Optional.empty(),
                List.of(),
                0);
    }

    // ---- cells

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
    void the_shortcut_runs_the_code_of_a_message_and_nothing_else_of_it() {
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

    // ---- config

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

    // ---- stop, cancel, keep, again

    @Test
    void stop_in_a_channel_with_exactly_one_session_stops_it() {
        channel.started(BEN);
        channel.started(ANA);
        channel.slash(ANA, "stop");
        assertThat(log()).containsExactly("stop gt-thread0002-1 by U_ANA");
    }

    @Test
    void stop_in_a_channel_with_several_asks_with_buttons_that_confirm() {
        channel.started(ANA);
        channel.started(ANA);
        assertThat(words(channel.slash(ANA, "stop"))).contains("Stop which?").contains("gt-thread0001-1 (starting)");
        assertThat(log()).isEmpty();
        channel.press(ANA, Actions.IN_THREAD + ":1", "thread0001 stop");
        assertThat(log()).containsExactly("stop gt-thread0001-1 by U_ANA");
    }

    @Test
    void stop_by_session_id_from_the_list() {
        channel.started(ANA);
        channel.started(ANA);
        channel.slash(ANA, "stop gt-thread0001-1");
        assertThat(log()).containsExactly("stop gt-thread0001-1 by U_ANA");
        assertThat(words(channel.slash(ANA, "stop gt-nothing"))).contains("no session 'gt-nothing'");
    }

    @Test
    void somebody_elses_session_is_not_stopped_by_word_by_button_or_by_id() {
        ThreadView thread = channel.started(ANA);
        for (Answer answer : List.of(
                channel.mention(BEN, thread, "stop"),
                channel.press(BEN, Actions.STOP, "thread0001"),
                channel.press(BEN, Actions.IN_THREAD + ":0", "thread0001 stop"),
                channel.slash(BEN, "stop gt-thread0001-1"),
                channel.reply(BEN, thread, code("%stop_session\nx = 1")))) {
            assertThat(words(answer))
                    .startsWith("(privately)")
                    .contains("<@U_ANA>")
                    .contains("admin");
        }
        assertThat(log()).isEmpty();
        channel.mention(Channel.member("U_BOSS"), thread, "stop");
        assertThat(log()).containsExactly("stop gt-thread0001-1 by U_BOSS");
    }

    @Test
    void cancel_takes_the_running_cell_or_the_named_one() {
        ThreadView thread = channel.started(ANA);
        channel.reply(ANA, thread, code("a"), code("b"));
        channel.broker.cellBecomes(new CellId("thread0001-1"), CellState.RUNNING);
        channel.mention(ANA, thread, "cancel");
        channel.mention(ANA, thread, "cancel 2");
        assertThat(log()).endsWith("cancel [1]", "cancel [2]");
        assertThat(words(channel.mention(ANA, thread, "cancel 7"))).contains("no cell [7]");
        channel.broker.cellBecomes(new CellId("thread0001-1"), CellState.OK);
        assertThat(words(channel.press(ANA, Actions.CANCEL, "thread0001-1"))).contains("over already");
    }

    @Test
    void a_cells_author_may_cancel_it_and_a_stranger_may_not() {
        ThreadView thread = channel.started(ANA);
        channel.reply(BEN, thread, code("a"));
        assertThat(words(channel.press(Channel.member("U_EVE"), Actions.CANCEL, "thread0001-1")))
                .contains("Only its owner");
        channel.press(BEN, Actions.CANCEL, "thread0001-1");
        assertThat(log()).endsWith("cancel [1]");
    }

    @Test
    void keep_and_run_again_and_start_again_by_button() {
        ThreadView thread = channel.started(ANA);
        channel.reply(ANA, thread, code("a"));
        assertThat(words(channel.press(BEN, Actions.KEEP, "thread0001"))).contains("keeps the session");
        channel.press(BEN, Actions.RUN_AGAIN, "thread0001-1");
        channel.broker.becomes(thread.id(), SessionState.TIMEOUT);
        channel.press(BEN, Actions.START_AGAIN, "thread0001");
        assertThat(log())
                .containsExactly(
                        "submit [1] PYTHON a",
                        "keep thread0001 PT30M",
                        "submit [2] PYTHON a",
                        "configure thread0001 {}",
                        "begin gt-thread0001-2 PYTHON");
    }

    @Test
    void a_button_of_nothing_is_answered() {
        for (String action : List.of(Actions.STOP, Actions.CANCEL, Actions.IN_THREAD, "gt_unheard_of")) {
            assertThat(words(channel.press(ANA, action, "../../etc/passwd"))).contains("is gone");
        }
    }

    // ---- who may

    @Test
    void guests_strangers_bots_and_the_unknown_run_nothing() {
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
    void what_was_not_configured_is_denied() {
        channel.policy = AccessPolicy.NOBODY;
        assertThat(words(channel.slash(ANA, "start"))).startsWith("(privately)").contains("U_ANA");
        assertThat(words(channel.slash(ANA, "help"))).contains("code block");
        assertThat(words(channel.slash(ANA, "whoami")))
                .contains("You may run code here: no")
                .doesNotContain("123456789012");
        assertThat(log()).isEmpty();
    }

    @Test
    void a_press_is_judged_anew_and_by_the_channel_of_the_thread() {
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

    // ---- status, list, help, money

    @Test
    void status_tells_what_the_kernel_tells_and_the_cost() {
        ThreadView thread = channel.started(ANA);
        channel.broker.becomes(thread.id(), SessionState.READY);
        assertThat(words(channel.mention(BEN, thread, "status")))
                .contains(
                        "Session ID: `gt-thread0001-1`",
                        "Status: READY",
                        "Owner: <@U_ANA>",
                        "Created on:",
                        "glue_version: 5.0")
                .contains(
                        "session_type: glueetl",
                        "worker_type: G.1X",
                        "number_of_workers: 2",
                        "idle_timeout: 30 minutes")
                .contains(
                        "timeout: 480 minutes",
                        "region: us-east-1",
                        "iam_role: arn:aws:iam::123456789012:role/GlueRole")
                .contains("Cost so far: $0.15", "Running for:", "Stops if idle:");
    }

    @Test
    void status_hides_secrets() {
        ThreadView thread = channel.started(ANA);
        channel.broker.becomes(thread.id(), SessionState.STOPPED);
        channel.reply(ANA, thread, prose("%%configure {'db_password': 'hunter2', 'x': 'AKIAABCDEFGHIJKLMNOP'}"));
        channel.mention(ANA, thread, "start");
        assertThat(words(channel.mention(ANA, thread, "status")))
                .contains("--db_password: (hidden)", "--x: (hidden)")
                .doesNotContain("hunter2", "AKIA");
    }

    @Test
    void list_is_a_table_of_ours_and_of_those_started_elsewhere() {
        ThreadView thread = channel.started(ANA);
        channel.broker.becomes(thread.id(), SessionState.READY);
        assertThat(words(channel.slash(BEN, "list")))
                .contains("1 session alive")
                .contains("gt-thread0001-1 | U_ANA | C_DATA | ready | 5.0 | 2 × G.1X");
    }

    @Test
    void list_all_also_shows_what_is_over_and_what_other_tools_started() {
        ThreadView thread = channel.started(ANA);
        channel.broker.becomes(thread.id(), SessionState.TIMEOUT);
        channel.broker.foreign.add(foreign("studio-1", "READY"));
        channel.broker.foreign.add(foreign("studio-2", "STOPPED"));
        assertThat(words(channel.slash(BEN, "list")))
                .contains("1 session", "studio-1 | not ours | (started elsewhere) | ready")
                .doesNotContain("gt-thread0001-1", "studio-2");
        assertThat(words(channel.slash(BEN, "list all")))
                .contains("3 sessions", "gt-thread0001-1", "timed out", "studio-2");
    }

    @Test
    void list_of_nothing_says_so() {
        assertThat(words(channel.slash(BEN, "list"))).contains("No session is alive");
    }

    private static Broker.Foreign foreign(String id, String status) {
        return new Broker.Foreign(
                "us-east-1",
                new GlueSession(
                        new SessionId(id),
                        status,
                        "",
                        Optional.of(Channel.NOON.minusSeconds(60)),
                        Optional.empty(),
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("G.1X"),
                        Optional.of(5),
                        Optional.empty(),
                        Optional.of("5.0"),
                        Optional.empty(),
                        Map.of()));
    }

    @Test
    void status_before_the_first_cell_tells_what_it_would_be() {
        channel.post(ANA, true, "1700000009.000900", prose("config %number_of_workers 3"));
        assertThat(words(channel.mention(ANA, channel.thread(), "status")))
                .contains("No session yet", "it costs nothing until then", "3 × G.1X = 3 DPU", "$1.32 an hour");
    }

    @Test
    void what_stands_below_a_command_is_talk() {
        ThreadView thread = channel.started(ANA);
        channel.mention(ANA, thread, "stop\nthanks everybody!");
        assertThat(log()).containsExactly("stop gt-thread0001-1 by U_ANA");
    }

    @Test
    void help_lists_every_word_that_works_and_no_other() {
        String help = words(channel.slash(ANA, "help"));
        assertThat(help)
                .contains("`start [python|scala]", "`config", "`digest now`")
                .doesNotContain("history", "replay");
        assertThat(words(channel.slash(ANA, "replay"))).contains("not in this version");
        assertThat(words(channel.slash(ANA, "help workers"))).contains("G.025X | 2 | 4 | 0.25 | $0.11");
        assertThat(words(channel.slash(ANA, "help magics")))
                .contains("%%configure {...}", "Without it: 30 minutes")
                .doesNotContain("%profile");
        assertThat(words(channel.slash(ANA, "help strat"))).contains("Did you mean `help start`?");
    }

    @Test
    void an_unknown_word_gets_did_you_mean() {
        assertThat(words(channel.slash(ANA, "rnu 1")))
                .contains("I don't know `rnu`")
                .contains("Did you mean `run`?");
    }

    @Test
    void cost_in_a_thread_is_the_threads_and_in_a_channel_the_channels() {
        ThreadView thread = channel.started(ANA);
        assertThat(words(channel.mention(ANA, thread, "cost week"))).contains("WEEK, THREAD");
        assertThat(words(channel.slash(ANA, "cost"))).contains("TODAY, CHANNEL");
        assertThat(words(channel.slash(ANA, "cost month mine"))).contains("MONTH, MINE");
        assertThat(words(channel.slash(ANA, "digest now"))).isEqualTo("(to all) the digest");
    }

    @Test
    void whoami_tells_both_sides() {
        assertThat(words(channel.slash(ANA, "whoami")))
                .contains(
                        "<@U_ANA>",
                        "You may run code here: yes",
                        "AWS account: 123456789012",
                        "assumed-role/GluethreadBot");
    }

    @Test
    void settings_chosen_for_next_time_survive_nothing_but_one_start() {
        channel.slash(ANA, "config %%configure {\"worker_type\": \"G.4X\", \"number_of_workers\": 3}");
        assertThat(channel.preferences.next(ANA.person(), Channel.DATA).get(Setting.WORKER_TYPE))
                .contains("G.4X");
    }
}
