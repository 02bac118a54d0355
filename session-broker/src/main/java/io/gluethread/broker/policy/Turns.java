package io.gluethread.broker.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One operation's budget, shared fairly: whoever finds it empty gets a place in a queue, at most one each, so that one
 * who asks often is served no more often than another. What somebody waits for goes before what can wait, three to one,
 * so that neither waits for ever. Nobody blocks here: whoever has to wait is told when to come again, and one who does
 * not come loses the place. Safe for use by many threads.
 */
final class Turns {
    private static final int PROMPT_IN_A_ROW = 3;

    /** So much later than promised somebody who waits may come. */
    private static final Duration LATE = Duration.ofSeconds(2);

    /** With thousands in the queue it takes time to look who has not come. */
    private static final Duration LOOKED_EVERY = Duration.ofMillis(100);

    private final RateBudget budget;
    private final Map<Object, Instant> prompt = new LinkedHashMap<>();
    private final Map<Object, Instant> patient = new LinkedHashMap<>();
    private int inARow;
    private Instant last = Instant.MIN;
    private Instant looked = Instant.MIN;

    Turns(RateBudget budget) {
        this.budget = budget;
    }

    RateBudget budget() {
        return budget;
    }

    /** Takes a call, or answers when to come again. */
    synchronized Optional<Instant> take(Object who, boolean soon, Instant now) {
        forget(now);
        Map<Object, Instant> mine = soon ? prompt : patient;
        (soon ? patient : prompt).remove(who);
        mine.putIfAbsent(who, now);
        Optional<Instant> later = budget.take(ahead(who, soon), now);
        if (later.isPresent()) {
            mine.put(who, later.get());
        } else {
            mine.remove(who);
            inARow = soon && !patient.isEmpty() ? Math.min(PROMPT_IN_A_ROW, inARow + 1) : 0;
        }
        return later;
    }

    /** How many are served before this one, who is in the queue. */
    private int ahead(Object who, boolean soon) {
        int place = 0;
        for (Object other : (soon ? prompt : patient).keySet()) {
            if (other.equals(who)) {
                break;
            }
            place++;
        }
        return soon
                ? place + Math.min(patient.size(), (inARow + place) / PROMPT_IN_A_ROW)
                : place + Math.min(prompt.size(), PROMPT_IN_A_ROW - inARow + PROMPT_IN_A_ROW * place);
    }

    /** Who does not come any more, and everybody when the clock was set back: they come again by themselves. */
    private void forget(Instant now) {
        if (now.isBefore(last)) {
            prompt.clear();
            patient.clear();
            looked = now;
        }
        last = now;
        if (!looked.equals(Instant.MIN) && now.isBefore(looked.plus(LOOKED_EVERY))) {
            return;
        }
        looked = now;
        Instant gone = now.minus(LATE);
        prompt.values().removeIf(promised -> promised.isBefore(gone));
        patient.values().removeIf(promised -> promised.isBefore(gone));
    }
}
