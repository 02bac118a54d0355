package io.gluethread.broker;

import io.gluethread.broker.policy.CallBudgets;
import io.gluethread.broker.session.ThreadId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does for a thread what {@link Decision} says, one action at a time and never two at once, on whatever replica. */
final class Driver {
    private static final Logger log = LoggerFactory.getLogger(Driver.class);

    /** More actions than this in one go and at one moment mean that something is going round in circles. */
    private static final int MOST_IN_A_ROW = 10_000;

    private static final int MOST_AT_ONCE = 500;

    private static final Duration TAKEN = Duration.ofMillis(100);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);

    private final Books books;
    private final Decision decision;
    private final Tenure tenure;
    private final Beginnings beginnings;
    private final SessionSteps sessions;
    private final StopSteps stops;
    private final ChoreSteps chores;
    private final CellSteps cells;
    private final CallBudgets budgets;
    private final PacedGlue glue;
    private final Guarded guarded;
    private final Set<ThreadId> taken = ConcurrentHashMap.newKeySet();

    /** Threads for which something was asked for that no step may have seen yet. */
    private final Set<ThreadId> asked = ConcurrentHashMap.newKeySet();

    /** Threads that wait for their turn to call: they are due, and nobody forgot them. */
    private final Map<ThreadId, Turn> inTurn = new ConcurrentHashMap<>();

    /** Waits until then to make this call. */
    private record Turn(CallBudgets.Call call, Instant until) {}

    Driver(
            Books books,
            Decision decision,
            Tenure tenure,
            Beginnings beginnings,
            SessionSteps sessions,
            StopSteps stops,
            ChoreSteps chores,
            CellSteps cells,
            CallBudgets budgets,
            PacedGlue glue,
            Guarded guarded) {
        this.books = books;
        this.decision = decision;
        this.tenure = tenure;
        this.beginnings = beginnings;
        this.sessions = sessions;
        this.stops = stops;
        this.chores = chores;
        this.cells = cells;
        this.budgets = budgets;
        this.glue = glue;
        this.guarded = guarded;
    }

    /** Does the next thing for the thread. Answers when to come again; empty means when something is asked for. */
    Optional<Instant> step(ThreadId thread) {
        if (!taken.add(thread)) {
            return Optional.of(books.now().plus(TAKEN));
        }
        forgetTurnIfAsked(thread);
        try {
            return guarded.call("thread " + thread, () -> act(thread))
                    .orElseGet(() -> Optional.of(books.now().plus(AFTER_TROUBLE)));
        } finally {
            forgetTurnIfAsked(thread);
            taken.remove(thread);
        }
    }

    private void forgetTurnIfAsked(ThreadId thread) {
        if (asked.remove(thread)) {
            inTurn.remove(thread);
        }
    }

    /** Something was asked for, so what it was waiting to do may not be what it has to do now. */
    void asked(ThreadId thread) {
        asked.add(thread);
    }

    private Optional<Instant> act(ThreadId thread) {
        Turn turn = inTurn.get(thread);
        if (turn == null) {
            return actAsItStands(thread);
        }
        // Most come several times before it is their turn, for which the ledger need not be read.
        Optional<Instant> later = take(thread, turn.call());
        if (later.isPresent()) {
            return later;
        }
        return glue.paid(
                turn.call(),
                () -> tenure.during(thread, deed -> isFor(turn.call(), deed), deed -> perform(thread, deed)));
    }

    /** Whether it is the same call; whether somebody waits for it may have changed since. */
    private boolean isFor(CallBudgets.Call call, Action.Deed deed) {
        return Calls.of(deed, books.now())
                .filter(now ->
                        now.operation() == call.operation() && now.region().equals(call.region()))
                .isPresent();
    }

    private Optional<Instant> actAsItStands(ThreadId thread) {
        return switch (decision.decide(books.situation(thread), books.now())) {
            case Action.Rest() -> tenure.rest(thread);
            case Action.Wait(Instant until) -> Optional.of(until);
            case Action.Deed deed -> act(thread, deed);
        };
    }

    private Optional<Instant> act(ThreadId thread, Action.Deed deed) {
        Optional<CallBudgets.Call> call = Calls.of(deed, books.now());
        if (call.isEmpty()) {
            return tenure.during(thread, deed::equals, now -> perform(thread, now));
        }
        Optional<Instant> later = take(thread, call.get());
        if (later.isPresent()) {
            return later;
        }
        return glue.paid(call.get(), () -> tenure.during(thread, deed::equals, now -> perform(thread, now)));
    }

    /** Takes the call in turn, or answers when to come again. */
    private Optional<Instant> take(ThreadId thread, CallBudgets.Call call) {
        Optional<Instant> later = budgets.take(call, thread, books.now());
        later.ifPresentOrElse(until -> inTurn.put(thread, new Turn(call, until)), () -> inTurn.remove(thread));
        return later;
    }

    private void perform(ThreadId thread, Action.Deed deed) {
        switch (deed) {
            case Action.Begin() -> books.change(thread, beginnings::beginForWaiting);
            case Action.Create(var session) -> sessions.create(session);
            case Action.Look(var session) -> sessions.look(session);
            case Action.GiveUp(var session) -> stops.giveUp(session);
            case Action.SendStop(var session) -> stops.sendStop(session);
            case Action.WriteOff(var session) -> stops.writeOff(session);
            case Action.SendChore(var session) -> chores.send(session);
            case Action.PollChore(var session) -> chores.poll(session);
            case Action.Send(var session, var cell) -> cells.send(session, cell);
            case Action.Find(var session, var cell) -> cells.find(session, cell);
            case Action.Poll(var session, var cell) -> cells.poll(session, cell);
            case Action.SendCancel(var session, var cell) -> cells.sendCancel(session, cell);
        }
    }

    /** Everything there is to do, by the moment from which on. */
    Map<ThreadId, Instant> due() {
        return books.ledger().transact(tx -> tx.threads().due());
    }

    /** What there has been to do since before then and nobody has in hand; what waits here for its turn is in hand. */
    List<ThreadId> late(Instant before) {
        Instant now = books.now();
        inTurn.values().removeIf(turn -> turn.until().isBefore(now));
        int known = inTurn.size();
        return books.ledger().transact(tx -> tx.threads().late(before, now, MOST_AT_ONCE + known)).stream()
                .filter(thread -> !inTurn.containsKey(thread))
                .toList();
    }

    /** A safety net under every way to forget a thread. */
    void remember() {
        int forgotten = books.ledger().transact(tx -> tx.threads().remember(books.now()));
        if (forgotten > 0) {
            log.warn("{} threads had something to do that nobody was told of", forgotten);
        }
    }

    private List<ThreadId> active() {
        return books.ledger().transact(tx -> tx.threads().active());
    }

    /** Does all that can be done for all threads without waiting. Answers when there is something to do again. */
    Optional<Instant> runDue() {
        Optional<Instant> earliest = Optional.empty();
        for (ThreadId thread : active()) {
            Optional<Instant> next = runDue(thread);
            if (next.isPresent() && earliest.map(next.get()::isBefore).orElse(true)) {
                earliest = next;
            }
        }
        return earliest;
    }

    private Optional<Instant> runDue(ThreadId thread) {
        for (int i = 0; i < MOST_IN_A_ROW; i++) {
            Optional<Instant> next = step(thread);
            if (next.isEmpty() || next.get().isAfter(books.now())) {
                return next;
            }
        }
        throw new IllegalStateException("thread %s goes round in circles".formatted(thread));
    }
}
