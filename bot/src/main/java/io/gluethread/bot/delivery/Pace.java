package io.gluethread.bot.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Slack's rates (docs.slack.dev/apis/web-api/rate-limits), kept on our side: one message per second and channel with a
 * small burst; edits and reactions share a budget over the whole workspace. A 429 closes only the channel and the kind of
 * call that it was about. Safe for use by many threads.
 */
public final class Pace {
    /** Kinds of calls that are limited apart from each other. */
    public enum Kind {
        POST,
        UPDATE,
        REACT
    }

    /** Longer than Slack ever says to wait; a door that seems to be closed for longer was closed by another clock. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** A frame of something that moves leaves this many edits to what is final. */
    static final int FOR_FINALS = 8;

    private static final int BURST = 3;
    /** A little under Tier 3's 50 per minute. */
    private static final Duration TIER_3 = Duration.ofMillis(1_250);

    private static final int TIER_3_BURST = 20;

    private record Door(String channel, Kind kind) {}

    private final Map<String, TokenBucket> posts = new HashMap<>();
    private final Map<Kind, TokenBucket> workspace = new HashMap<>();
    private final Map<Door, Instant> closed = new HashMap<>();

    /**
     * Takes one call's worth and answers zero, or answers how long to wait.
     *
     * @param reserve tokens to leave for what matters more
     */
    public synchronized Duration take(String channel, Kind kind, int reserve, Instant now) {
        Instant until = closed.get(new Door(channel, kind));
        if (until != null && until.isAfter(now) && !until.isAfter(now.plus(LONGEST))) {
            return Duration.between(now, until);
        }
        closed.remove(new Door(channel, kind));
        return bucket(channel, kind, now).take(now, reserve);
    }

    /**
     * How many calls of this kind may be made now in all channels together; of posts, which have no such limit, very many.
     *
     * @param reserve tokens to leave for what matters more
     */
    synchronized int left(Kind kind, int reserve, Instant now) {
        return kind == Kind.POST ? Integer.MAX_VALUE : bucket("", kind, now).left(now, reserve);
    }

    /** When {@link #left} says at least one. */
    synchronized Instant next(Kind kind, int reserve, Instant now) {
        return kind == Kind.POST ? now : now.plus(bucket("", kind, now).until(now, reserve));
    }

    /** Slack said to wait. */
    public synchronized void limited(String channel, Kind kind, Duration retryAfter, Instant now) {
        closed.put(new Door(channel, kind), now.plus(retryAfter));
        if (kind != Kind.POST) {
            // The budget is the workspace's, so others slow down as well, without stopping.
            bucket(channel, kind, now).empty(now);
        }
    }

    private TokenBucket bucket(String channel, Kind kind, Instant now) {
        return kind == Kind.POST
                ? posts.computeIfAbsent(channel, c -> new TokenBucket(BURST, Duration.ofSeconds(1), now))
                : workspace.computeIfAbsent(kind, k -> new TokenBucket(TIER_3_BURST, TIER_3, now));
    }
}
