package io.gluethread.commands;

import static io.gluethread.commands.Channel.ANA;
import static io.gluethread.commands.Channel.BEN;
import static io.gluethread.commands.Channel.code;
import static io.gluethread.commands.Channel.prose;
import static io.gluethread.commands.Channel.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.commands.reply.Answer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a thread and its session begin. */
final class StartTest {
    private final Channel channel = new Channel();

    private List<String> log() {
        return channel.broker.log;
    }

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
}
