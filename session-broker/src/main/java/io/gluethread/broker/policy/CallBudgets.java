package io.gluethread.broker.policy;

import io.gluethread.broker.glue.GlueOperation;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many calls to Glue the whole service makes. AWS limits each operation by itself, per account and region, so each
 * has a budget of its own: RunStatement never waits for polls. Safe for use by many threads.
 */
public final class CallBudgets {
    private final int most;
    private final Map<Key, Turns> turns = new ConcurrentHashMap<>();
    private final Map<Key, Watch> watches = new ConcurrentHashMap<>();

    private record Key(GlueOperation operation, String region) {}

    /** @param most calls per second of each operation that are never exceeded, even if Glue would take more */
    public CallBudgets(int most) {
        this.most = most;
        if (most < 1) {
            throw new IllegalArgumentException("a budget has at least one call per second, not %d".formatted(most));
        }
    }

    /**
     * A call that is to be made.
     *
     * @param prompt somebody waits for it, so it goes before what can wait
     */
    public record Call(GlueOperation operation, String region, boolean prompt) {}

    /** Takes the call in turn; when it has to wait, answers when to ask again, and keeps the place until then. */
    public Optional<Instant> take(Call call, Object who, Instant now) {
        return of(call.operation(), call.region()).take(who, call.prompt(), now);
    }

    /**
     * A statement has been seen running. Answers how long to wait until the next look at it, longer when there are many.
     *
     * @param who as in {@link #take}
     */
    public Duration watch(String region, Object who, Instant startedAt, Instant now) {
        return watch(region).again(who, startedAt, now);
    }

    /** The statement is being looked at. Unless it is seen running again, there are no more looks at it. */
    public void looked(String region, Object who) {
        watch(region).looked(who);
    }

    /** What was taken was not used. */
    public void giveBack(Call call) {
        of(call.operation(), call.region()).budget().giveBack();
    }

    /** A call that was made without asking, because it could not wait: it is paid for afterwards. */
    public void spend(GlueOperation operation, String region, Instant now) {
        of(operation, region).budget().spend(now);
    }

    /** Glue said that the operation is asked for too often. */
    public void throttled(GlueOperation operation, String region, Instant now) {
        of(operation, region).budget().throttled(now);
    }

    /** Calls per second at present. */
    public double perSecond(GlueOperation operation, String region) {
        return of(operation, region).budget().perSecond();
    }

    private Watch watch(String region) {
        return watches.computeIfAbsent(
                new Key(GlueOperation.GET_STATEMENT, region),
                key -> new Watch(of(key.operation(), region).budget()));
    }

    private Turns of(GlueOperation operation, String region) {
        return turns.computeIfAbsent(new Key(operation, region), _ -> new Turns(new RateBudget(most)));
    }
}
