package io.gluethread.playground.glue.session;

import io.gluethread.playground.glue.catalog.CatalogStore;
import io.gluethread.playground.glue.engine.Engine;
import io.gluethread.playground.glue.fault.SessionFacts;
import io.gluethread.playground.glue.fault.Strike;
import io.gluethread.playground.glue.fault.Strikes;
import io.gluethread.playground.glue.tag.Tags;
import io.gluethread.playground.glue.wire.AwsError;
import io.gluethread.playground.glue.wire.HttpAnswer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All sessions of this endpoint, by id. The record of a session that is over stays until it is deleted. */
public final class Sessions implements SessionFacts, Strikes {
    private final Engine engine;
    private final CatalogStore catalog;
    private final InstantSource clock;
    private final SessionLimits limits;
    private final Map<String, SessionProcess> byId = new LinkedHashMap<>();
    private final List<SessionProcess> onThisMachine = new ArrayList<>();
    private final Map<String, Strike> planned = new HashMap<>();
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

    @Override
    public HttpAnswer around(String operation, String session, Strike strike, Supplier<HttpAnswer> effect) {
        if (operation.equals("CreateSession")) {
            plan(session, strike);
            try {
                return effect.get();
            } finally {
                forget(session);
            }
        }
        HttpAnswer answer = effect.get();
        known(session).ifPresent(found -> found.strike(strike, clock.instant()));
        return answer;
    }

    private synchronized void plan(String id, Strike strike) {
        planned.put(id, strike);
    }

    private synchronized void forget(String id) {
        planned.remove(id);
    }

    private synchronized Optional<LocalSession> known(String id) {
        return Optional.ofNullable(byId.get(id)).map(SessionProcess::session);
    }

    /**
     * Strikes a session now.
     *
     * @throws AwsError if there is none of this id
     */
    public void strike(String id, Strike strike) {
        find(id).strike(strike, clock.instant());
    }

    @Override
    public synchronized boolean tagged(String session) {
        return known(session).filter(found -> !found.tags().all().isEmpty()).isPresent();
    }

    @Override
    public synchronized boolean busy(String session) {
        return known(session).filter(LocalSession::busy).isPresent();
    }

    synchronized LocalSession create(SessionSpec spec) {
        if (byId.containsKey(spec.id())) {
            throw AwsError.alreadyExists("Session " + spec.id() + " already exists.");
        }
        refuseBeyondLimits(spec);
        SessionProcess process = new SessionProcess(
                spec, ++created, limits.provisioningDelay(), limits.maxQueuedStatements(), engine, catalog, clock);
        byId.put(spec.id(), process);
        onThisMachine.add(process);
        @Nullable Strike strike = planned.remove(spec.id());
        if (strike != null) {
            process.session().strike(strike, clock.instant());
        }
        process.begin();
        return process.session();
    }

    /** A session that is stopping or was deleted counts until its process is gone: it still holds memory. */
    private void refuseBeyondLimits(SessionSpec spec) {
        onThisMachine.removeIf(SessionProcess::gone);
        if (onThisMachine.size() >= limits.maxSessions()) {
            throw AwsError.limitExceeded("The limit of " + limits.maxSessions()
                    + " sessions at once on this machine is reached. Stop one and try again, or raise"
                    + " GLUETHREAD_SPARK_SESSIONS.");
        }
        Instant now = clock.instant();
        double dpus = all().stream()
                .map(session -> session.view(now))
                .filter(view -> view.status().live())
                .mapToDouble(view -> view.spec().capacity().dpus())
                .sum();
        double wanted = dpus + spec.capacity().dpus();
        if (wanted > limits.maxDpus()) {
            throw AwsError.limitExceeded("This session would bring the account to " + wanted + " DPUs; the limit is "
                    + limits.maxDpus() + ".");
        }
    }

    /** The tags of a session. */
    public Tags tags(String id) {
        return find(id).tags();
    }

    synchronized LocalSession find(String id) {
        return known(id).orElseThrow(() -> AwsError.notFound("Session " + id + " not found"));
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

    /** Lets time-outs happen that nobody asks about. */
    public void advance() {
        Instant now = clock.instant();
        all().forEach(session -> session.advance(now));
    }
}
