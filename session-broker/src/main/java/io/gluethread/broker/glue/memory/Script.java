package io.gluethread.broker.glue.memory;

import io.gluethread.broker.glue.GlueException;
import io.gluethread.broker.glue.GlueOperation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link InMemoryGlue} is to do: how long things take, what code answers, which calls fail. Every setter answers
 * the script itself. Safe for use by many threads; a change applies from the next call on.
 */
public final class Script {
    /** Whether a failing call fails before or after it has done its work. */
    public enum When {
        BEFORE_EFFECT,
        AFTER_EFFECT
    }

    private record Rule(Predicate<String> matches, Function<String, Answer> answer) {}

    private record Fault(Supplier<? extends GlueException> failure, When when) {}

    private final List<Rule> rules = new ArrayList<>();
    private final Map<GlueOperation, Deque<Fault>> faults = new EnumMap<>(GlueOperation.class);
    private final Deque<String> refusals = new ArrayDeque<>();
    private Duration provisioning = Duration.ZERO;
    private Duration statement = Duration.ZERO;
    private Duration stopping = Duration.ZERO;
    private Duration cancelling = Duration.ZERO;
    private boolean queueing = true;
    private boolean usage = true;
    private int limit = Integer.MAX_VALUE;
    private int pageSize = 1000;
    private final Map<GlueOperation, Rate> rates = new EnumMap<>(GlueOperation.class);

    /** From CreateSession until READY. */
    public synchronized Script provisioning(Duration takes) {
        provisioning = takes;
        return this;
    }

    /** How long a statement takes that no rule matches. */
    public synchronized Script statements(Duration take) {
        statement = take;
        return this;
    }

    /** From StopSession until STOPPED. */
    public synchronized Script stopping(Duration takes) {
        stopping = takes;
        return this;
    }

    /** From CancelStatement until CANCELLED. */
    public synchronized Script cancelling(Duration takes) {
        cancelling = takes;
        return this;
    }

    /** A session takes no statement while another one runs: {@link GlueException.Busy} instead of a queue. */
    public synchronized Script refusingWhileBusy() {
        queueing = false;
        return this;
    }

    /** Sessions do not tell DPUSeconds and ExecutionTime, which Glue may leave out. */
    public synchronized Script withoutUsage() {
        usage = false;
        return this;
    }

    /** More living sessions than this are {@link GlueException.LimitReached}. */
    public synchronized Script sessionLimit(int most) {
        limit = most;
        return this;
    }

    /** Lists come in pages of at most so many. */
    public synchronized Script pageSize(int most) {
        pageSize = most;
        return this;
    }

    /** More calls of the operation than this within a second are throttled. */
    public synchronized Script atMostPerSecond(GlueOperation on, int most) {
        rates.put(on, new Rate(most));
        return this;
    }

    /** Calls within the last second, and how many were too many so far. */
    private static final class Rate {
        private final int most;
        private final Deque<Instant> served = new ArrayDeque<>();
        private int refused;

        Rate(int most) {
            this.most = most;
        }

        boolean admits(Instant now) {
            while (!served.isEmpty() && !served.getFirst().isAfter(now.minusSeconds(1))) {
                served.removeFirst();
            }
            if (served.size() >= most) {
                refused++;
                return false;
            }
            served.addLast(now);
            return true;
        }
    }

    /** The next session that is created ends as FAILED with this message instead of READY. */
    public synchronized Script failProvisioning(String message) {
        refusals.add(message);
        return this;
    }

    /** Code that contains this text goes like this. The newest rule that matches wins. */
    public Script answer(String codeContains, Answer answer) {
        return answer(code -> code.contains(codeContains), code -> answer);
    }

    public Script answer(String codeContains, String text) {
        return answer(codeContains, Answer.text(text));
    }

    public synchronized Script answer(Predicate<String> code, Function<String, Answer> answer) {
        rules.addFirst(new Rule(code, answer));
        return this;
    }

    /** The next {@code times} calls of the operation fail like this; faults of one operation are used up in order. */
    public synchronized Script fail(GlueOperation on, Supplier<? extends GlueException> failure, int times, When when) {
        for (int i = 0; i < times; i++) {
            faults.computeIfAbsent(on, key -> new ArrayDeque<>()).add(new Fault(failure, when));
        }
        return this;
    }

    /** The next {@code times} calls of the operation are throttled. */
    public Script throttle(GlueOperation on, int times) {
        return fail(on, () -> new GlueException.Throttled("Rate exceeded", null), times, When.BEFORE_EFFECT);
    }

    synchronized Answer answerTo(String code) {
        return rules.stream()
                .filter(rule -> rule.matches().test(code))
                .findFirst()
                .map(rule -> rule.answer().apply(code))
                .orElse(Answer.text("").taking(statement));
    }

    /** Throws the fault that is due before the effect; answers the one that is due after it. */
    synchronized Optional<Supplier<? extends GlueException>> begin(GlueOperation operation) {
        Deque<Fault> waiting = faults.get(operation);
        @Nullable Fault fault = waiting == null ? null : waiting.poll();
        if (fault == null) {
            return Optional.empty();
        }
        if (fault.when() == When.BEFORE_EFFECT) {
            throw fault.failure().get();
        }
        return Optional.of(fault.failure());
    }

    synchronized void admit(GlueOperation operation, Instant now) {
        @Nullable Rate rate = rates.get(operation);
        if (rate != null && !rate.admits(now)) {
            throw new GlueException.Throttled("Rate exceeded", null);
        }
    }

    synchronized int throttled(GlueOperation operation) {
        @Nullable Rate rate = rates.get(operation);
        return rate == null ? 0 : rate.refused;
    }

    synchronized int pageSize() {
        return pageSize;
    }

    synchronized Duration provisioning() {
        return provisioning;
    }

    synchronized Duration stopping() {
        return stopping;
    }

    synchronized Duration cancelling() {
        return cancelling;
    }

    synchronized boolean queueing() {
        return queueing;
    }

    synchronized boolean usage() {
        return usage;
    }

    synchronized int limit() {
        return limit;
    }

    synchronized @Nullable String nextRefusal() {
        return refusals.poll();
    }
}
