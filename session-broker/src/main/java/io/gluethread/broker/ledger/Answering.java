package io.gluethread.broker.ledger;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the database works. Tells its own outages (no connection, no disk, shut down) from mistakes in what was asked,
 * and says once in the log when one begins and once when it is over, however many have met it.
 */
final class Answering {
    private static final Logger log = LoggerFactory.getLogger(Answering.class);

    /** An outage is over when so long nothing failed: on a full disk reading works while writing does not. */
    private static final Duration QUIET = Duration.ofSeconds(10);

    private static final Duration RENEWED = Duration.ofSeconds(1);

    /** Connections, resources (with a full disk), shut down, input and output, a standby that only reads. */
    private static final Pattern OUTAGE = Pattern.compile("08.{3}|53.{3}|57P.{2}|58.{3}|25006");

    /** H2: closed, broken, at shutdown, file errors, and no space on the disk. */
    private static final Set<Integer> H2_OUTAGE = Set.of(90007, 90020, 90028, 90031, 90067, 90098, 90100, 90121);

    private static final int H2_DISK_FULL = 90100;
    private static final String DISK_FULL = "the disk is full";

    /** What H2 says when its file fails beneath it. */
    private static final int H2_GENERAL = 50000;

    private final InstantSource clock;
    private final Runnable renew;
    private volatile @Nullable Outage outage;
    private @Nullable Instant renewedAt;

    /**
     * @param answered whether it has worked for somebody after it last did not
     * @param shut whether no connection could be had at all, so that others would wait for one in vain
     */
    private record Outage(Instant since, Instant last, String why, boolean answered, boolean shut) {}

    /**
     * @param clock one that does not jump
     * @param renew has connections made anew: H2's, once closed by a full disk, stay closed, and the pool believes those
     *     that were used a moment ago
     */
    Answering(InstantSource clock, Runnable renew) {
        this.clock = clock;
        this.renew = renew;
    }

    /** @throws LedgerUnavailableException when the database does not work; what else is thrown goes through */
    <T> T watch(Supplier<T> work) {
        T answer;
        try {
            answer = work.get();
        } catch (RuntimeException e) {
            Optional<String> why = why(e);
            if (why.isEmpty()) {
                throw heldUp(e)
                        .<RuntimeException>map(words -> new LedgerUnavailableException(words, e))
                        .orElse(e);
            }
            failed(why.get(), isShut(e));
            throw new LedgerUnavailableException(sentence(why.get()), e);
        }
        if (outage != null) {
            worked();
        }
        return answer;
    }

    /**
     * Whoever has waited for its turn since then hears what those before it met, instead of waiting for the same.
     *
     * @throws LedgerUnavailableException when the database has failed since then and has not worked for anybody after it
     */
    void mustHaveAnswered(Instant came) {
        Outage now = outage;
        if (now != null && now.shut() && !now.answered() && now.last().isAfter(came)) {
            throw new LedgerUnavailableException(sentence(now.why()));
        }
    }

    private static String sentence(String why) {
        return "The ledger does not work: " + why;
    }

    /** Since when it does not work; empty when it does, or when nobody has tried. */
    Optional<Instant> since() {
        Outage now = outage;
        return now == null ? Optional.empty() : Optional.of(now.since());
    }

    private synchronized void failed(String why, boolean shut) {
        Instant now = clock.instant();
        Outage before = outage;
        if (renewedAt == null || !now.isBefore(renewedAt.plus(RENEWED))) {
            renewedAt = now;
            renew.run();
        }
        outage = new Outage(before == null ? now : before.since(), now, why, false, shut);
        if (before == null) {
            log.error("The ledger does not work: {}. It is tried until it does; nothing is lost.", why);
        } else if (!before.why().equals(why)) {
            log.warn("The ledger still does not work: {}", why);
        }
    }

    private synchronized void worked() {
        Outage before = outage;
        Instant now = clock.instant();
        if (before != null && !now.isBefore(before.last().plus(QUIET))) {
            log.info(
                    "The ledger works again; it did not for {} s",
                    Duration.between(before.since(), before.last()).toSeconds());
            outage = null;
        } else if (before != null && !before.answered()) {
            outage = new Outage(before.since(), before.last(), before.why(), true, before.shut());
        }
    }

    private static boolean isShut(Throwable trouble) {
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> why(Throwable trouble) {
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException
                    && String.valueOf(cause.getMessage()).contains("No space left")) {
                return Optional.of(DISK_FULL);
            }
        }
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isOutage(sql)) {
                return Optional.of(words(sql));
            }
        }
        return Optional.empty();
    }

    /** The database works, but not for this one: it waited too long for another one's lock, or had others wait. */
    private static Optional<String> heldUp(Throwable trouble) {
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && "55P03".equals(sql.getSQLState())) {
                return Optional.of("Another process has held this part of the ledger for too long.");
            }
            if (cause instanceof SQLException sql && "25P03".equals(sql.getSQLState())) {
                return Optional.of("This process stood still, and the ledger went on without it.");
            }
        }
        return Optional.empty();
    }

    private static boolean isOutage(SQLException sql) {
        String state = sql.getSQLState() == null ? "" : sql.getSQLState();
        return sql instanceof SQLTransientConnectionException
                || sql instanceof SQLNonTransientConnectionException
                || sql instanceof SQLRecoverableException
                || H2_OUTAGE.contains(sql.getErrorCode())
                || (sql.getErrorCode() == H2_GENERAL
                        && String.valueOf(sql.getMessage()).contains("MVStoreException"))
                || OUTAGE.matcher(state).matches();
    }

    /** The driver's own words hold moments and counts, so that each would look like another reason. */
    private static String words(SQLException sql) {
        String state = sql.getSQLState() == null ? "" : sql.getSQLState();
        if (sql.getErrorCode() == H2_DISK_FULL || state.equals("53100")) {
            return DISK_FULL;
        }
        if (sql instanceof SQLTransientConnectionException || state.startsWith("08")) {
            return "no connection to the database";
        }
        if (state.startsWith("57P")) {
            return "the database is being shut down or started";
        }
        return "%s (SQL state %s)"
                .formatted(String.valueOf(sql.getMessage()).lines().findFirst().orElse("no reason given"), state);
    }
}
