package io.gluethread.bot.slack;

import io.gluethread.bot.ops.Heartbeat;
import io.gluethread.bot.ops.Pulse;
import io.gluethread.broker.policy.Ailment;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Slack now and then whether it knows us, so that whoever asks for our health does not have Slack asked. */
public final class SlackLink implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SlackLink.class);
    private static final Duration LOOK = Duration.ofSeconds(30);

    private final Supplier<Optional<String>> authTest;
    private final InstantSource clock;
    private final Heartbeat beat;
    private volatile @Nullable Instant failing;

    /**
     * @param authTest empty when Slack knows us, else what it said
     * @param clock one that does not jump
     */
    public SlackLink(Supplier<Optional<String>> authTest, InstantSource clock) {
        this.authTest = authTest;
        this.clock = clock;
        this.beat = new Heartbeat("slack link", new Pulse(), LOOK, clock, this::step);
    }

    public void start() {
        beat.start();
    }

    Duration step() {
        Optional<String> trouble = authTest.get();
        Instant since = failing;
        if (trouble.isEmpty()) {
            if (since != null) {
                log.info("Slack answers again");
            }
            failing = null;
        } else if (since == null) {
            log.warn("Slack does not answer as it should: {}", trouble.get());
            failing = clock.instant();
        }
        return LOOK;
    }

    /** Since when Slack has not answered as it should. */
    public Optional<Ailment> ailment() {
        return Optional.ofNullable(failing)
                .map(since -> new Ailment(since, "auth.test fails"))
                .or(beat::check);
    }

    @Override
    public void close() {
        beat.close();
    }
}
