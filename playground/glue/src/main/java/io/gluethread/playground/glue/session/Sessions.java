package io.gluethread.playground.glue.session;

import io.gluethread.playground.glue.catalog.CatalogStore;
import io.gluethread.playground.glue.engine.Engine;
import io.gluethread.playground.glue.wire.AwsError;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All sessions of this endpoint, by id. The record of a session that is over stays until it is deleted. */
public final class Sessions {
    private final Engine engine;
    private final CatalogStore catalog;
    private final InstantSource clock;
    private final SessionLimits limits;
    private final Map<String, SessionProcess> byId = new LinkedHashMap<>();
    private long created;

    public Sessions(Engine engine, CatalogStore catalog, InstantSource clock, SessionLimits limits) {
        this.engine = engine;
        this.catalog = catalog;
        this.clock = clock;
        this.limits = limits;
    }

    InstantSource clock() {
        return clock;
    }

    SessionLimits limits() {
        return limits;
    }

    synchronized LocalSession create(SessionSpec spec) {
        if (byId.containsKey(spec.id())) {
            throw AwsError.alreadyExists("Session " + spec.id() + " already exists.");
        }
        refuseBeyondLimits(spec);
        SessionProcess process = new SessionProcess(
                spec, ++created, limits.provisioningDelay(), limits.maxQueuedStatements(), engine, catalog, clock);
        byId.put(spec.id(), process);
        process.begin();
        return process.session();
    }

    private void refuseBeyondLimits(SessionSpec spec) {
        List<SessionView> live = views().stream().filter(v -> v.status().live()).toList();
        if (live.size() >= limits.maxSessions()) {
            throw AwsError.limitExceeded("The limit of " + limits.maxSessions()
                    + " live sessions on this endpoint is reached. Stop one and try again.");
        }
        double dpus = live.stream().mapToDouble(v -> v.spec().capacity().dpus()).sum()
                + spec.capacity().dpus();
        if (dpus > limits.maxDpus()) {
            throw AwsError.limitExceeded("This session would bring the account to " + dpus + " DPUs; the limit is "
                    + limits.maxDpus() + ".");
        }
    }

    synchronized LocalSession find(String id) {
        @Nullable SessionProcess process = byId.get(id);
        if (process == null) {
            throw AwsError.notFound("Session " + id + " not found");
        }
        return process.session();
    }

    /** Ends a session and forgets it; its id can be used again. */
    synchronized void delete(String id) {
        find(id).discard(clock.instant());
        byId.remove(id);
    }

    /** Every session, oldest first. */
    synchronized List<LocalSession> all() {
        return byId.values().stream()
                .map(SessionProcess::session)
                .sorted(Comparator.comparingLong(LocalSession::number))
                .toList();
    }

    synchronized List<SessionProcess> processes() {
        return List.copyOf(byId.values());
    }

    private List<SessionView> views() {
        Instant now = clock.instant();
        return all().stream().map(session -> session.view(now)).toList();
    }

    /** Lets time-outs happen that nobody asks about. */
    public void advance() {
        Instant now = clock.instant();
        all().forEach(session -> session.advance(now));
    }
}
