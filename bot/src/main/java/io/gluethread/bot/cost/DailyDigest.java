package io.gluethread.bot.cost;

import io.gluethread.bot.config.Config;
import io.gluethread.broker.ledger.Preferences;
import io.gluethread.commands.reply.Doc;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;

/**
 * Wants the digest posted once a day. What makes it once, also with several replicas and after a restart, is that the
 * post has the day's name and the inbox takes a name once.
 */
public final class DailyDigest {
    private static final String SINCE = "digest/since";
    /** How often to look. */
    public static final Duration LOOK = Duration.ofSeconds(30);

    /** Wants something posted; the same name again is the same post. */
    @FunctionalInterface
    public interface Post {
        void want(String name, String channel, Doc doc);
    }

    private final Config.Digests config;
    private final Preferences preferences;
    private final Function<Instant, Doc> digest;
    private final Post post;
    private final InstantSource clock;
    private Optional<LocalDate> wanted = Optional.empty();

    /** @param digest made at that moment */
    public DailyDigest(
            Config.Digests config,
            Preferences preferences,
            Function<Instant, Doc> digest,
            Post post,
            InstantSource clock) {
        this.config = config;
        this.preferences = preferences;
        this.digest = digest;
        this.post = post;
        this.clock = clock;
    }

    /** Wants today's digest if it is time, and says how long until the next look. */
    public Duration step() {
        if (config.channel().isEmpty()) {
            return LOOK;
        }
        Instant now = clock.instant();
        Instant since = since(now);
        LocalDate today = LocalDate.ofInstant(now, config.zone());
        Instant due = today.atTime(config.at()).atZone(config.zone()).toInstant();
        boolean missed = due.isBefore(since);
        if (!due.isAfter(now) && !missed && !wanted.equals(Optional.of(today))) {
            post.want("digest/" + today, config.channel().get(), digest.apply(now));
            wanted = Optional.of(today);
        }
        return LOOK;
    }

    /** When this service first ran: a digest that was due before that is missed by nobody. */
    private Instant since(Instant now) {
        Optional<Instant> known = preferences.value(SINCE).map(Instant::parse);
        if (known.isEmpty()) {
            preferences.setValue(SINCE, now.toString());
        }
        return known.orElse(now);
    }
}
