package io.gluethread.broker;

import io.gluethread.broker.glue.GlueException;
import io.gluethread.broker.glue.GlueOperation;
import io.gluethread.broker.glue.GlueSession;
import io.gluethread.broker.glue.Page;
import io.gluethread.broker.policy.Backoff;
import io.gluethread.broker.policy.CallBudgets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Glue's list of sessions, page by page, each page in its turn; one that is throttled is asked for again. */
final class Listing {
    private static final int TRIES = 6;

    private final PacedGlue glue;
    private final CallBudgets budgets;
    private final Books books;
    private final Predicate<Instant> waiting;

    /** @param waiting waits until then, or answers false because nobody waits here */
    Listing(PacedGlue glue, CallBudgets budgets, Books books, Predicate<Instant> waiting) {
        this.glue = glue;
        this.budgets = budgets;
        this.books = books;
        this.waiting = waiting;
    }

    /** Every session with all of these tags. */
    List<GlueSession> sessions(String region, Map<String, String> tags) {
        List<GlueSession> found = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            Page<GlueSession> page = page(region, tags, token);
            found.addAll(page.items());
            token = page.next();
        } while (token.isPresent());
        return List.copyOf(found);
    }

    private Page<GlueSession> page(String region, Map<String, String> tags, Optional<String> token) {
        CallBudgets.Call call = new CallBudgets.Call(GlueOperation.LIST_SESSIONS, region, false);
        for (int tries = 1; ; tries++) {
            try {
                return inTurn(call)
                        ? glue.paid(call, () -> glue.sessions(region, tags, token))
                        : glue.sessions(region, tags, token);
            } catch (GlueException.Throttled e) {
                if (tries == TRIES || !waiting.test(books.now().plus(Backoff.delay(tries, region)))) {
                    throw e;
                }
            }
        }
    }

    /** False when it is not yet its turn and nobody waits for it: then the call is paid for afterwards. */
    private boolean inTurn(CallBudgets.Call call) {
        while (true) {
            Optional<Instant> later = budgets.take(call, this, books.now());
            if (later.isEmpty()) {
                return true;
            }
            if (!waiting.test(later.get())) {
                return false;
            }
        }
    }
}
