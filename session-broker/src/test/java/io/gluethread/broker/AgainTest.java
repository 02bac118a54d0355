package io.gluethread.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.glue.memory.Answer;
import io.gluethread.broker.ledger.LedgerSettings;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.SessionView;
import io.gluethread.broker.session.Setting;
import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.ThreadView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same request is handled again, after a crash or because its answer failed, when other things run than did then. */
final class AgainTest {
    private static final BrokerDefaults DEFAULTS = BrokerDefaults.of(House.REGION, House.ROLE, "gluethread-test");

    private static void on(String database, Consumer<House> story) {
        LedgerSettings settings = database.equals("postgres")
                ? io.gluethread.broker.ledger.Postgres.empty()
                : LedgerSettings.memory(UUID.randomUUID().toString());
        try (House house = new House(DEFAULTS, settings)) {
            story.accept(house);
            house.mustBeInOrder();
        }
    }

    private static Broker.NewCell cell(String code, String dedup) {
        return new Broker.NewCell(House.ANA, Language.PYTHON, code, Optional.empty(), dedup);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void a_stop_stops_the_session_that_it_meant_and_no_later_one(String database) {
        on(database, house -> {
            ThreadView thread = house.ready();
            assertThat(house.broker().before("stop1")).isEmpty();
            Broker.Stopped first = house.broker().stop(thread.id(), House.ANA, "stop1");
            house.pass(Duration.ofMinutes(1));
            house.submit(thread, "a = 1");
            house.pass(Duration.ofMinutes(1));
            house.crash();
            Broker.Stopped again = house.broker().stop(thread.id(), House.ANA, "stop1");
            house.pass(Duration.ofMinutes(1));
            assertThat(house.session(thread).state()).isEqualTo(SessionState.READY);
            assertThat(house.session(thread).generation()).isEqualTo(2);
            assertThat(stopping(again).id())
                    .isEqualTo(stopping(first).id())
                    .isNotEqualTo(house.session(thread).id());
            assertThat(house.broker().before("stop1"))
                    .contains(new Broker.Before(
                            Optional.of(thread.id()),
                            Optional.of(stopping(first).id().value())));
        });
    }

    private static SessionView stopping(Broker.Stopped stopped) {
        assertThat(stopped).isInstanceOf(Broker.Stopped.Stopping.class);
        return ((Broker.Stopped.Stopping) stopped).session();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void a_stop_that_is_handled_twice_at_the_end_of_a_session_keeps_the_cells_that_came_after_it(String database) {
        on(database, house -> {
            ThreadView thread = house.ready();
            house.broker().stop(thread.id(), House.ANA, "stop1");
            CellView after = house.submit(thread, "a = 1");
            house.broker().stop(thread.id(), House.ANA, "stop1");
            house.pass(Duration.ofMinutes(2));
            assertThat(house.now(after).state()).isEqualTo(CellState.OK);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void a_stop_that_found_nothing_stops_nothing_later(String database) {
        on(database, house -> {
            ThreadView thread = house.thread(House.ANA);
            assertThat(house.broker().stop(thread.id(), House.ANA, "stop1"))
                    .isInstanceOf(Broker.Stopped.NothingAlive.class);
            house.submit(thread, "a = 1");
            house.pass(Duration.ofMinutes(1));
            assertThat(house.broker().stop(thread.id(), House.ANA, "stop1"))
                    .isInstanceOf(Broker.Stopped.NothingAlive.class);
            assertThat(house.session(thread).state()).isEqualTo(SessionState.READY);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void a_cancel_cancels_the_cell_that_it_meant_and_no_other(String database) {
        on(database, house -> {
            house.glue.script().answer("slow", Answer.text("s").taking(Duration.ofSeconds(20)));
            ThreadView thread = house.ready();
            CellView first = house.submit(thread, "slow 1");
            CellView second = house.submit(thread, "slow 2");
            house.pass(Duration.ofSeconds(2));
            house.broker().cancel(thread.id(), first.id(), House.ANA, "cancel1");
            house.pass(Duration.ofSeconds(5));
            assertThat(house.now(first).state()).isEqualTo(CellState.CANCELLED);
            assertThat(house.broker().cancel(thread.id(), second.id(), House.ANA, "cancel1"))
                    .isInstanceOfSatisfying(
                            Broker.Cancelled.Asked.class,
                            asked -> assertThat(asked.cell().id()).isEqualTo(first.id()));
            house.pass(Duration.ofMinutes(1));
            assertThat(house.now(second).state()).isEqualTo(CellState.OK);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void a_start_starts_no_second_session_when_the_first_one_is_over(String database) {
        on(database, house -> {
            ThreadView thread = house.thread(House.ANA);
            house.broker().start(thread.id(), House.ANA, Settings.NONE, "start1");
            house.pass(Duration.ofMinutes(1));
            house.broker().stop(thread.id(), House.ANA);
            house.pass(Duration.ofMinutes(1));
            assertThat(house.broker().start(thread.id(), House.ANA, Settings.NONE, "start1"))
                    .isInstanceOf(Broker.Started.Starting.class);
            house.pass(Duration.ofMinutes(1));
            assertThat(house.session(thread).generation()).isEqualTo(1);
            assertThat(house.session(thread).state()).isEqualTo(SessionState.STOPPED);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void a_start_that_was_not_needed_starts_nothing_when_that_session_is_over(String database) {
        on(database, house -> {
            ThreadView thread = house.ready();
            assertThat(house.broker().start(thread.id(), House.ANA, Settings.NONE, "start1"))
                    .isInstanceOf(Broker.Started.AlreadyAlive.class);
            house.broker().stop(thread.id(), House.ANA);
            house.pass(Duration.ofMinutes(1));
            assertThat(house.broker().start(thread.id(), House.ANA, Settings.NONE, "start1"))
                    .isInstanceOf(Broker.Started.AlreadyAlive.class);
            house.pass(Duration.ofMinutes(1));
            assertThat(house.session(thread).generation()).isEqualTo(1);
            assertThat(house.broker().start(thread.id(), House.ANA, Settings.NONE, "start2"))
                    .isInstanceOf(Broker.Started.Starting.class);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void code_runs_in_the_thread_that_took_it_and_in_no_other(String database) {
        on(database, house -> {
            ThreadView one = house.ready();
            ThreadView other = house.ready();
            house.broker().submit(one.id(), cell("pay()", "run1:0"));
            house.pass(Duration.ofSeconds(30));
            assertThat(house.broker().before("run1:0").flatMap(Broker.Before::thread))
                    .contains(one.id());
            assertThat(house.broker().submit(other.id(), cell("pay()", "run1:0")))
                    .isInstanceOfSatisfying(
                            Broker.Submitted.Before.class,
                            before -> assertThat(before.cell().thread()).isEqualTo(one.id()));
            house.pass(Duration.ofSeconds(30));
            assertThat(house.glue.executions("pay()")).isEqualTo(1);
        });
    }

    /** Two replicas that both believe that the request is theirs to handle. */
    @ParameterizedTest
    @ValueSource(strings = "postgres")
    void code_that_comes_to_two_threads_at_the_same_moment_runs_once(String database) {
        on(database, house -> {
            ThreadView one = house.ready();
            ThreadView other = house.ready();
            try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int round = 0; round < 20; round++) {
                    String dedup = "round" + round;
                    List<Callable<Broker.Submitted>> asks = List.of(
                            () -> house.broker().submit(one.id(), cell("pay()", dedup)),
                            () -> house.broker().submit(other.id(), cell("pay()", dedup)));
                    for (Future<Broker.Submitted> ask : both.invokeAll(asks)) {
                        switch (ask.state()) {
                            case SUCCESS -> assertThat(ask.resultNow()).isNotInstanceOf(Broker.Submitted.Refused.class);
                            case FAILED ->
                                assertThat(ask.exceptionNow()).hasMessageContaining("a request does two things");
                            case RUNNING, CANCELLED -> throw new AssertionError(ask.state());
                        }
                    }
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            house.pass(Duration.ofMinutes(2));
            assertThat(house.glue.executions("pay()")).isEqualTo(20);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void settings_are_changed_once_and_a_newer_change_stays(String database) {
        on(database, house -> {
            ThreadView thread = house.thread(House.ANA);
            Settings four = Settings.of(Setting.NUMBER_OF_WORKERS, "4");
            Settings eight = Settings.of(Setting.NUMBER_OF_WORKERS, "8");
            Broker.Configured first = house.broker().configure(thread.id(), House.ANA, four, "config1");
            assertThat(house.broker().configure(thread.id(), House.ANA, four, "config1"))
                    .isEqualTo(first);
            house.broker().configure(thread.id(), House.ANA, eight, "config2");
            house.crash();
            Broker.Configured again = house.broker().configure(thread.id(), House.ANA, four, "config1");
            assertThat(again.before()).isEqualTo(first.before());
            assertThat(again.after()).isEqualTo(first.after());
            assertThat(again.overtaken()).isTrue();
            assertThat(house.broker().thread(thread.id()).orElseThrow().settings())
                    .isEqualTo(eight);
            assertThat(house.broker().before("config1").flatMap(Broker.Before::thread))
                    .contains(thread.id());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void what_was_refused_is_not_taken_for_done(String database) {
        on(database, house -> {
            ThreadView thread = house.thread(House.ANA);
            Settings none = Settings.of(Setting.NUMBER_OF_WORKERS, "0");
            assertThat(house.broker()
                            .configure(thread.id(), House.ANA, none, "config1")
                            .problems())
                    .isNotEmpty();
            assertThat(house.broker()
                            .configure(thread.id(), House.ANA, none, "config1")
                            .problems())
                    .isNotEmpty();
            assertThat(house.broker().before("config1")).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void a_session_is_kept_once_by_a_press_and_so_is_no_later_one(String database) {
        on(database, house -> {
            ThreadView thread = house.ready();
            Duration half = Duration.ofMinutes(30);
            Optional<SessionView> first = house.broker().keep(thread.id(), half, House.BEN, "keep1");
            house.pass(Duration.ofMinutes(10));
            house.crash();
            Optional<SessionView> again = house.broker().keep(thread.id(), half, House.BEN, "keep1");
            assertThat(again.flatMap(SessionView::idleDeadline))
                    .isEqualTo(first.flatMap(SessionView::idleDeadline))
                    .isPresent();
            house.broker().stop(thread.id(), House.ANA);
            house.pass(Duration.ofMinutes(1));
            house.submit(thread, "a = 1");
            house.pass(Duration.ofMinutes(1));
            Optional<Instant> deadline = house.session(thread).idleDeadline();
            house.pass(Duration.ofMinutes(1));
            assertThat(house.broker().keep(thread.id(), half, House.BEN, "keep1"))
                    .isEmpty();
            assertThat(house.session(thread).idleDeadline()).isEqualTo(deadline);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void a_press_that_found_nothing_to_keep_keeps_nothing_later(String database) {
        on(database, house -> {
            ThreadView thread = house.thread(House.ANA);
            Duration half = Duration.ofMinutes(30);
            assertThat(house.broker().keep(thread.id(), half, House.ANA, "keep1"))
                    .isEmpty();
            house.submit(thread, "a = 1");
            house.pass(Duration.ofMinutes(1));
            assertThat(house.broker().keep(thread.id(), half, House.ANA, "keep1"))
                    .isEmpty();
            assertThat(house.broker().keep(thread.id(), half, House.ANA, "keep2"))
                    .isPresent();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void what_had_nothing_to_do_is_remembered_and_forgotten_with_its_delivery(String database) {
        on(database, house -> {
            house.broker().nothingDone("cancel1");
            house.broker().nothingDone("cancel1");
            assertThat(house.broker().before("cancel1"))
                    .contains(new Broker.Before(Optional.empty(), Optional.empty()));
            house.clock.forward(Duration.ofDays(7).minusHours(1));
            house.pass(Duration.ofMinutes(50));
            assertThat(house.broker().before("cancel1")).isPresent();
            house.pass(Duration.ofMinutes(20));
            assertThat(house.broker().before("cancel1")).isEmpty();
        });
    }
}
