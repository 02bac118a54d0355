package io.gluethread.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.glue.memory.Answer;
import io.gluethread.broker.ledger.Postgres;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.ThreadView;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Stories of two replicas on one PostgreSQL, under one clock that is turned by hand: whatever happens to one, each cell
 * runs once.
 */
abstract class TwoHouses {
    final House a = new House(BrokerDefaults.of(House.REGION, House.ROLE, "gluethread-test"), Postgres.database());
    final House b = new House(a);

    @BeforeEach
    void script() {
        a.glue.script()
                .answer("quick", Answer.text("q").taking(Duration.ofSeconds(1)))
                .answer("forever", Answer.endless())
                .answer("last", "l");
    }

    @AfterEach
    void both_are_in_order() {
        try (a;
                b) {
            a.mustBeInOrder();
            assertThat(b.troubles).isEmpty();
        }
    }

    /** A thread with a quick cell, one that has to be cancelled, and a last one. */
    final class Story {
        final ThreadView thread = a.thread(House.ANA);
        final CellView quick = a.submit(thread, "quick");
        final CellView cancelled = a.submit(thread, "forever");
        final CellView last = a.submit(thread, "last");

        /** Time goes by for these replicas until the story is over, with the cancel that somebody asks for. */
        void pass(Duration most, House... alive) {
            for (long second = 0; second < most.toSeconds(); second++) {
                alive[0].pass(Duration.ofSeconds(1), alive);
                if (alive[0].now(last).state().isOver()) {
                    return;
                }
                if (alive[0].now(cancelled).state() == CellState.RUNNING) {
                    alive[0].broker().cancel(thread.id(), cancelled.id(), House.ANA);
                }
            }
        }

        void endsWell() {
            assertThat(b.now(quick).state()).isEqualTo(CellState.OK);
            assertThat(b.now(cancelled).state()).isEqualTo(CellState.CANCELLED);
            assertThat(b.now(last).state()).isEqualTo(CellState.OK);
            assertThat(b.session(thread).state()).isEqualTo(SessionState.READY);
            assertThat(b.session(thread).generation()).isEqualTo(1);
            assertThat(a.glue.executions("quick")).isEqualTo(1);
            assertThat(a.glue.executions("last")).isEqualTo(1);
        }
    }
}
