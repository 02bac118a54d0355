package io.gluethread.commands;

import static io.gluethread.commands.Channel.ANA;
import static io.gluethread.commands.Channel.BEN;
import static io.gluethread.commands.Channel.code;
import static io.gluethread.commands.Channel.prose;
import static io.gluethread.commands.Channel.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.Broker;
import io.gluethread.broker.glue.GlueSession;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.ThreadView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Status, list, help, money. */
final class QuestionsTest {
    private final Channel channel = new Channel();

    private List<String> log() {
        return channel.broker.log;
    }

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
    void status_and_list_tell_a_session_that_works_from_one_that_waits() {
        ThreadView thread = channel.started(ANA);
        channel.broker.becomes(thread.id(), SessionState.READY);
        assertThat(words(channel.mention(BEN, thread, "status"))).contains("Status: READY (nothing runs)");
        channel.reply(ANA, thread, code("1 + 1"));
        assertThat(words(channel.mention(BEN, thread, "status"))).contains("Status: READY (busy)");
        assertThat(words(channel.slash(BEN, "list"))).contains("ready, busy");
    }

    @Test
    void number_40_status_hides_secrets() {
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
}
