package io.gluethread.broker;

import io.gluethread.broker.glue.GlueException;
import io.gluethread.broker.glue.GlueSession;
import io.gluethread.broker.ledger.SessionRow;
import io.gluethread.broker.policy.IdlePolicy;
import io.gluethread.broker.policy.Reckoning;
import io.gluethread.broker.session.Notice;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The look at every session, about once a minute: what Glue's list says of ours, who is idle or old, and what else runs
 * in the account. One list per region serves all sessions; idle ones are never asked for one by one.
 */
final class Sweep {
    /** By this tag's value an installation knows its own sessions. Nothing without it is ever touched. */
    static final String SERVICE_TAG = "service";

    /** So many sessions' figures are written in one transaction. */
    private static final int AT_ONCE = 500;

    private static final Duration FOREIGN_EVERY = Duration.ofMinutes(10);
    private static final Duration CARD_EVERY = Duration.ofMinutes(5);

    /** Slack takes fewer than fifty edits a minute in all, and this is the least urgent of them. */
    private static final int CARDS = 20;

    private static final Duration AHEAD = Duration.ofMinutes(1);
    /** A session may come true, or be told of, after it has ended; its region is looked at for so long. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private static final Duration INBOX_KEPT = Duration.ofDays(7);

    /** A session may be missing in a list, or stand in it with an old state, for so long after a change. */
    private static final Duration SETTLED = Duration.ofMinutes(2);

    private final Books books;
    private final ForeignBook book;
    private final Listing listing;
    private final BrokerDefaults defaults;
    private final IdlePolicy policy;
    private final SessionSteps sessions;
    private final StopSteps stops;
    private final Strays strays;
    private final Guarded guarded;
    private final Map<String, List<Broker.Foreign>> foreign = new ConcurrentHashMap<>();
    private Instant foreignAt = Instant.MIN;

    Sweep(
            Books books,
            Listing listing,
            BrokerDefaults defaults,
            SessionSteps sessions,
            StopSteps stops,
            Strays strays,
            Guarded guarded) {
        this.books = books;
        this.book = new ForeignBook(books.ledger().preferences());
        this.listing = listing;
        this.defaults = defaults;
        this.policy = new IdlePolicy(defaults.limits().warnAfter());
        this.sessions = sessions;
        this.stops = stops;
        this.strays = strays;
        this.guarded = guarded;
    }

    /** One at a time; a second one waits for the first. */
    synchronized void run() {
        List<SessionRow> alive = books.ledger().transact(tx -> tx.sessions().alive());
        Instant now = books.now();
        boolean withForeign = foreignAt.isBefore(now.minus(FOREIGN_EVERY));
        Set<String> regions = new TreeSet<>(Set.of(defaults.region()));
        alive.forEach(session -> regions.add(session.spec().region()));
        regions.addAll(books.ledger().transact(tx -> tx.sessions().regionsOfEnded(now.minus(REMEMBERED))));
        foreign.keySet().retainAll(regions);
        for (String region : regions) {
            List<SessionRow> here =
                    alive.stream().filter(s -> s.spec().region().equals(region)).toList();
            guarded.call("sweep of " + region, () -> region(region, here, withForeign));
        }
        if (withForeign) {
            foreignAt = now;
        }
        book.write(foreign.values().stream().flatMap(List::stream).toList());
        for (SessionRow session : alive) {
            if (mayNeedSomething(session)) {
                guarded.call("sweep of session " + session.id(), () -> judge(session));
            }
        }
        guarded.call("sweep of the cards", this::refreshCards);
        guarded.call("sweep of the inbox", () -> books.ledger().prune(now.minus(INBOX_KEPT)));
    }

    List<Broker.Foreign> foreign() {
        return book.read();
    }

    private boolean region(String region, List<SessionRow> alive, boolean withForeign) {
        Optional<List<GlueSession>> found = list(region, Map.of(SERVICE_TAG, defaults.service()));
        if (found.isEmpty()) {
            return false;
        }
        List<GlueSession> listed = found.get();
        Map<SessionId, GlueSession> ours = new HashMap<>();
        listed.forEach(session -> ours.put(session.id(), session));
        Map<SessionId, Usage> used = new TreeMap<>(Comparator.comparing(SessionId::value));
        Set<SessionId> well = new HashSet<>();
        for (SessionRow session : alive) {
            GlueSession seen = ours.get(session.id());
            if (seen != null && session.state() == SessionState.READY && isReady(seen)) {
                well.add(session.id());
                Reckoning.told(seen, session.spec().size())
                        .filter(usage -> !usage.equals(session.usage()))
                        .ifPresent(usage -> used.put(session.id(), usage));
            } else {
                guarded.call("session " + session.id(), () -> reconcile(session, Optional.ofNullable(seen)));
            }
        }
        guarded.call("figures of " + region, () -> figures(used));
        List<Broker.Foreign> unknown = new ArrayList<>();
        for (GlueSession session : listed) {
            if (well.contains(session.id())) {
                continue;
            }
            guarded.call("session " + session.id(), () -> strays.handle(region, session))
                    .filter(handled -> !handled)
                    .ifPresent(_ -> unknown.add(new Broker.Foreign(region, session)));
        }
        List<Broker.Foreign> others = new ArrayList<>(unknown);
        Optional<List<GlueSession>> all = withForeign ? list(region, Map.of()) : Optional.empty();
        if (all.isPresent()) {
            Set<SessionId> known = new HashSet<>(ours.keySet());
            for (GlueSession session : all.get()) {
                if (!known.contains(session.id()) && !SessionSteps.isOver(session)) {
                    others.add(new Broker.Foreign(region, session));
                }
            }
        } else {
            Set<SessionId> again = new HashSet<>();
            unknown.forEach(f -> again.add(f.session().id()));
            foreign.getOrDefault(region, List.of()).stream()
                    .filter(f -> !ours.containsKey(f.session().id())
                            && !again.contains(f.session().id()))
                    .forEach(others::add);
        }
        foreign.put(region, List.copyOf(others));
        return true;
    }

