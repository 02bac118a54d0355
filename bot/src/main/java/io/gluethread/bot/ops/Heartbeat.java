package io.gluethread.bot.ops;

import io.gluethread.broker.ledger.LedgerUnavailableException;
import io.gluethread.broker.policy.Ailment;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A loop that does not die: it takes one step, waits until it is woken or the step's next moment comes, and goes on,
 * whatever the step threw. The step knows nothing of waiting, so tests call it by hand.
 */
public final class Heartbeat implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
    /** A beat older than this means that the loop hangs. */
    private static final Duration ALIVE = Duration.ofMinutes(2);

    /** One step of a loop. */
    @FunctionalInterface
    public interface Step {
        /** Does what is due and says how long nothing will be, unless the loop is woken. */
        Duration run() throws Exception;
    }

    private final String name;
    private final Step step;
    private final Duration longest;
    private final InstantSource clock;
    private final Pulse pulse;
    private final AtomicReference<Instant> beat;
    private volatile boolean closed;
    private @Nullable Thread thread;

    /**
     * @param pulse wakes the loop
     * @param clock one that does not jump
     * @param longest waits no longer than this even if the step says so
     */
    public Heartbeat(String name, Pulse pulse, Duration longest, InstantSource clock, Step step) {
        this.name = name;
        this.pulse = pulse;
        this.step = step;
        this.longest = longest;
        this.clock = clock;
        this.beat = new AtomicReference<>(clock.instant());
    }

    public synchronized void start() {
        if (thread == null) {
            thread = Thread.ofVirtual().name(name).start(this::loop);
        }
    }

    /** Empty when the loop goes round, else what is wrong. */
    public Optional<Ailment> check() {
        Instant last = beat.get();
        boolean late = last.plus(ALIVE).plus(longest).isBefore(clock.instant());
        return closed || late ? Optional.of(new Ailment(last, "its loop does not go round")) : Optional.empty();
    }

    private void loop() {
        while (!closed) {
            Duration wait = once();
            try {
                pulse.await(wait.compareTo(longest) < 0 ? wait : longest);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** The one catch-all of the process: a loop that ended in silence would be worse than any trouble. */
    private Duration once() {
        try {
            Duration wait = step.run();
            beat.set(clock.instant());
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (InterruptedException e) {
            closed = true;
            return Duration.ZERO;
        } catch (LedgerUnavailableException e) {
            // Said once by the ledger itself.
            log.debug("{}: {}", name, e.getMessage());
            beat.set(clock.instant());
            return AFTER_TROUBLE;
        } catch (Throwable trouble) {
            log.error("{} met trouble and goes on", name, trouble);
            beat.set(clock.instant());
            return AFTER_TROUBLE;
        }
    }

    @Override
    public void close() {
        closed = true;
        pulse.wake();
        Thread running;
        synchronized (this) {
            running = thread;
        }
        if (running != null && !running.equals(Thread.currentThread())) {
            try {
                if (!running.join(Duration.ofSeconds(5))) {
                    running.interrupt();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
