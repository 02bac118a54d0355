package io.gluethread.cost;

import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What was spent in some days, told at {@code at}.
 *
 * @param sessions how many sessions were there in these days
 * @param running how long they were there, together
 * @param byDay every day of the range, in order
 * @param alive sessions that go on costing money at {@code at}, the longest idle first
 * @param saved by stopping idle sessions; empty when none was stopped for being idle
 * @param before the same number of days right before; empty when the ledger does not go back that far
 * @param usual for a single day: the average of the same weekday in the four weeks before, of those that the ledger has
 */
public record Digest(
        DayRange days,
        ZoneId zone,
        Instant at,
        Spend total,
        int sessions,
        Duration running,
        List<Line<Person>> byPerson,
        List<Line<String>> byChannel,
        List<Line<String>> byThread,
        List<Day> byDay,
        List<Alive> alive,
        List<Stranger> strangers,
        Optional<Saved> saved,
        Optional<Spend> before,
        Optional<Spend> usual) {

    public Digest {
        byPerson = List.copyOf(byPerson);
        byChannel = List.copyOf(byChannel);
        byThread = List.copyOf(byThread);
        byDay = List.copyOf(byDay);
        alive = List.copyOf(alive);
        strangers = List.copyOf(strangers);
    }

    /** One person's, channel's or thread's part, the dearest first. */
    public record Line<K>(K key, Spend spend, int sessions, Duration running) {}

    public record Day(LocalDate day, Spend spend) {}

    /**
     * A session of ours that is alive.
     *
     * @param idleSince when work last ended, if nothing runs
     * @param stopsAt when it will be stopped if nothing runs
     */
    public record Alive(
            SessionId id,
            Person owner,
            String channel,
            String thread,
            Instant since,
            Optional<Instant> idleSince,
            Optional<Instant> stopsAt,
            Spend soFar,
            Spend perHour) {}

    /** A living session in the account that this service did not start. What it costs is always an estimate. */
    public record Stranger(
            SessionId id, String region, String status, Optional<Instant> since, Spend soFar, Spend perHour) {}

    /**
     * What idle stops have saved <em>at most</em>: each stopped session would have cost this had it idled on until its own
     * Timeout, at which Glue ends it
     * (<a href="https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-interactive-sessions.html">CreateSession</a>).
     * Nobody knows when the owner would have thought of it.
     */
    public record Saved(Spend atMost, int stops) {}
}
