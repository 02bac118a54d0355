package io.gluethread.commands;

import static io.gluethread.commands.Channel.ANA;
import static io.gluethread.commands.Channel.BEN;
import static io.gluethread.commands.Channel.code;
import static io.gluethread.commands.Channel.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.commands.reply.Actions;
import io.gluethread.commands.reply.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Stop, cancel, keep, again: by word and by button. */
final class EndTest {
    private final Channel channel = new Channel();

    private List<String> log() {
        return channel.broker.log;
    }

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
    void who_stopped_the_session_is_named_wherever_its_end_is_told() {
        ThreadView thread = channel.started(ANA);
        channel.mention(ANA, thread, "stop");
        channel.broker.becomes(thread.id(), SessionState.STOPPED);
        for (Answer answer : List.of(
                channel.mention(ANA, thread, "stop"),
                channel.mention(ANA, thread, "status"),
                channel.reply(ANA, thread, code("%session_id")))) {
            assertThat(words(answer)).contains(": <@U_ANA> stopped it.").doesNotContain("somebody");
        }
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
        assertThat(words(channel.press(BEN, Actions.KEEP, "thread0001"))).contains("still starting");
        channel.broker.log.removeLast();
        channel.broker.becomes(thread.id(), SessionState.READY);
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

    @Test
    void handled_again_a_stop_in_a_channel_does_not_go_on_to_the_session_that_is_left() {
        channel.started(ANA);
        var ask = channel.slashAsk(ANA, "stop");
        Answer first = channel.commands().handle(ask);
        ThreadView one = channel.thread();
        channel.broker.becomes(one.id(), SessionState.STOPPED);
        channel.started(ANA);
        assertThat(words(channel.commands().handle(ask)))
                .isEqualTo(words(first))
                .contains("gt-thread0001-1");
        assertThat(log()).isEmpty();
    }

    @Test
    void handled_again_a_stop_that_asked_which_one_asks_again_though_only_one_is_left() {
        channel.started(ANA);
        channel.started(ANA);
        var ask = channel.slashAsk(ANA, "stop");
        assertThat(words(channel.commands().handle(ask))).contains("Stop which?");
        channel.press(ANA, Actions.IN_THREAD + ":1", "thread0001 stop");
        channel.broker.becomes(new ThreadId("thread0001"), SessionState.STOPPED);
        assertThat(words(channel.commands().handle(ask))).contains("Stop which?");
        assertThat(log()).containsExactly("stop gt-thread0001-1 by U_ANA");
    }

    @Test
    void handled_again_a_stop_by_id_or_in_a_thread_tells_what_it_stopped() {
        ThreadView thread = channel.started(ANA);
        var byId = channel.slashAsk(ANA, "stop thread0001");
        Answer first = channel.commands().handle(byId);
        var inThread = channel.inThread(ANA, thread, true, Channel.prose("stop"));
        channel.broker.becomes(thread.id(), SessionState.STOPPED);
        assertThat(words(channel.commands().handle(inThread))).contains("No session is running");
        channel.reply(ANA, thread, code("x = 1"));
        log().clear();
        assertThat(words(channel.commands().handle(byId))).isEqualTo(words(first));
        assertThat(words(channel.commands().handle(inThread))).contains("No session is running");
        assertThat(log()).isEmpty();
    }

    @Test
    void handled_again_a_cancel_means_the_cell_that_it_meant() {
        ThreadView thread = channel.started(ANA);
        channel.reply(ANA, thread, code("a"), code("b"));
        channel.broker.cellBecomes(new CellId("thread0001-1"), CellState.RUNNING);
        var ask = channel.inThread(ANA, thread, true, Channel.prose("cancel"));
        assertThat(words(channel.commands().handle(ask))).isEmpty();
        channel.broker.cellBecomes(new CellId("thread0001-1"), CellState.CANCELLED);
        channel.broker.cellBecomes(new CellId("thread0001-2"), CellState.RUNNING);
        assertThat(words(channel.commands().handle(ask))).isEmpty();
        assertThat(log()).endsWith("submit [2] PYTHON b", "cancel [1]");
    }

    @Test
    void handled_again_a_cancel_that_found_nothing_finds_nothing() {
        ThreadView thread = channel.started(ANA);
        var there = channel.inThread(ANA, thread, true, Channel.prose("cancel"));
        var here = channel.slashAsk(ANA, "cancel");
        String nothing = words(channel.commands().handle(there));
        String needsThread = words(channel.commands().handle(here));
        channel.reply(ANA, thread, code("a"));
        log().clear();
        assertThat(words(channel.commands().handle(there))).isEqualTo(nothing);
        assertThat(words(channel.commands().handle(here))).isEqualTo(needsThread);
        assertThat(log()).isEmpty();
    }

    @Test
    void handled_again_a_start_starts_nothing_though_the_session_is_over() {
        var typed = channel.messageAsk(ANA, true, "1700000009.000100", Channel.prose("start"));
        channel.commands().handle(typed);
        ThreadView thread = channel.thread();
        channel.broker.becomes(thread.id(), SessionState.TIMEOUT);
        var again = channel.inThread(ANA, thread, true, Channel.prose("start"));
        channel.commands().handle(again);
        channel.broker.becomes(thread.id(), SessionState.TIMEOUT);
        log().clear();
        assertThat(words(channel.commands().handle(typed))).isEmpty();
        assertThat(words(channel.commands().handle(again))).isEmpty();
        assertThat(log()).isEmpty();
    }

    @Test
    void handled_again_keep_does_not_keep_it_longer() {
        channel.broker.becomes(channel.started(ANA).id(), SessionState.READY);
        var ask = channel.pressAsk(BEN, Actions.KEEP, "thread0001");
        Answer first = channel.commands().handle(ask);
        Answer again = channel.commands().handle(ask);
        assertThat(words(again)).isEqualTo(words(first)).contains("keeps the session");
        assertThat(log()).containsExactly("keep thread0001 PT30M");
    }

    @Test
    void handled_again_a_start_that_was_not_needed_starts_nothing_though_that_session_is_over() {
        ThreadView thread = channel.started(ANA);
        var ask = channel.inThread(ANA, thread, true, Channel.prose("start"));
        assertThat(words(channel.commands().handle(ask))).contains("a session in this thread already");
        channel.broker.becomes(thread.id(), SessionState.STOPPED);
        assertThat(words(channel.commands().handle(ask))).contains("No session is running");
        assertThat(log()).isEmpty();
    }
}
