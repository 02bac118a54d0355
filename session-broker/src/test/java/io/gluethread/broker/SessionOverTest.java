package io.gluethread.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.glue.GlueOperation;
import io.gluethread.broker.glue.memory.Answer;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.Ending;
import io.gluethread.broker.session.Notice;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.SessionView;
import io.gluethread.broker.session.ThreadView;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Sessions that end without having been asked to, or that never get ready. */
final class SessionOverTest extends HouseTest {
    @Test
    void number_9_a_driver_that_dies_under_a_cell_is_noticed_at_once_and_said() {
        house.glue.script().answer("boom", Answer.endless());
        ThreadView thread = house.ready();
        CellView running = house.submit(thread, "boom");
        CellView behind = house.submit(thread, "depends on it");
        house.pass(Duration.ofSeconds(2));
        house.glue.kill(house.session(thread).id(), "out of memory");
        house.pass(Duration.ofSeconds(10));

        SessionView session = house.session(thread);
        assertThat(session.state()).isEqualTo(SessionState.FAILED);
        assertThat(session.ending()).contains(new Ending.Failed("out of memory"));
        assertThat(house.now(running).state()).isEqualTo(CellState.LOST);
        assertThat(house.now(behind).state()).isEqualTo(CellState.LOST);
        assertThat(house.notices(thread, Notice.Ended.class))
                .singleElement()
                .satisfies(ended -> assertThat(ended.cellsLost()).containsExactly(running.id(), behind.id()));
    }

    @Test
    void number_2_a_cell_that_finds_its_session_over_runs_in_one_new_session_and_says_so() {
        ThreadView thread = house.ready();
        house.glue.stopElsewhere(house.session(thread).id());
        CellView cell = house.submit(thread, "a = 1");
        house.pass(Duration.ofMinutes(1));

        assertThat(house.now(cell).state()).isEqualTo(CellState.OK);
        assertThat(house.now(cell).note()).contains("variables of earlier cells are gone");
        assertThat(house.session(thread).generation()).isEqualTo(2);
        assertThat(house.notices(thread, Notice.Ended.class))
                .singleElement()
                .satisfies(ended -> assertThat(ended.ending()).isEqualTo(new Ending.Elsewhere("STOPPED")));
    }

    @Test
    void number_2_a_session_that_fails_to_provision_is_not_made_again_and_again() {
        house.glue.script().failProvisioning("no capacity in the subnet");
        ThreadView thread = house.thread(House.ANA);
        CellView cell = house.submit(thread, "a = 1");
        house.pass(Duration.ofMinutes(5));
        assertThat(house.session(thread).generation()).isEqualTo(1);
        assertThat(house.session(thread).ending()).contains(new Ending.Failed("no capacity in the subnet"));
        assertThat(house.session(thread).message()).isEqualTo("no capacity in the subnet");
        assertThat(house.now(cell).state()).isEqualTo(CellState.LOST);
        assertThat(house.glue.calls(GlueOperation.CREATE_SESSION)).isEqualTo(1);
    }

    @Test
    void number_7_a_session_that_does_not_become_ready_is_given_up_after_ten_minutes() {
        house.glue.script().provisioning(Duration.ofHours(3));
        ThreadView thread = house.thread(House.ANA);
        CellView cell = house.submit(thread, "a = 1");
        house.pass(Duration.ofMinutes(9));
        assertThat(house.session(thread).state()).isEqualTo(SessionState.PROVISIONING);
        house.pass(Duration.ofMinutes(2));
        assertThat(house.session(thread).state()).isEqualTo(SessionState.STOPPED);
        assertThat(house.session(thread).ending()).contains(new Ending.Failed("it was not ready after 10 minutes"));
        assertThat(house.now(cell).state()).isEqualTo(CellState.LOST);
        assertThat(house.glue.alive()).isEmpty();
    }
}
