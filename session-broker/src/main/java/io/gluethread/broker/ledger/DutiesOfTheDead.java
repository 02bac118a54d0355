package io.gluethread.broker.ledger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frees the duties that dead replicas had in hand, which db-scheduler itself would find out by its heartbeats most of a
 * minute later. Each pick of db-scheduler has a version, which it compares in whatever it writes: with the version that
 * is given here, a replica that was taken for dead and goes on finds that its pick is not its own any more, and writes
 * nothing. It may have done the duty meanwhile, which duties bear.
 */
final class DutiesOfTheDead {
    private static final Logger log = LoggerFactory.getLogger(DutiesOfTheDead.class);

    private final SqlLedger ledger;
    private final Leases leases;

    private record Pick(String task, String instance, String by, long version) {}

    /** @param leases this replica's, by whose owner's name its duties are picked */
    DutiesOfTheDead(SqlLedger ledger, Leases leases) {
        this.ledger = ledger;
        this.leases = leases;
    }

    /**
     * Frees what replicas have that count as dead, and answers how many duties. On a database that is this process's
     * alone, these are all others. On a shared one, a replica that never told that it is alive (a version before) is left
     * to db-scheduler.
     */
    int free() {
        return ledger.transactPromptly(tx -> Math.toIntExact(tx
                .handle()
                .createQuery("""
                        select task_name, task_instance, picked_by, version from scheduled_tasks
                        where picked = true and picked_by <> :me
                          and (cast(:alone as boolean) or exists (
                            select 1 from replica where replica.name = scheduled_tasks.picked_by and replica.until <= :now))
                        order by task_name, task_instance""")
                .bind("me", leases.owner())
                .bind("alone", !ledger.isShared())
                .bind("now", leases.now(tx))
                .map((row, ctx) -> new Pick(
                        row.getString("task_name"),
                        row.getString("task_instance"),
                        row.getString("picked_by"),
                        row.getLong("version")))
                .list()
                .stream()
                .filter(pick -> freed(tx, pick))
                .count()));
    }

    private static boolean freed(LedgerTransaction tx, Pick pick) {
        boolean freed = tx.handle()
                        .createUpdate("""
                                update scheduled_tasks
                                set picked = false, picked_by = null, last_heartbeat = null, version = version + 1
                                where task_name = :task and task_instance = :instance
                                  and picked = true and version = :version""")
                        .bind("task", pick.task())
                        .bind("instance", pick.instance())
                        .bind("version", pick.version())
                        .execute()
                == 1;
        if (freed) {
            log.info("The duty '{}' is taken over: its replica {} has died", pick.task(), pick.by());
        }
        return freed;
    }
}
