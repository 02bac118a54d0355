package io.gluethread.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.glue.GlueOperation;
import io.gluethread.broker.glue.memory.Answer;
import io.gluethread.broker.glue.memory.Script.When;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.broker.statement.Part;
import io.gluethread.broker.statement.Result;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cells that are cancelled: waiting, on their way, running, over, or by somebody else. */
final class CancelTest extends HouseTest {
    @Test
    void number_13_a_statement_cancelled_by_somebody_else_ends_the_wait() {
        house.glue.script().answer("slow", Answer.endless());
        ThreadView thread = house.ready();
        CellView cell = house.submit(thread, "slow");
        house.pass(Duration.ofSeconds(2));
        SessionId session = house.session(thread).id();
        house.glue.cancel(session, House.REGION, house.now(cell).statementId().orElseThrow());
        house.pass(Duration.ofSeconds(10));
        assertThat(house.now(cell).state()).isEqualTo(CellState.CANCELLED);
        assertThat(house.now(cell).note()).isNotEmpty();
        assertThat(house.session(thread).state()).isEqualTo(SessionState.READY);
    }

    @Test
    void a_queued_cell_that_is_cancelled_is_never_sent() {
        house.glue.script().answer("slow", Answer.text("s").taking(Duration.ofSeconds(20)));
        ThreadView thread = house.ready();
        house.submit(thread, "slow");
        CellView queued = house.submit(thread, "never");
        CellView after = house.submit(thread, "after");
        house.pass(Duration.ofSeconds(2));
        assertThat(house.broker().cancel(thread.id(), queued.id(), House.BEN))
                .isInstanceOf(Broker.Cancelled.Asked.class);
        assertThat(house.now(queued).state()).isEqualTo(CellState.CANCELLED);
        assertThat(house.now(after).queuePlace()).isEqualTo(1);
        house.pass(Duration.ofMinutes(1));
        assertThat(house.glue.executions("never")).isZero();
        assertThat(house.now(after).state()).isEqualTo(CellState.OK);
        assertThat(house.broker().cancel(thread.id(), queued.id(), House.BEN))
                .isInstanceOf(Broker.Cancelled.OverAlready.class);
        assertThat(house.broker().cancel(house.thread(House.BEN).id(), queued.id(), House.BEN))
                .isInstanceOf(Broker.Cancelled.NoSuchCell.class);
    }

    @Test
    void a_running_cell_is_cancelled_and_one_that_finished_first_keeps_its_result() {
        house.glue
                .script()
                .cancelling(Duration.ofSeconds(2))
                .answer("endless", Answer.endless())
                .answer("finishes", Answer.text("42").taking(Duration.ofSeconds(3)));
        ThreadView thread = house.ready();
        CellView endless = house.submit(thread, "endless");
        house.pass(Duration.ofSeconds(2));
        house.broker().cancel(thread.id(), endless.id(), House.ANA);
        assertThat(house.now(endless).state()).isEqualTo(CellState.CANCELLING);
        house.pass(Duration.ofSeconds(10));
        assertThat(house.now(endless).state()).isEqualTo(CellState.CANCELLED);
        assertThat(house.now(endless).result().orElseThrow()).isInstanceOf(Result.Cancelled.class);

        CellView finishes = house.submit(thread, "finishes");
        house.pass(Duration.ofSeconds(1));
        house.clock.forward(Duration.ofSeconds(5));
        house.broker().cancel(thread.id(), finishes.id(), House.ANA);
        house.pass(Duration.ofSeconds(5));
        assertThat(house.now(finishes).state()).isEqualTo(CellState.OK);
        assertThat(house.now(finishes).result()).contains(new Result.Ok(List.of(new Part.Text("42"))));
    }

    @Test
    void a_cancel_that_arrives_while_the_cell_is_being_sent_is_not_lost() {
        house.glue.script().answer("endless", Answer.endless());
        ThreadView thread = house.ready();
        house.glue.script().fail(GlueOperation.RUN_STATEMENT, Troubles::unclear, 1, When.AFTER_EFFECT);
        CellView cell = house.submit(thread, "endless");
        assertThat(house.broker().step(thread.id())).isPresent();
        assertThat(house.now(cell).state()).isEqualTo(CellState.SENDING);
        house.broker().cancel(thread.id(), cell.id(), House.ANA);
        house.pass(Duration.ofSeconds(30));
        assertThat(house.now(cell).state()).isEqualTo(CellState.CANCELLED);
        assertThat(house.glue.executions("endless")).isEqualTo(1);
    }
}
