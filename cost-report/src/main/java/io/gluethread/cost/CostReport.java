package io.gluethread.cost;

import io.gluethread.broker.Broker;
import io.gluethread.broker.glue.GlueSession;
import io.gluethread.broker.session.Ending;
import io.gluethread.broker.session.Rate;
import io.gluethread.broker.session.RateSource;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.SessionView;
import io.gluethread.broker.session.WorkerType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Counts what sessions cost in some days. A session that was there in several days, or only partly in the range, counts
 * in each by the time it was there. Pure: the same ledger at the same moment gives the same digest.
 */
public final class CostReport {
    private static final int WEEKS_BACK = 4;

    private final List<LedgerEntry> entries;
    private final ZoneId zone;
    private final Instant now;

    private CostReport(List<LedgerEntry> entries, ZoneId zone, Instant now) {
        this.entries = entries;
        this.zone = zone;
        this.now = now;
    }

    /** How far back the ledger should be read for a digest of these days, with what they are compared with. */
    public static Instant historyFrom(DayRange days, ZoneId zone) {
        LocalDate weeks = days.first().minusWeeks(WEEKS_BACK);
        LocalDate before = days.before().first();
        return (weeks.isBefore(before) ? weeks : before).atStartOfDay(zone).toInstant();
    }

    /**
     * @param entries of the days and, as far as there are any, of the time since {@link #historyFrom}; those of a person or
     *     a channel alone give that person's or channel's digest
     * @param foreign sessions of others in the account
     * @param rates for those; the ledger's own sessions bring theirs
     */
    public static Digest of(
            List<LedgerEntry> entries,
            List<Broker.Foreign> foreign,
            RateSource rates,
            DayRange days,
            ZoneId zone,
            Instant now) {
        return new CostReport(entries, zone, now)
                .digest(
                        days,
                        foreign.stream()
                                .filter(other -> isAlive(other.session()))
                                .map(other -> stranger(other, rates, now))
                                .sorted(Comparator.comparing((Digest.Stranger other) ->
                                                other.soFar().money())
                                        .reversed())
                                .toList());
    }

    private Digest digest(DayRange days, List<Digest.Stranger> strangers) {
        List<LedgerEntry> counted = entries.stream()
                .filter(entry -> entry.counts() && entry.touches(days.from(zone), days.until(zone), now))
                .toList();
        return new Digest(
                days,
                zone,
                now,
                spend(counted, days),
                counted.size(),
                running(counted, days),
                lines(counted, days, LedgerEntry::owner),
                lines(counted, days, LedgerEntry::channel),
                lines(counted, days, LedgerEntry::thread),
                days.each().stream()
                        .map(day -> new Digest.Day(day, spend(counted, DayRange.day(day))))
                        .toList(),
                alive(),
                strangers,
                saved(days),
                known(days.before()).map(before -> spend(entries, before)),
                days.days() == 1 ? usual(days.first()) : Optional.empty());
    }

    private Spend spend(List<LedgerEntry> some, DayRange days) {
        Instant from = days.from(zone);
        Instant until = days.until(zone);
        return some.stream()
                .filter(entry -> entry.touches(from, until, now))
                .map(entry -> entry.spend(from, until, now))
                .reduce(Spend.NONE, Spend::plus);
    }

