package io.gluethread.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.glue.GlueException;
import io.gluethread.broker.glue.GlueOperation;
import io.gluethread.broker.glue.GlueSession;
import io.gluethread.broker.glue.memory.Answer;
import io.gluethread.broker.glue.memory.Script.When;
import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.Ending;
import io.gluethread.broker.session.Notice;
import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.SessionView;
import io.gluethread.broker.session.Setting;
import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.broker.session.Usage;
import io.gluethread.broker.statement.Part;
import io.gluethread.broker.statement.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sessions left alone, kept, ended elsewhere, found, and those that are not ours. */
final class SweepTest extends HouseTest {
    @Override
    House house() {
        return new House(BrokerDefaults.of(House.REGION, House.ROLE, "gluethread-test")
                .with(BrokerDefaults.Limits.DEFAULT.alive(50, 50)));
    }

    @Test
    void number_4_left_alone_for_half_an_hour_it_is_warned_about_once_and_then_stopped() {
        ThreadView thread = house.ready();
        Instant ready = house.session(thread).lastActivity().orElseThrow();
        assertThat(house.session(thread).idleDeadline()).contains(ready.plus(Duration.ofMinutes(30)));

        house.pass(Duration.ofMinutes(23));
        assertThat(house.notices(thread)).isEmpty();
        house.pass(Duration.ofMinutes(2));
        assertThat(house.notices(thread))
                .containsExactly(
                        new Notice.IdleSoon(house.session(thread).id(), ready, ready.plus(Duration.ofMinutes(30))));
        assertThat(house.session(thread).state()).isEqualTo(SessionState.READY);
        house.pass(Duration.ofMinutes(6));

        SessionView session = house.session(thread);
        assertThat(session.state().isOver()).isTrue();
        assertThat(session.ending()).contains(new Ending.Idle(30));
        assertThat(house.notices(thread)).hasSize(2);
        assertThat(house.notices(thread, Notice.Ended.class)).hasSize(1);
        assertThat(house.glue.alive()).isEmpty();
    }

    @Test
    void idle_sessions_are_not_asked_for_one_by_one() {
        house.ready();
        int before = house.glue.calls(GlueOperation.GET_SESSION);
        int lists = house.glue.calls(GlueOperation.LIST_SESSIONS);
        house.pass(Duration.ofMinutes(20));
        assertThat(house.glue.calls(GlueOperation.GET_SESSION)).isEqualTo(before);
        assertThat(house.glue.calls(GlueOperation.LIST_SESSIONS) - lists).isBetween(20, 24);
    }

    @Test
    void number_19_running_time_is_not_idle_and_number_20_the_result_of_a_long_cell_is_kept() {
        house.glue.script().answer("forty_minutes", Answer.text("at last").taking(Duration.ofMinutes(40)));
        ThreadView thread = house.ready();
        CellView cell = house.submit(thread, "forty_minutes");
        house.pass(Duration.ofMinutes(39));
        assertThat(house.session(thread).state()).isEqualTo(SessionState.READY);
        assertThat(house.session(thread).idleDeadline()).isEmpty();
        assertThat(house.notices(thread)).isEmpty();
        house.pass(Duration.ofMinutes(2));
        assertThat(house.now(cell).result()).contains(new Result.Ok(List.of(new Part.Text("at last"))));
        Instant end = house.session(thread).lastActivity().orElseThrow();
        assertThat(house.session(thread).idleDeadline()).contains(end.plus(Duration.ofMinutes(30)));
    }

    @Test
    void kept_it_outlives_its_idle_time_at_glue_too_and_is_warned_about_anew() {
        ThreadView thread = house.ready();
        house.pass(Duration.ofMinutes(25));
        assertThat(house.notices(thread, Notice.IdleSoon.class)).hasSize(1);
        Optional<SessionView> kept = house.broker().keep(thread.id(), Duration.ofMinutes(90), House.BEN);
        assertThat(kept.orElseThrow().idleDeadline())
                .contains(house.clock.instant().plus(Duration.ofMinutes(90)));

        house.pass(Duration.ofMinutes(80));
        assertThat(house.session(thread).state()).isEqualTo(SessionState.READY);
        assertThat(house.glue.alive()).hasSize(1);
        house.pass(Duration.ofMinutes(12));
        assertThat(house.notices(thread, Notice.IdleSoon.class)).hasSize(2);
        assertThat(house.session(thread).ending())
                .hasValueSatisfying(why -> assertThat(why).isInstanceOf(Ending.Idle.class));
        assertThat(house.broker().keep(thread.id(), Duration.ofMinutes(30), House.ANA))
                .isEmpty();
    }

