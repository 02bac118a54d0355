package io.gluethread.bot.ops;

import io.gluethread.broker.policy.Ailment;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the service is, as a page for machines; what changes is said once in the log. Safe for use by many threads. */
public final class Health {
    private static final Logger log = LoggerFactory.getLogger(Health.class);
    /** Whoever asks does not wait for long, and a check that hangs is an answer, too. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Supplier<List<Check>> checks;
    private final InstantSource clock;
    private final Executor executor;
    private final Duration patience;
    private final Map<String, Instant> ailing = new ConcurrentHashMap<>();

    /** Whether all that counts is well, and a line for each check. */
    public record Page(boolean good, String text) {}

    /**
     * @param clock one that does not jump
     * @param executor runs each check
     */
    public Health(Supplier<List<Check>> checks, InstantSource clock, Executor executor) {
        this(checks, clock, executor, PATIENCE);
    }

    Health(Supplier<List<Check>> checks, InstantSource clock, Executor executor, Duration patience) {
        this.patience = patience;
        this.checks = checks;
        this.clock = clock;
        this.executor = executor;
    }

    /** Red when a restart helps. */
    public Page alive() {
        return page(true);
    }

    /** Red when requests had better go elsewhere. */
    public Page ready() {
        return page(false);
    }

    private Page page(boolean alive) {
        StringBuilder text = new StringBuilder();
        boolean good = true;
        for (Check check : checks.get()) {
            Optional<Ailment> ailment = run(check);
            note(check, ailment);
            text.append(check.name()).append(": ");
            if (ailment.isEmpty()) {
                text.append("ok\n");
                continue;
            }
            Duration grace = alive ? check.deadAfter() : check.unreadyAfter();
            Instant since = ailment.get().since();
            good &= grace.isPositive() && clock.instant().isBefore(since.plus(grace));
            text.append("not ok since %s: %s%n".formatted(since, ailment.get().what()));
        }
        return new Page(good, text.toString());
    }

    /** One that throws or hangs does not work either, since it was first seen to do so. */
    private Optional<Ailment> run(Check check) {
        FutureTask<Optional<Ailment>> task = new FutureTask<>(check.ask()::get);
        try {
            executor.execute(task);
            return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            return Optional.of(firstSeen(check, "gave no answer in %d s".formatted(patience.toSeconds())));
        } catch (ExecutionException e) {
            log.debug("{}", check.name(), e);
            return Optional.of(firstSeen(check, String.valueOf(e.getCause()).split("[:\n]", 2)[0]));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(firstSeen(check, "was interrupted"));
        }
    }

    private Ailment firstSeen(Check check, String what) {
        return new Ailment(ailing.getOrDefault(check.name(), clock.instant()), what);
    }

    private void note(Check check, Optional<Ailment> ailment) {
        if (ailment.isEmpty()) {
            Instant since = ailing.remove(check.name());
            if (since != null) {
                log.info("{} is well again", check.name());
            }
        } else if (ailing.putIfAbsent(check.name(), ailment.get().since()) == null) {
            log.warn(
                    "{} is not well since {}: {}",
                    check.name(),
                    ailment.get().since(),
                    ailment.get().what());
        }
    }
}
