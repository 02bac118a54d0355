package io.gluethread.bot.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.bot.config.Config;
import io.gluethread.bot.memory.HandClock;
import io.gluethread.bot.memory.MemoryPreferences;
import io.gluethread.commands.reply.Doc;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** It begins at noon in UTC, one o'clock in Vienna. */
final class DailyDigestTest {
    private final HandClock clock = new HandClock();
    private final MemoryPreferences preferences = new MemoryPreferences();
    private final List<String> posted = new ArrayList<>();

    private DailyDigest digest(String at) {
        Config.Digests config =
                new Config.Digests(Optional.of("C_DATA"), LocalTime.parse(at), ZoneId.of("Europe/Vienna"));
        return new DailyDigest(
                config,
                preferences,
                now -> Doc.of(Doc.para(now.toString())),
                (name, channel, doc) -> posted.add(name + " " + channel),
                clock);
    }

    private void hours(DailyDigest digest, int hours) {
        for (int i = 0; i < hours * 60; i++) {
            digest.step();
            clock.forward(Duration.ofMinutes(1));
        }
    }

    @Test
    void it_is_wanted_once_a_day_from_its_time_on() {
        DailyDigest digest = digest("14:30");
        hours(digest, 1);
        assertThat(posted).isEmpty();
        hours(digest, 47);

        assertThat(posted).containsExactly("digest/2026-11-20 C_DATA", "digest/2026-11-21 C_DATA");
    }

    @Test
    void what_was_due_before_the_service_was_there_is_not_missed() {
        DailyDigest digest = digest("08:30");
        hours(digest, 2);
        assertThat(posted).isEmpty();
        hours(digest, 24);

        assertThat(posted).containsExactly("digest/2026-11-21 C_DATA");
    }

    @Test
    void what_became_due_while_the_service_was_down_comes_late() {
        hours(digest("14:30"), 1);
        clock.forward(Duration.ofHours(5));
        hours(digest("14:30"), 1);

        assertThat(posted).containsExactly("digest/2026-11-20 C_DATA");
    }

    @Test
    void without_a_channel_nothing_is_posted() {
        DailyDigest digest = new DailyDigest(
                new Config.Digests(Optional.empty(), LocalTime.MIDNIGHT, ZoneId.of("UTC")),
                preferences,
                _ -> Doc.of(),
                (name, _, _) -> posted.add(name),
                clock);
        hours(digest, 48);

        assertThat(posted).isEmpty();
    }

    /** When it was wanted, from the first day's midnight in Vienna on. */
    private List<String> wantedFrom(String midnight, String at, int hours) {
        clock.forward(Duration.between(clock.instant(), Instant.parse(midnight)));
        List<String> wanted = new ArrayList<>();
        DailyDigest digest = new DailyDigest(
                new Config.Digests(Optional.of("C_DATA"), LocalTime.parse(at), ZoneId.of("Europe/Vienna")),
                preferences,
                now -> Doc.of(Doc.para(now.toString())),
                (name, _, _) -> wanted.add(name + " at " + clock.instant()),
                clock);
        hours(digest, hours);
        return wanted;
    }

    @Test
    void number_45_on_the_day_that_has_25_hours_it_comes_once_and_at_nine_by_the_clock_on_the_wall() {
        assertThat(wantedFrom("2026-10-23T22:00:00Z", "09:00", 73))
                .containsExactly(
                        "digest/2026-10-24 at 2026-10-24T07:00:00Z",
                        "digest/2026-10-25 at 2026-10-25T08:00:00Z",
                        "digest/2026-10-26 at 2026-10-26T08:00:00Z");
    }

    @Test
    void number_45_on_the_day_that_has_23_hours_it_comes_once_and_at_nine_by_the_clock_on_the_wall() {
        assertThat(wantedFrom("2027-03-26T23:00:00Z", "09:00", 71))
                .containsExactly(
                        "digest/2027-03-27 at 2027-03-27T08:00:00Z",
                        "digest/2027-03-28 at 2027-03-28T07:00:00Z",
                        "digest/2027-03-29 at 2027-03-29T07:00:00Z");
    }

    @Test
    void number_45_a_time_that_a_day_has_twice_or_not_at_all_is_one_digest_all_the_same() {
        assertThat(wantedFrom("2026-10-24T22:00:00Z", "02:30", 25))
                .containsExactly("digest/2026-10-25 at 2026-10-25T00:30:00Z");
        preferences.setValue("digest/since", "2026-01-01T00:00:00Z");
        assertThat(wantedFrom("2027-03-27T23:00:00Z", "02:30", 23))
                .containsExactly("digest/2027-03-28 at 2027-03-28T01:30:00Z");
    }
}
