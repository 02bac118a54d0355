package io.gluethread.broker.ledger;

import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has duties done that a clock put off which was ahead, and has those taken over that died under it. db-scheduler believes
 * every moment that it finds: with a clock that was an hour ahead, idle sessions would cost money for an hour more.
 */
final class ClockSetBack extends AbstractSchedulerListener {
    private static final Logger log = LoggerFactory.getLogger(ClockSetBack.class);

    /** A duty that was just seen to be alive was so now, but for a little difference of two clocks. */
    private static final Duration DIFFERENCE = Duration.ofMinutes(1);

    private final SqlLedger ledger;
    private final InstantSource clock;

    ClockSetBack(SqlLedger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public void onSchedulerEvent(SchedulerEventType event) {
        if (event == SchedulerEventType.RAN_DETECT_DEAD) {
            try {
                setRight();
            } catch (LedgerUnavailableException e) {
                log.debug("duties stay as they are: {}", e.getMessage());
            }
        }
    }

    /** No duty is put off for longer than anything else. */
    void setRight() {
        Instant now = clock.instant();
        int mended = ledger.transact(tx -> tx.handle()
                        .createUpdate("""
                                update scheduled_tasks set execution_time = :now
                                where picked = false and execution_time > :horizon""")
                        .bind("now", now)
                        .bind("horizon", now.plus(SqlLedger.LONGEST_WAIT))
                        .execute()
                + tx.handle()
                        .createUpdate("""
                                update scheduled_tasks set last_heartbeat = :now
                                where picked = true and last_heartbeat > :ahead""")
                        .bind("now", now)
                        .bind("ahead", now.plus(DIFFERENCE))
                        .execute());
        if (mended > 0) {
            log.warn("The clock was ahead: {} duties are not put off as long as it seemed", mended);
        }
    }
}
