package io.gluethread.cost;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;

/** Whole days by a calendar, first to last inclusive. In a time zone a day has 23, 24 or 25 hours. */
public record DayRange(LocalDate first, LocalDate last) {
    public DayRange {
        if (last.isBefore(first)) {
            throw new IllegalArgumentException("the last day %s is before the first %s".formatted(last, first));
        }
    }

    public static DayRange day(LocalDate day) {
        return new DayRange(day, day);
    }

    public static DayRange today(Instant now, ZoneId zone) {
        return day(LocalDate.ofInstant(now, zone));
    }

    public static DayRange yesterday(Instant now, ZoneId zone) {
        return day(LocalDate.ofInstant(now, zone).minusDays(1));
    }

    /** From Monday until today. */
    public static DayRange week(Instant now, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        return new DayRange(today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), today);
    }

    /** From the first of the month until today. */
    public static DayRange month(Instant now, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        return new DayRange(today.withDayOfMonth(1), today);
    }

    public long days() {
        return ChronoUnit.DAYS.between(first, last) + 1;
    }

    /** As many days, right before these. */
    public DayRange before() {
        return new DayRange(first.minusDays(days()), first.minusDays(1));
    }

    public List<LocalDate> each() {
        return first.datesUntil(last.plusDays(1)).toList();
    }

    public Instant from(ZoneId zone) {
        return first.atStartOfDay(zone).toInstant();
    }

    /** The first moment after the range. */
    public Instant until(ZoneId zone) {
        return last.plusDays(1).atStartOfDay(zone).toInstant();
    }
}
