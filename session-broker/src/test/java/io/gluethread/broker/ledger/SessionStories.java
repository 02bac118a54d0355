package io.gluethread.broker.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.Ending;
import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.Usage;
import io.gluethread.broker.statement.Part;
import io.gluethread.broker.statement.Result;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sessions and their cells. */
interface SessionStories extends LedgerStories {
    @Test
    default void a_session_comes_back_as_it_was_put_in_and_changes_only_by_the_table_of_states() {
        addThread(THREAD, "ev1", Optional.empty());
        SessionRow added = ledger().transact(tx -> tx.sessions().add(Rows.session(THREAD, 1)));
        assertThat(added).isEqualTo(Rows.session(THREAD, 1));

        SessionRow ended = ledger().transact(tx -> tx.sessions()
                .change(added)
                .state(SessionState.STOPPED)
                .begunAt(NOON)
                .endedAt(NOON.plusSeconds(90))
                .ending(new Ending.Asked(ANA))
                .usage(new Usage(Duration.ofMillis(90_250), new BigDecimal("180.5"), true))
                .save());
        assertThat(ended.usage()).isEqualTo(new Usage(Duration.ofMillis(90_250), new BigDecimal("180.5"), true));
        assertThat(ended.ending()).contains(new Ending.Asked(ANA));
        assertThat(ended.endedAt()).contains(NOON.plusSeconds(90));

        assertThatThrownBy(() -> ledger().transact(tx ->
                        tx.sessions().change(ended).state(SessionState.READY).save()))
                .hasMessageContaining("STOPPED to READY");
    }

    @Test
    default void sessions_are_counted_alive_by_person_and_in_all() {
        addThread(THREAD, "ev1", Optional.empty());
        SessionRow first = ledger().transact(tx -> tx.sessions().add(Rows.session(THREAD, 1)));
        assertThat(alive(ANA)).isEqualTo(1);
        assertThat(alive(BEN)).isZero();
        assertThat(ledger().<Integer>transact(tx -> tx.sessions().countAlive())).isEqualTo(1);

        ledger().transact(tx ->
                tx.sessions().change(first).state(SessionState.FAILED).save());

        assertThat(alive(ANA)).isZero();
        ledger().transact(tx -> tx.sessions().add(Rows.session(THREAD, 2)));
        assertThat(ledger().transact(tx -> tx.sessions().newest(THREAD))
                        .orElseThrow()
                        .generation())
                .isEqualTo(2);
        assertThat(ledger().<List<ThreadRow>>transact(tx -> tx.threads().open()))
                .hasSize(1);
        assertThat(ledger().<List<ThreadId>>transact(tx -> tx.threads().active()))
                .containsExactly(THREAD);
    }

    @Test
    default void sessions_between_are_those_that_ran_within() {
        addThread(THREAD, "ev1", Optional.empty());
        ledger().transact(tx -> {
            SessionRow row = tx.sessions().add(Rows.session(THREAD, 1));
            tx.sessions()
                    .change(row)
                    .begunAt(NOON)
                    .endedAt(NOON.plusSeconds(60))
                    .save();
            tx.sessions().add(Rows.session(THREAD, 2));
            return row;
        });

        assertThat(between(NOON.minusSeconds(10), NOON)).isEmpty();
        assertThat(between(NOON.minusSeconds(10), NOON.plusSeconds(1))).hasSize(1);
        assertThat(between(NOON.plusSeconds(59), NOON.plusSeconds(100))).hasSize(1);
        assertThat(between(NOON.plusSeconds(60), NOON.plusSeconds(100))).isEmpty();
    }

    @Test
    default void a_cell_keeps_exactly_what_was_typed_and_what_came_back() {
        addThread(THREAD, "ev1", Optional.empty());
        String code = "print(\"\"\"it's \\ $x 😀 \u0001 '\"\"\")\r\n\t— end ";
        CellRow added = ledger().transact(tx -> tx.cells().add(Rows.cell(1, code), "d1"));
        assertThat(added).isEqualTo(Rows.cell(1, code));

        Result result = new Result.Ok(List.of(new Part.Text("x".repeat(3_000_000)), new Part.Text("😀\u0001\"'")));
        CellRow done = ledger().transact(tx -> tx.cells()
                .change(added)
                .state(CellState.SENDING)
                .result(result)
                .statementId(0)
                .quietAt(Optional.of(NOON))
                .save());
        assertThat(done.quietAt()).contains(NOON);
        assertThat(done.result()).contains(result);
        assertThat(done.statementId()).contains(0);
        assertThat(ledger().<Optional<CellRow>>transact(tx -> tx.cells().byDedup(THREAD, "d1")))
                .contains(done);
        assertThatThrownBy(() -> ledger().transact(tx -> tx.cells().add(Rows.cell(2, "again"), "d1")))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    default void number_21_cells_beyond_a_hundred_stay_readable_and_in_order() {
        addThread(THREAD, "ev1", Optional.empty());
        ledger().transact(tx -> {
            for (int ordinal = 1; ordinal <= 250; ordinal++) {
                tx.cells().add(Rows.cell(ordinal, "cell " + ordinal), "d" + ordinal);
            }
            return true;
        });

        List<CellRow> cells = ledger().transact(tx -> tx.cells().of(THREAD));

        assertThat(cells).hasSize(250).isSortedAccordingTo((a, b) -> Integer.compare(a.ordinal(), b.ordinal()));
        assertThat(cells.get(249).code()).isEqualTo("cell 250");
    }

    private int alive(Person owner) {
        return ledger().transact(tx -> tx.sessions().countAlive(owner));
    }

    private List<SessionRow> between(Instant from, Instant to) {
        return ledger().transact(tx -> tx.sessions().between(from, to));
    }
}