    private Duration running(List<LedgerEntry> some, DayRange days) {
        return some.stream()
                .map(entry -> entry.ran(days.from(zone), days.until(zone), now))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private <K> List<Digest.Line<K>> lines(List<LedgerEntry> some, DayRange days, Function<LedgerEntry, K> key) {
        Map<K, List<LedgerEntry>> groups = some.stream().collect(Collectors.groupingBy(key));
        return groups.entrySet().stream()
                .map(group -> new Digest.Line<>(
                        group.getKey(),
                        spend(group.getValue(), days),
                        group.getValue().size(),
                        running(group.getValue(), days)))
                .sorted(Comparator.comparing(
                                (Digest.Line<K> line) -> line.spend().money())
                        .reversed()
                        .thenComparing(line -> line.key().toString()))
                .toList();
    }

    private List<Digest.Alive> alive() {
        return entries.stream()
                .filter(LedgerEntry::isAlive)
                .map(CostReport::alive)
                .sorted(Comparator.comparing(
                                (Digest.Alive one) -> one.idleSince().orElse(Instant.MAX))
                        .thenComparing(Digest.Alive::since))
                .toList();
    }

    private static Digest.Alive alive(LedgerEntry entry) {
        SessionView session = entry.session();
        return new Digest.Alive(
                session.id(),
                entry.owner(),
                entry.channel(),
                entry.thread(),
                session.createdAt(),
                session.idleDeadline().isPresent() ? session.lastActivity() : Optional.empty(),
                session.idleDeadline(),
                Spend.of(session),
                Spend.perHour(session.spec().size(), session.rate()));
    }

    private Optional<Digest.Saved> saved(DayRange days) {
        Instant from = days.from(zone);
        Instant until = days.until(zone);
        List<Spend> each = entries.stream()
                .map(LedgerEntry::session)
                .filter(session ->
                        session.ending().filter(Ending.Idle.class::isInstance).isPresent())
                .filter(session -> session.endedAt()
                        .filter(end -> !end.isBefore(from) && end.isBefore(until))
                        .isPresent())
                .map(CostReport::spared)
                .toList();
        return each.isEmpty()
                ? Optional.empty()
                : Optional.of(new Digest.Saved(each.stream().reduce(Spend.NONE, Spend::plus), each.size()));
    }

    private static Spend spared(SessionView session) {
        Instant ended = session.endedAt().orElse(session.createdAt());
        Duration left =
                Duration.between(ended, session.createdAt().plus(session.spec().timeout()));
        Duration spared = left.isNegative() ? Duration.ZERO : left;
        return new Spend(
                Spend.ofRunning(spared, session.spec().size(), session.rate()).money(), true);
    }

    /** The days, if the ledger goes back to the first of them. */
    private Optional<DayRange> known(DayRange days) {
        return entries.stream()
                .map(entry -> LocalDate.ofInstant(entry.session().createdAt(), zone))
                .min(Comparator.naturalOrder())
                .filter(first -> !first.isAfter(days.first()))
                .map(first -> days);
    }

    private Optional<Spend> usual(LocalDate day) {
        List<Spend> same = IntStream.rangeClosed(1, WEEKS_BACK)
                .mapToObj(weeks -> known(DayRange.day(day.minusWeeks(weeks))))
                .flatMap(Optional::stream)
                .map(known -> spend(entries, known))
                .toList();
        if (same.isEmpty()) {
            return Optional.empty();
        }
        Spend sum = same.stream().reduce(Spend.NONE, Spend::plus);
        return Optional.of(new Spend(sum.money().part(1, same.size()), sum.estimate()));
    }

    private static boolean isAlive(GlueSession session) {
        return switch (session.status()) {
            case "STOPPED", "FAILED", "TIMEOUT" -> false;
            default -> true;
        };
    }

    private static Digest.Stranger stranger(Broker.Foreign other, RateSource rates, Instant now) {
        GlueSession session = other.session();
        SessionSpec.Size size = size(session);
        Rate rate = rates.rate(other.region(), size);
        Spend perHour = new Spend(Spend.perHour(size, rate).money(), true);
        Duration ran = session.createdOn()
                .map(since -> Duration.between(since, now))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
        return new Digest.Stranger(
                session.id(),
                other.region(),
                session.status(),
                session.createdOn(),
                new Spend(Spend.ofRunning(ran, size, rate).money(), true),
                perHour);
    }

    /** As far as it is told; Glue's default is five workers of type G.1X. */
    private static SessionSpec.Size size(GlueSession session) {
        if (session.workers().filter(count -> count >= 1 && count <= 1000).isPresent()) {
            return new SessionSpec.Size.Workers(
                    session.workerType()
                            .filter(type -> type.matches("[A-Za-z0-9.]{1,20}"))
                            .map(WorkerType::new)
                            .orElse(WorkerType.G_1X),
                    session.workers().get());
        }
        return session.maxCapacity()
                .filter(dpus -> dpus.signum() > 0)
                .<SessionSpec.Size>map(SessionSpec.Size.Capacity::new)
                .orElseGet(() -> new SessionSpec.Size.Workers(WorkerType.G_1X, 5));
    }
}
