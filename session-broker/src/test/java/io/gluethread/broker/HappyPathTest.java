package io.gluethread.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.glue.GlueOperation;
import io.gluethread.broker.glue.memory.Answer;
import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.Ending;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.Notice;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.SessionView;
import io.gluethread.broker.session.Setting;
import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.ThreadKey;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.broker.statement.Part;
import io.gluethread.broker.statement.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HappyPathTest extends HouseTest {
    @Test
    void the_first_cell_starts_the_session_and_its_result_comes_back() {
        house.glue.script().answer("1 + 1", "2");
        ThreadView thread = house.thread(House.ANA);

        CellView cell = house.submit(thread, "1 + 1");
        assertThat(cell.ordinal()).isEqualTo(1);
        assertThat(house.session(thread).state()).isEqualTo(SessionState.WANTED);
        assertThat(house.glue.calls(GlueOperation.CREATE_SESSION)).isZero();

        house.pass(Duration.ofSeconds(5));
        assertThat(house.session(thread).state()).isEqualTo(SessionState.PROVISIONING);
        assertThat(house.now(cell).state()).isEqualTo(CellState.QUEUED);

        house.pass(Duration.ofSeconds(30));
        CellView done = house.now(cell);
        assertThat(done.state()).isEqualTo(CellState.OK);
        assertThat(done.result()).contains(new Result.Ok(List.of(new Part.Text("2"))));
        assertThat(done.code()).isEqualTo("1 + 1");
        assertThat(done.session()).contains(house.session(thread).id());
        assertThat(house.session(thread).state()).isEqualTo(SessionState.READY);
        assertThat(house.changed).contains(thread.id());
        assertThat(house.wanted(thread, new Slot.Cell(cell.id()))).isGreaterThanOrEqualTo(3);
        assertThat(house.wanted(thread, new Slot.Mark(cell.id()))).isGreaterThanOrEqualTo(2);
        assertThat(house.wanted(thread, new Slot.Card())).isPositive();
    }

    @Test
    void cells_run_one_at_a_time_and_share_the_session() {
        house.glue.script().refusingWhileBusy().answer("slow", Answer.text("a").taking(Duration.ofSeconds(30)));
        ThreadView thread = house.ready();

        CellView first = house.submit(thread, "slow");
        CellView second = house.submit(thread, "print(2)");
        assertThat(second.queuePlace()).isEqualTo(1);
        house.pass(Duration.ofSeconds(10));
        assertThat(house.now(first).state()).isEqualTo(CellState.RUNNING);
        assertThat(house.now(second).state()).isEqualTo(CellState.QUEUED);

        house.pass(Duration.ofSeconds(30));
        assertThat(house.now(first).state()).isEqualTo(CellState.OK);
        assertThat(house.now(second).state()).isEqualTo(CellState.OK);
        assertThat(house.now(first).session()).isEqualTo(house.now(second).session());
        assertThat(house.now(first).endedAt().orElseThrow())
                .isBeforeOrEqualTo(house.now(second).startedAt().orElseThrow());
    }

    @Test
    void number_22_the_order_of_sixty_cells_is_kept() {
        ThreadView thread = house.thread(House.ANA);
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            house.submit(thread, "print('n%02d')".formatted(i));
            sent.add("n%02d".formatted(i));
        }
        house.pass(Duration.ofMinutes(2));

        List<String> ran = house.glue.executed().stream()
                .filter(code -> house.code.cellOf(code).isPresent())
                .map(code -> code.replaceAll("(?s).*print\\('(n\\d+)'\\).*", "$1"))
                .toList();
        assertThat(ran).isEqualTo(sent);
        assertThat(house.broker().cells(thread.id())).allMatch(cell -> cell.state() == CellState.OK);
    }

    @Test
    void the_prelude_runs_once_before_the_first_cell() {
        ThreadView thread = house.thread(House.ANA);
        house.submit(thread, "a = 1");
        house.pass(Duration.ofSeconds(40));
        house.submit(thread, "b = 2");
        house.pass(Duration.ofSeconds(10));

        assertThat(house.glue.executions("gluethread prelude")).isEqualTo(1);
        assertThat(house.glue.executed().getFirst()).contains("gluethread prelude");
    }

    @Test
    void a_prelude_that_fails_is_told_once_and_stops_nothing() {
        house.glue.script().answer("gluethread prelude", Answer.error("ImportError", "no pandas"));
        ThreadView thread = house.thread(House.ANA);
        CellView cell = house.submit(thread, "a = 1");
        house.pass(Duration.ofSeconds(40));

        assertThat(house.now(cell).state()).isEqualTo(CellState.OK);
        assertThat(house.notices(thread, Notice.Trouble.class))
                .singleElement()
                .extracting(Notice.Trouble::what)
                .asString()
                .contains("display()", "ImportError", "no pandas");
    }

    @Test
    void number_14_an_error_of_the_code_is_its_result_whatever_the_case_of_the_status() {
        house.glue
                .script()
                .answer("1/0", Answer.error("ZeroDivisionError", "division by zero", "Traceback:", "line 1"))
                .answer(
                        code -> code.contains("2/0"),
                        code -> new Answer(
                                new io.gluethread.broker.glue.GlueStatement.Output("", "ERROR", "E", "v", List.of()),
                                Optional.of(Duration.ZERO)));
        ThreadView thread = house.ready();
        CellView lower = house.submit(thread, "1/0");
        CellView upper = house.submit(thread, "2/0");
        house.pass(Duration.ofSeconds(10));

        assertThat(house.now(lower).state()).isEqualTo(CellState.ERROR);
        assertThat(house.now(upper).state()).isEqualTo(CellState.ERROR);
        assertThat(house.now(lower).result().orElseThrow()).isInstanceOfSatisfying(Result.Failed.class, failed -> {
            assertThat(failed.name()).isEqualTo("ZeroDivisionError");
            assertThat(failed.traceback()).isNotEmpty();
        });
    }

    @Test
    void open_twice_is_one_thread_and_submit_twice_is_one_cell() {
        Broker.Opening opening = new Broker.Opening(
                "T1", "C1", Optional.of("1700000000.000900"), House.ANA, "mine", Settings.NONE, true, "Ev1");
        ThreadView one = house.broker().open(opening);
        ThreadView two = house.broker().open(opening);
        assertThat(two.id()).isEqualTo(one.id());
        assertThat(house.broker().find(new ThreadKey("T1", "C1", "1700000000.000900")))
                .isPresent();

        Broker.NewCell cell = new Broker.NewCell(House.ANA, Language.PYTHON, "x = 1", Optional.empty(), "Ev2#0");
        assertThat(house.broker().submit(one.id(), cell)).isInstanceOf(Broker.Submitted.Queued.class);
        house.pass(Duration.ofSeconds(40));
        assertThat(house.broker().submit(one.id(), cell)).isInstanceOf(Broker.Submitted.Before.class);
        house.pass(Duration.ofSeconds(10));
        assertThat(house.glue.executions("x = 1")).isEqualTo(1);
        assertThat(house.broker().openThreads()).hasSize(1);
    }

    @Test
    void a_session_is_created_with_everything_explicit_and_tagged() {
        Settings settings = new Settings(
                Map.of(
                        Setting.WORKER_TYPE, "G.2X",
                        Setting.NUMBER_OF_WORKERS, "4",
                        Setting.IDLE_TIMEOUT, "20",
                        Setting.TIMEOUT, "120"),
                Map.of("--conf", "spark.x=1"),
                Map.of("team", "data"));
        ThreadView thread = house.thread(House.BEN);
        Broker.Started started = house.broker().start(thread.id(), House.BEN, settings);

        assertThat(started).isInstanceOf(Broker.Started.Starting.class);
        SessionView session = house.session(thread);
        assertThat(session.spec().idleTimeout()).isEqualTo(Duration.ofMinutes(20));
        assertThat(session.spec().timeout()).isEqualTo(Duration.ofHours(2));
        assertThat(session.spec().size().dpus()).isEqualByComparingTo("8");
        assertThat(session.spec().arguments())
                .containsEntry("--enable-glue-datacatalog", "true")
                .containsEntry("--conf", "spark.x=1")
                .doesNotContainKey("--session-language");
        house.pass(Duration.ofSeconds(1));
        assertThat(house.glue.sessions(
                        House.REGION,
                        Map.of(
                                "owner", "U_BEN",
                                "channel", "C1",
                                "thread", thread.id().value(),
                                "service", "gluethread-test",
                                "team", "data")))
                .hasSize(1);
        assertThat(house.broker().start(thread.id(), House.BEN, Settings.NONE))
                .isInstanceOf(Broker.Started.AlreadyAlive.class);
    }

    @Test
    void stopped_on_request_it_says_who_asked_and_what_it_used() {
        ThreadView thread = house.ready();
        house.pass(Duration.ofMinutes(5));
        Broker.Stopped stopped = house.broker().stop(thread.id(), House.BEN);
        assertThat(stopped).isInstanceOf(Broker.Stopped.Stopping.class);
        house.pass(Duration.ofSeconds(10));

        SessionView session = house.session(thread);
        assertThat(session.state()).isEqualTo(SessionState.STOPPED);
        assertThat(session.ending()).contains(new Ending.Asked(House.BEN));
        assertThat(session.usage().measured()).isTrue();
        assertThat(session.usage().dpuSeconds().doubleValue()).isBetween(600.0, 700.0);
        assertThat(house.notices(thread, Notice.Ended.class))
                .containsExactly(new Notice.Ended(session.id(), session.ending().get(), session.usage(), List.of()));
        assertThat(house.glue.calls(GlueOperation.STOP_SESSION)).isEqualTo(1);
        assertThat(house.broker().stop(thread.id(), House.ANA)).isInstanceOf(Broker.Stopped.NothingAlive.class);
    }
}
