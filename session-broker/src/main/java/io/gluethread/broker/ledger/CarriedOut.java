package io.gluethread.broker.ledger;

import io.gluethread.broker.session.ThreadId;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What requests have done, inside one transaction: a request is handled at least once, and what it means ("what runs
 * now") is another thing when it is handled again.
 */
public final class CarriedOut {
    private final Handle handle;

    CarriedOut(Handle handle) {
        this.handle = handle;
    }

    /**
     * What a request has done.
     *
     * @param thread where; empty when it found nothing to do
     * @param target the id of the cell or session that it meant, if it found one; of settings that it changed, how they
     *     were before
     */
    public record Done(Optional<ThreadId> thread, Optional<String> target) {}

    public Optional<Done> find(String request) {
        return handle.createQuery("select * from carried_out where request = :request")
                .bind("request", request)
                .map((row, ctx) ->
                        new Done(Columns.text(row, "thread_id").map(ThreadId::new), Columns.text(row, "target")))
                .findOne();
    }

    /** The request does this now, in this transaction; unless it has done something before, which is the answer then. */
    public Optional<Done> claim(String request, Done now, Instant at) {
        Optional<Done> before = find(request);
        if (before.isPresent()) {
            return before;
        }
        int added = handle.createUpdate("""
                        insert into carried_out (request, thread_id, target, done_at)
                        values (:request, :thread, :target, :at)
                        on conflict do nothing""")
                .bind("request", request)
                .bind("thread", now.thread().map(ThreadId::value).orElse(null))
                .bind("target", now.target().orElse(null))
                .bind("at", at)
                .execute();
        return added == 1 ? Optional.empty() : find(request);
    }
}
