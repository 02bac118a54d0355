package io.gluethread.broker;

import io.gluethread.broker.policy.CallBudgets;
import io.gluethread.broker.session.ThreadId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Does for a thread what {@link Decision} says, one action at a time and never two at once. */
final class Driver {
    /** More actions than this in one go and at one moment mean that something is going round in circles. */
    private static final int MOST_IN_A_ROW = 10_000;

    private static final Duration TAKEN = Duration.ofMillis(100);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);

    private final Books books;
    private final Decision decision;
    private final Beginnings beginnings;
    private final SessionSteps sessions;
    private final StopSteps stops;
    private final ChoreSteps chores;
    private final CellSteps cells;
    private final CallBudgets budgets;
    private final PacedGlue glue;
    private final Guarded guarded;
    private final Set<ThreadId> taken = ConcurrentHashMap.newKeySet();

    Driver(
            Books books,
            Decision decision,
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
        try {
            return guarded.call("thread " + thread, () -> act(thread))
                    .orElseGet(() -> Optional.of(books.now().plus(AFTER_TROUBLE)));
        } finally {
            taken.remove(thread);
        }
    }

    private Optional<Instant> act(ThreadId thread) {
        Action action = decision.decide(books.situation(thread), books.now());
        Optional<CallBudgets.Call> call = Calls.of(action, books.now());
        if (call.isPresent()) {
            Optional<Instant> later = budgets.take(call.get(), thread, books.now());
            if (later.isPresent()) {
                return later;
            }
            ThreadId done = glue.paid(call.get(), () -> performed(thread, action));
            assert done.equals(thread);
        } else {
            perform(thread, action);
        }
        return switch (action) {
            case Action.Rest() -> Optional.empty();
            case Action.Wait(Instant until) -> Optional.of(until);
            case Action.Begin _,
                    Action.Create _,
                    Action.Look _,
                    Action.GiveUp _,
                    Action.SendStop _,
                    Action.WriteOff _,
                    Action.SendChore _,
                    Action.PollChore _,
                    Action.Send _,
                    Action.Find _,
                    Action.Poll _,
                    Action.SendCancel _ -> afterwards(thread);
        };
    }

    private ThreadId performed(ThreadId thread, Action action) {
        perform(thread, action);
        return thread;
    }

    private void perform(ThreadId thread, Action action) {
        switch (action) {
            case Action.Rest _, Action.Wait _ -> {}
            case Action.Begin() ->
                beginnings.admitting(() -> books.ask(thread, book -> {
                    beginnings.beginForWaiting(book);
                    return true;
                }));
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

    /** When the thread is to be stepped again, now that something was done. */
    private Optional<Instant> afterwards(ThreadId thread) {
        Instant now = books.now();
        Action next = decision.decide(books.situation(thread), now);
        if (next instanceof Action.Wait(Instant until)) {
            return Optional.of(until);
        }
        return next instanceof Action.Rest ? Optional.empty() : Optional.of(now);
    }

    List<ThreadId> active() {
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