    @Test
    void a_lifetime_is_warned_about_and_ends_even_under_running_work_which_is_told() {
        house.glue.script().answer("endless", Answer.endless());
        ThreadView thread = house.thread(House.ANA);
        house.broker().start(thread.id(), House.ANA, Settings.of(Setting.TIMEOUT, "20"));
        house.pass(Duration.ofSeconds(40));
        CellView cell = house.submit(thread, "endless");
        house.pass(Duration.ofMinutes(17));
        assertThat(house.notices(thread, Notice.LifetimeSoon.class)).hasSize(1);
        house.pass(Duration.ofMinutes(4));
        assertThat(house.session(thread).ending()).contains(new Ending.Lifetime(20));
        assertThat(house.now(cell).state()).isEqualTo(CellState.LOST);
        assertThat(house.notices(thread, Notice.Ended.class))
                .singleElement()
                .satisfies(ended -> assertThat(ended.cellsLost()).containsExactly(cell.id()));
    }

    @Test
    void ended_in_the_console_it_is_told_in_the_thread() {
        ThreadView thread = house.ready();
        house.pass(Duration.ofMinutes(3));
        house.glue.stopElsewhere(house.session(thread).id());
        house.pass(Duration.ofMinutes(2));
        assertThat(house.session(thread).state()).isEqualTo(SessionState.STOPPED);
        assertThat(house.notices(thread, Notice.Ended.class)).singleElement().satisfies(ended -> {
            assertThat(ended.ending()).isEqualTo(new Ending.Elsewhere("STOPPED"));
            assertThat(ended.usage().measured()).isTrue();
        });
    }

    @Test
    void deleted_in_the_console_it_has_vanished_and_its_cost_is_an_estimate() {
        ThreadView thread = house.ready();
        house.pass(Duration.ofMinutes(10));
        house.glue.forget(house.session(thread).id());
        house.pass(Duration.ofMinutes(3));
        SessionView session = house.session(thread);
        assertThat(session.state()).isEqualTo(SessionState.LOST);
        assertThat(session.ending()).contains(new Ending.Vanished());
        assertThat(session.usage().measured()).isFalse();
        assertThat(session.usage().dpuSeconds().doubleValue()).isBetween(1200.0, 1800.0);
    }

    @Test
    void without_usage_from_glue_it_is_estimated_with_a_minute_at_least() {
        house.glue.script().withoutUsage();
        ThreadView thread = house.ready();
        assertThat(house.session(thread).usage().measured()).isFalse();
        house.broker().stop(thread.id(), House.ANA);
        house.pass(Duration.ofSeconds(5));
        SessionView session = house.session(thread);
        assertThat(session.usage().measured()).isFalse();
        assertThat(session.usage().running()).isLessThan(Duration.ofMinutes(1));
        assertThat(session.usage().dpuSeconds()).isEqualByComparingTo("120");
    }

    @Test
    void while_it_lives_the_sweep_reads_its_usage_and_brings_the_card_up_to_date() {
        ThreadView thread = house.ready();
        long before = house.wanted(thread, new Slot.Card());
        house.pass(Duration.ofMinutes(11));
        Usage read = read(thread);
        assertThat(read.measured()).isTrue();
        assertThat(read.dpuSeconds().doubleValue()).isGreaterThan(1100);
        assertThat(house.wanted(thread, new Slot.Card()) - before).isBetween(2L, 3L);
    }

    /** What the ledger has of what Glue told. */
    private Usage read(ThreadView thread) {
        return house.ledger.<Usage>transact(
                tx -> tx.sessions().get(house.session(thread).id()).usage());
    }

