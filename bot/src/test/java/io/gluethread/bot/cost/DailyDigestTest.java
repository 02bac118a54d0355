package io.gluethread.bot.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.bot.config.Config;
import io.gluethread.bot.memory.HandClock;
import io.gluethread.bot.memory.MemoryPreferences;
import io.gluethread.commands.reply.Doc;
import java.time.Duration;
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
}
