package io.gluethread.cost;

import static io.gluethread.cost.Ledgers.ANA;
import static io.gluethread.cost.Ledgers.BEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gluethread.broker.Broker;
import io.gluethread.broker.glue.GlueSession;
import io.gluethread.broker.session.Ending;
import io.gluethread.broker.session.Money;
import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

final class CostReportTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalDate FRIDAY = LocalDate.of(2026, 11, 20);
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void a_day_is_told_by_person_and_channel_the_dearest_first() {
        Digest digest = digest(
                DayRange.day(FRIDAY),
                ZoneOffset.UTC,
                Ledgers.ran(ANA, "C_DATA", "2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z"),
                Ledgers.ran(BEN, "C_DATA", "2026-11-20T08:00:00Z", "2026-11-20T10:00:00Z"),
                Ledgers.ran(BEN, "C_GENERAL", "2026-11-20T09:00:00Z", "2026-11-20T09:30:00Z"));

        assertThat(digest.total()).isEqualTo(new Spend(Money.of("3.08"), false));
        assertThat(digest.sessions()).isEqualTo(3);
        assertThat(digest.running()).isEqualTo(Duration.ofMinutes(210));
        assertThat(digest.byPerson())
                .containsExactly(
                        new Digest.Line<>(BEN, new Spend(Money.of("2.2"), false), 2, Duration.ofMinutes(150)),
                        new Digest.Line<>(ANA, new Spend(Money.of("0.88"), false), 1, Duration.ofHours(1)));
        assertThat(digest.byChannel()).extracting(Digest.Line::key).containsExactly("C_DATA", "C_GENERAL");
        assertThat(digest.byThread()).hasSize(1);
        assertThat(digest.before()).isEmpty();
        assertThat(digest.usual()).isEmpty();
        assertThat(digest.saved()).isEmpty();
        assertThat(digest.alive()).isEmpty();
    }

    @Test
    void a_session_over_midnight_is_split_by_its_time() {
        LedgerEntry night = Ledgers.ran(ANA, "C_DATA", "2026-11-19T23:00:00Z", "2026-11-20T02:00:00Z");
        assertThat(digest(DayRange.day(FRIDAY), ZoneOffset.UTC, night).total().money())
                .isEqualTo(Money.of("1.76"));
        assertThat(digest(DayRange.day(FRIDAY.minusDays(1)), ZoneOffset.UTC, night)
                        .total()
                        .money())
                .isEqualTo(Money.of("0.88"));
        assertThat(digest(new DayRange(FRIDAY.minusDays(1), FRIDAY), ZoneOffset.UTC, night)
                        .byDay())
                .extracting(day -> day.spend().money())
                .containsExactly(Money.of("0.88"), Money.of("1.76"));
        // In Berlin, an hour ahead, all of it was on Friday.
        assertThat(digest(DayRange.day(FRIDAY), BERLIN, night).total().money()).isEqualTo(Money.of("2.64"));
    }

    @Test
    void days_have_as_many_hours_as_the_clocks_give_them() {
        LedgerEntry spring = Ledgers.ran(ANA, "C_DATA", "2026-03-27T00:00:00Z", "2026-03-31T00:00:00Z");
        LedgerEntry autumn = Ledgers.ran(ANA, "C_DATA", "2026-10-23T00:00:00Z", "2026-10-28T00:00:00Z");
        assertThat(digest(DayRange.day(LocalDate.of(2026, 3, 28)), BERLIN, spring)
                        .running())
                .isEqualTo(Duration.ofHours(24));
        assertThat(digest(DayRange.day(LocalDate.of(2026, 3, 29)), BERLIN, spring)
                        .running())
                .isEqualTo(Duration.ofHours(23));
        Digest autumnDay = digest(DayRange.day(LocalDate.of(2026, 10, 25)), BERLIN, autumn);
        assertThat(autumnDay.running()).isEqualTo(Duration.ofHours(25));
        assertThat(autumnDay.total().money()).isEqualTo(Money.of("22"));
    }

    @Test
    void the_days_of_a_range_add_up_to_its_total() {
        Digest week = digest(
                new DayRange(LocalDate.of(2026, 10, 19), LocalDate.of(2026, 10, 25)),
                BERLIN,
                Ledgers.ran(ANA, "C_DATA", "2026-10-20T22:10:11Z", "2026-10-23T01:02:03Z"),
                Ledgers.ran(BEN, "C_DATA", "2026-10-24T20:00:00Z", "2026-10-25T23:30:00Z"));
        Spend sum = week.byDay().stream().map(Digest.Day::spend).reduce(Spend.NONE, Spend::plus);
        assertThat(sum.money().usd()).isCloseTo(week.total().money().usd(), Offset.offset(new BigDecimal("1e-9")));
    }

    @Test
    void the_day_before_and_the_usual_friday_are_compared_if_the_ledger_has_them() {
        List<LedgerEntry> ledger = new ArrayList<>(List.of(
                Ledgers.ran(ANA, "C_DATA", "2026-11-06T08:00:00Z", "2026-11-06T10:00:00Z"),
                Ledgers.ran(ANA, "C_DATA", "2026-11-19T08:00:00Z", "2026-11-19T09:00:00Z"),
                Ledgers.ran(ANA, "C_DATA", "2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z")));
        Digest digest = digest(DayRange.day(FRIDAY), ZoneOffset.UTC, ledger.toArray(LedgerEntry[]::new));
        assertThat(digest.before()).contains(new Spend(Money.of("0.88"), false));
        // Fridays of the ledger: the 6th with $1.76 and the 13th with nothing.
        assertThat(digest.usual()).contains(new Spend(Money.of("0.88"), false));
        assertThat(CostReport.historyFrom(DayRange.day(FRIDAY), ZoneOffset.UTC))
                .isEqualTo(Instant.parse("2026-10-23T00:00:00Z"));
    }

    @Test
    void living_sessions_are_listed_the_longest_idle_first_and_are_estimates() {
        Digest digest = digest(
                DayRange.day(FRIDAY),
                ZoneOffset.UTC,
                Ledgers.idle(ANA, "2026-11-20T10:00:00Z", "2026-11-20T11:50:00Z", NOON),
                Ledgers.idle(BEN, "2026-11-20T11:00:00Z", "2026-11-20T11:40:00Z", NOON));
        assertThat(digest.alive()).extracting(Digest.Alive::owner).containsExactly(BEN, ANA);
        assertThat(digest.alive().getFirst().idleSince()).contains(Instant.parse("2026-11-20T11:40:00Z"));
        assertThat(digest.alive().getFirst().soFar()).hasToString("$0.88 (estimate)");
        assertThat(digest.total()).hasToString("$2.64 (estimate)");
    }

    @Test
    void what_an_idle_stop_saved_is_an_upper_bound() {
        Digest digest = digest(
                DayRange.day(FRIDAY),
                ZoneOffset.UTC,
                Ledgers.ended(ANA, "C_DATA", "2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z", new Ending.Idle(30)),
                Ledgers.ran(ANA, "C_DATA", "2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z"));
        // 7 hours of 2 DPU: Glue would have ended it 8 hours after its creation.
        assertThat(digest.saved()).contains(new Digest.Saved(new Spend(Money.of("6.16"), true), 1));
    }

    @Test
    void sessions_that_never_ran_are_not_counted() {
        LedgerEntry refused = new LedgerEntry(
                Ledgers.view(
                        SessionState.FAILED,
                        NOON,
                        Optional.of(NOON),
                        Optional.of(new Ending.Refused("the role cannot be assumed")),
                        Optional.empty(),
                        Usage.NONE,
                        Ledgers.LISTED),
                ANA,
                "C_DATA",
                "x");
        Digest digest = digest(DayRange.day(FRIDAY), ZoneOffset.UTC, refused);
        assertThat(digest.sessions()).isZero();
        assertThat(digest.total()).isEqualTo(Spend.NONE);
        assertThat(digest.byPerson()).isEmpty();
    }

    @Test
    void strangers_are_told_with_what_they_cost_about() {
        Digest digest = CostReport.of(
                List.of(),
                List.of(
                        stranger("studio-1", "READY", Optional.of(4)),
                        stranger("studio-2", "STOPPED", Optional.of(9)),
                        stranger("studio-3", "READY", Optional.empty())),
                (region, size) -> Ledgers.LISTED,
                DayRange.day(FRIDAY),
                ZoneOffset.UTC,
                NOON);
        assertThat(digest.strangers())
                .extracting(other -> other.id().value(), other -> other.soFar().toString())
                .containsExactly(
                        Tuple.tuple("studio-3", "$22.00 (estimate)"), Tuple.tuple("studio-1", "$17.60 (estimate)"));
    }

    @Test
    void ranges_are_calendar_days_where_the_people_are() {
        Instant lateThursday = Instant.parse("2026-11-19T23:30:00Z");
        assertThat(DayRange.today(lateThursday, BERLIN)).isEqualTo(DayRange.day(FRIDAY));
        assertThat(DayRange.yesterday(lateThursday, BERLIN)).isEqualTo(DayRange.day(FRIDAY.minusDays(1)));
        assertThat(DayRange.week(lateThursday, BERLIN)).isEqualTo(new DayRange(LocalDate.of(2026, 11, 16), FRIDAY));
        assertThat(DayRange.month(lateThursday, BERLIN)).isEqualTo(new DayRange(LocalDate.of(2026, 11, 1), FRIDAY));
        assertThat(DayRange.week(lateThursday, BERLIN).before())
                .isEqualTo(new DayRange(LocalDate.of(2026, 11, 11), LocalDate.of(2026, 11, 15)));
        assertThatThrownBy(() -> new DayRange(FRIDAY, FRIDAY.minusDays(1)))
                .hasMessage("the last day 2026-11-19 is before the first 2026-11-20");
    }

    private static Broker.Foreign stranger(String id, String status, Optional<Integer> workers) {
        return new Broker.Foreign(
                "eu-west-1",
                new GlueSession(
                        new SessionId(id),
                        status,
                        "",
                        Optional.of(NOON.minus(Duration.ofHours(10))),
                        Optional.empty(),
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("G.1X"),
                        workers,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()));
    }

    private static Digest digest(DayRange days, ZoneId zone, LedgerEntry... entries) {
        Digest digest = CostReport.of(List.of(entries), List.of(), (region, size) -> Ledgers.LISTED, days, zone, NOON);
        List<Person> people = digest.byPerson().stream().map(Digest.Line::key).toList();
        assertThat(people).doesNotHaveDuplicates();
        return digest;
    }
}