    @Test
    void between_two_sweeps_its_cost_goes_on_with_the_clock_as_an_estimate() {
        ThreadView thread = house.ready();
        house.pass(Duration.ofMinutes(11));
        Usage read = read(thread);
        for (int i = 0; i < 5; i++) {
            house.clock.forward(Duration.ofSeconds(9));
            Usage now = house.session(thread).usage();
            GlueSession glues = house.glue.session(house.session(thread).id(), House.REGION);
            assertThat(read(thread)).isEqualTo(read);
            assertThat(now.measured()).isFalse();
            // As much as it was noticed late that the session was ready.
            Duration late = glues.executionTime().orElseThrow().minus(now.running());
            assertThat(late).isBetween(Duration.ZERO, Duration.ofSeconds(3));
            double missing =
                    glues.dpuSeconds().orElseThrow().subtract(now.dpuSeconds()).doubleValue();
            assertThat(missing - 2 * late.toMillis() / 1000.0).isBetween(-0.01, 0.01);
        }
    }

    @Test
    void many_cards_are_brought_up_to_date_in_turn_some_with_each_sweep() {
        List<ThreadView> threads = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            threads.add(house.thread(new Person("T1", "U_" + i)));
            house.broker().start(threads.get(i).id(), House.ANA, Settings.NONE);
        }
        house.pass(Duration.ofSeconds(40));
        ToLongFunction<ThreadView> wanted = thread -> house.wanted(thread, new Slot.Card());
        List<Long> before = threads.stream().map(wanted::applyAsLong).toList();
        house.pass(Duration.ofSeconds(325));
        assertThat(IntStream.range(0, 30)
                        .filter(i -> wanted.applyAsLong(threads.get(i)) > before.get(i))
                        .count())
                .isEqualTo(20);
        house.pass(Duration.ofMinutes(1));
        assertThat(threads)
                .allMatch(thread -> wanted.applyAsLong(thread) == before.get(threads.indexOf(thread)) + 1)
                .allMatch(thread -> read(thread).measured());
    }

    @Test
    void sessions_that_are_not_ours_are_listed_and_never_touched() {
        ThreadView thread = house.ready();
        SessionSpec spec = house.session(thread).spec();
        house.glue.addForeign(new SessionId("glue-studio-datapreview-1"), spec, Map.of("owner", "U_ANA"));
        house.glue.addForeign(new SessionId("other"), spec, Map.of("service", "another-installation"));
        house.pass(Duration.ofMinutes(12));
        assertThat(house.broker().foreignSessions())
                .extracting(f -> f.session().id().value())
                .containsExactlyInAnyOrder("glue-studio-datapreview-1", "other");
        assertThat(house.glue.calls(GlueOperation.STOP_SESSION)).isZero();
        house.glue.stopElsewhere(new SessionId("other"));
        house.pass(Duration.ofMinutes(12));
        assertThat(house.broker().foreignSessions()).hasSize(1);
    }

    @Test
    void what_one_replica_saw_of_others_sessions_all_of_them_can_tell() {
        ThreadView thread = house.ready();
        SessionSpec spec = house.session(thread).spec();
        house.glue.addForeign(new SessionId("glue-studio-datapreview-1"), spec, Map.of("owner", "U_ANA"));
        house.pass(Duration.ofMinutes(12));
        var seen = house.broker().foreignSessions();
        assertThat(seen).hasSize(1);
        house.crash();
        assertThat(house.broker().foreignSessions()).isEqualTo(seen);
    }

    @Test
    void a_session_of_ours_that_the_ledger_lost_is_found_again_by_its_thread() {
        ThreadView thread = house.thread(House.ANA);
        SessionSpec spec = ((Broker.Resolved.Good) house.broker().resolve(Settings.NONE)).spec();
        SessionId id = SessionId.of(thread.id(), 7, "");
        house.glue.addForeign(id, spec, Map.of("service", "gluethread-test"));
        house.pass(Duration.ofMinutes(2));

        assertThat(house.session(thread).id()).isEqualTo(id);
        assertThat(house.session(thread).state()).isEqualTo(SessionState.READY);
        assertThat(house.notices(thread)).containsExactly(new Notice.Found(id));
        CellView cell = house.submit(thread, "a = 1");
        house.pass(Duration.ofSeconds(20));
        assertThat(house.now(cell).session()).contains(id);
        assertThat(house.session(thread).generation()).isEqualTo(7);
    }

    @Test
    void one_with_our_tag_that_no_thread_knows_is_only_listed() {
        SessionSpec spec = ((Broker.Resolved.Good) house.broker().resolve(Settings.NONE)).spec();
        SessionId id = SessionId.of(new ThreadId("nobodysthread"), 1, "");
        house.glue.addForeign(id, spec, Map.of("service", "gluethread-test"));
        house.pass(Duration.ofMinutes(5));
        assertThat(house.broker().foreignSessions())
                .extracting(f -> f.session().id())
                .containsExactly(id);
        assertThat(house.glue.alive()).containsExactly(id);
        house.glue.forget(id);
    }

    @Test
    void a_create_that_came_true_after_it_was_given_up_is_stopped_and_paid() {
        ThreadView thread = house.thread(House.ANA);
        house.broker().start(thread.id(), House.ANA, Settings.NONE);
        house.broker().stop(thread.id(), House.ANA);
        SessionView session = house.session(thread);
        assertThat(session.state()).isEqualTo(SessionState.STOPPED);

        // As if CreateSession had been under way all the time.
        house.glue.create(session.id(), session.spec(), Map.of("service", "gluethread-test"));
        house.pass(Duration.ofMinutes(5));
        assertThat(house.glue.alive()).isEmpty();
        assertThat(house.session(thread).usage().dpuSeconds()).isPositive();
    }

    @Test
    void a_region_without_a_living_session_is_looked_at_for_a_day_after_the_last_one_ended() {
        Settings there = Settings.of(Setting.REGION, "eu-central-1");
        ThreadView thread = house.thread(House.ANA);
        house.broker().start(thread.id(), House.ANA, there);
        house.broker().stop(thread.id(), House.ANA);
        SessionView session = house.session(thread);
        assertThat(session.state()).isEqualTo(SessionState.STOPPED);
        house.pass(Duration.ofMinutes(5));

        // As if CreateSession had been under way all the time.
        house.glue.create(session.id(), session.spec(), Map.of("service", "gluethread-test"));
        house.glue.addForeign(new SessionId("somebodys"), session.spec(), Map.of());
        house.pass(Duration.ofMinutes(15));
        assertThat(house.glue.alive()).containsExactly(new SessionId("somebodys"));
        assertThat(house.session(thread).usage().dpuSeconds()).isPositive();
        assertThat(house.broker().foreignSessions()).hasSize(1);

        house.pass(Duration.ofDays(1));
        assertThat(house.broker().foreignSessions())
                .as("of what nobody looks at any more nothing is told")
                .isEmpty();
    }

    @Test
    void a_list_that_fails_hurts_nothing() {
        ThreadView thread = house.ready();
        house.glue
                .script()
                .fail(
                        GlueOperation.LIST_SESSIONS,
                        () -> new GlueException.Throttled("Rate exceeded", null),
                        60,
                        When.BEFORE_EFFECT);
        house.pass(Duration.ofMinutes(32));
        assertThat(house.session(thread).state().isOver()).isTrue();
        assertThat(house.session(thread).ending()).contains(new Ending.Idle(30));
    }

    @Test
    void number_3_and_4_one_minute_means_one_minute() {
        ThreadView thread = house.thread(House.ANA);
        house.broker().start(thread.id(), House.ANA, Settings.of(Setting.IDLE_TIMEOUT, "1"));
        house.pass(Duration.ofSeconds(40));
        assertThat(house.session(thread).state()).isEqualTo(SessionState.READY);
        house.pass(Duration.ofMinutes(2));
        assertThat(house.session(thread).state().isOver()).isTrue();
        assertThat(house.notices(thread, Notice.Ended.class)).hasSize(1);
    }
}
