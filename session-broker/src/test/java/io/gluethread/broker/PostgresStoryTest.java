package io.gluethread.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.glue.memory.Answer;
import io.gluethread.broker.ledger.Postgres;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.Ending;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.ThreadView;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A whole life on PostgreSQL, with a crash in it. */
final class PostgresStoryTest {
    @Test
    void the_broker_lives_on_postgresql_as_it_does_on_h2() {
        try (House house =
                new House(BrokerDefaults.of(House.REGION, House.ROLE, "gluethread-test"), Postgres.empty())) {
            house.glue.script().answer("slow", Answer.text("s").taking(Duration.ofSeconds(20)));
            ThreadView thread = house.thread(House.ANA);
            CellView slow = house.submit(thread, "slow");
            CellView next = house.submit(thread, "a = 1");
            house.pass(Duration.ofSeconds(30));
            assertThat(house.now(slow).state()).isEqualTo(CellState.RUNNING);
            house.crash();
            house.pass(Duration.ofSeconds(30));
            assertThat(house.now(slow).state()).isEqualTo(CellState.OK);
            assertThat(house.now(next).state()).isEqualTo(CellState.OK);
            house.pass(Duration.ofMinutes(32));
            assertThat(house.session(thread).state().isOver()).isTrue();
            assertThat(house.session(thread).ending()).contains(new Ending.Idle(30));
            CellView again = house.submit(thread, "b = 2");
            house.pass(Duration.ofMinutes(1));
            assertThat(house.now(again).state()).isEqualTo(CellState.OK);
            house.broker().stop(thread.id(), House.ANA);
            house.pass(Duration.ofSeconds(10));
            assertThat(house.session(thread).state()).isEqualTo(SessionState.STOPPED);
            house.mustBeInOrder();
        }
    }
}