    /** Empty when Glue throttles; the next sweep is soon. */
    private Optional<List<GlueSession>> list(String region, Map<String, String> tags) {
        try {
            return Optional.of(listing.sessions(region, tags));
        } catch (GlueException.Throttled e) {
            return Optional.empty();
        }
    }

    private static boolean isReady(GlueSession seen) {
        return seen.status().equalsIgnoreCase("READY");
    }

    /** What most sessions' lines in the list tell is how much they have used, and nothing else. */
    private boolean figures(Map<SessionId, Usage> used) {
        List<Map.Entry<SessionId, Usage>> all = List.copyOf(used.entrySet());
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<Map.Entry<SessionId, Usage>> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            int written = books.ledger().transact(tx -> tx.sessions().used(some));
            assert written <= some.size();
        }
        return true;
    }

    /** What the list says of a session that is alive in the ledger. */
    private boolean reconcile(SessionRow session, Optional<GlueSession> listed) {
        if (session.askedAt().isEmpty()) {
            return false;
        }
        if (listed.isPresent()) {
            // PROVISIONING and STOPPING are watched closely already, and a list may lag behind what that has seen.
            boolean ready = session.state() == SessionState.READY
                    && !listed.get().status().equalsIgnoreCase("PROVISIONING");
            if (ready || SessionSteps.isOver(listed.get())) {
                sessions.listed(session, listed.get());
            }
            return true;
        }
        boolean settled = session.begunAt()
                .map(begun -> begun.plus(SETTLED).isBefore(books.now()))
                .orElse(false);
        if (settled && session.state() == SessionState.READY) {
            books.change(
                    session.thread(),
                    book -> book.still(session, SessionState.READY).ifPresent(s -> {
                        book.change(s).suspect(true).save();
                        book.wake();
                    }));
        }
        return settled;
    }

    /** Whether a closer look, under the thread's lock, could come to anything. What just changes is seen by the next sweep. */
    private boolean mayNeedSomething(SessionRow session) {
        Instant now = books.now();
        return session.state() == SessionState.READY
                && (isAhead(session, now)
                        || Stream.of(true, false)
                                .flatMap(working -> Views.facts(session, working).stream())
                                .anyMatch(facts -> !policy.judge(facts, now).equals(new IdlePolicy.Verdict.Leave())));
    }

    private boolean judge(SessionRow listed) {
        return books.ask(listed.thread(), book -> {
            Optional<SessionRow> session = book.still(listed, SessionState.READY);
            if (session.isEmpty()) {
                return false;
            }
            SessionRow ready = current(book, session.get());
            IdlePolicy.Facts facts =
                    Views.facts(ready, book.situation().isWorking()).orElseThrow();
            switch (policy.judge(facts, book.now())) {
                case IdlePolicy.Verdict.Leave() -> {}
                case IdlePolicy.Verdict.WarnIdle(Instant stopsAt) -> {
                    book.change(ready).warnedOf(stopsAt).save();
                    book.note(
                            "idle-%d-%d".formatted(ready.generation(), stopsAt.getEpochSecond()),
                            new Notice.IdleSoon(ready.id(), facts.lastActivity(), stopsAt));
                    book.wantCard();
                }
                case IdlePolicy.Verdict.WarnLifetime(Instant stopsAt) -> {
                    book.change(ready).lifetimeWarned().save();
                    book.note("lifetime-" + ready.generation(), new Notice.LifetimeSoon(ready.id(), stopsAt));
                    book.wantCard();
                }
                case IdlePolicy.Verdict.Touch() -> {
                    if (ready.chore() == SessionRow.Chore.NONE) {
                        book.change(ready)
                                .chore(SessionRow.Chore.TOUCH, Optional.empty(), Optional.empty())
                                .save();
                        book.wake();
                    }
                }
                case IdlePolicy.Verdict.Stop(var why) -> {
                    int lost = stops.askToStop(book, ready, why);
                    assert lost >= 0;
                }
            }
            return true;
        });
    }

    /** What was done last was not done in the future: the clock was set back, and idle time begins anew. */
    private static SessionRow current(ThreadBook book, SessionRow session) {
        return isAhead(session, book.now())
                ? book.change(session).lastActivity(book.now()).save()
                : session;
    }

    private static boolean isAhead(SessionRow session, Instant now) {
        return session.lastActivity().map(last -> last.isAfter(now.plus(AHEAD))).orElse(false);
    }

    /** Money runs while nothing happens, so the cards' figures are brought up to date now and then, the oldest first. */
    private boolean refreshCards() {
        Instant before = books.now().minus(CARD_EVERY);
        List<SessionRow> old = books.ledger().transact(tx -> tx.sessions().shownBefore(before, CARDS));
        for (SessionRow session : old) {
            books.change(
                    session.thread(),
                    book -> book.still(session, SessionState.READY).ifPresent(s -> {
                        book.change(s).shownAt(book.now()).save();
                        book.wantCard();
                    }));
        }
        return !old.isEmpty();
    }
}
