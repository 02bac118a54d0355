package io.gluethread.playground.slack.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.gluethread.playground.slack.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Slack's rate limits as token buckets, filled by the handed-in clock. */
final class Rates {
    private final InstantSource clock;
    private final JsonNode table;
    private final Map<String, Bucket> buckets = new HashMap<>();

    Rates(InstantSource clock) {
        this.clock = clock;
        try (InputStream in = Rates.class.getResourceAsStream("rates.json")) {
            if (in == null) {
                throw new IllegalStateException("rates.json is missing from the class path");
            }
            this.table = Json.read(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes one call; the seconds to wait when there is none left. */
    synchronized OptionalInt take(String method, String channel) {
        JsonNode perChannel = table.path("per_channel").path(method);
        if (perChannel.isObject()) {
            int perMinute = perChannel.path("per_minute").asInt();
            int burst = perChannel.path("burst").asInt();
            return bucket(method + " " + channel, perMinute, burst).take(clock.instant());
        }
        int perMinute = table.path("per_minute").path(method).asInt(50);
        return bucket(method, perMinute, perMinute).take(clock.instant());
    }

    private Bucket bucket(String key, int perMinute, int burst) {
        return buckets.computeIfAbsent(key, _ -> new Bucket(perMinute, burst, clock.instant()));
    }

    private static final class Bucket {
        private final double perSecond;
        private final int burst;
        private double left;
        private Instant filled;

        Bucket(int perMinute, int burst, Instant now) {
            this.perSecond = perMinute / 60.0;
            this.burst = burst;
            this.left = burst;
            this.filled = now;
        }

        OptionalInt take(Instant now) {
            if (now.isAfter(filled)) {
                double seconds = Duration.between(filled, now).toNanos() / 1e9;
                left = Math.min(burst, left + seconds * perSecond);
                filled = now;
            }
            if (left >= 1) {
                left -= 1;
                return OptionalInt.empty();
            }
            return OptionalInt.of((int) Math.max(1, Math.ceil((1 - left) / perSecond)));
        }
    }
}
