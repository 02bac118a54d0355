package io.gluethread.playground.glue.fault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.glue.wire.AwsError;
import io.gluethread.playground.glue.wire.Json;
import java.time.Duration;
import java.util.Optional;

/**
 * Something that shall go wrong with the next calls of an operation.
 *
 * @param on an operation's name, or {@code *} for all
 * @param times how many calls it still concerns
 * @param error what is answered; empty if the operation's own answer is
 * @param afterEffect whether the operation is carried out before the error or the cut
 * @param dropConnection whether the connection is cut instead of an answer
 * @param delay before the answer
 */
public record Fault(
        String on, int times, Optional<AwsError> error, boolean afterEffect, boolean dropConnection, Duration delay) {
    /** The longest delay that can be ordered. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    public Fault {
        if (on.isBlank()) {
            throw new IllegalArgumentException("a fault needs \"on\": the operation's name");
        }
        if (times < 1) {
            throw new IllegalArgumentException("\"times\" must be at least 1, not " + times);
        }
        if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "\"delay_ms\" must be 0 to " + LONGEST.toMillis() + ", not " + delay.toMillis());
        }
        if (error.isEmpty() && !dropConnection && delay.isZero()) {
            throw new IllegalArgumentException(
                    "a fault on " + on + " needs \"error\", \"status\", \"drop_connection\" or \"delay_ms\"");
        }
        if (error.isPresent() && dropConnection) {
            throw new IllegalArgumentException(
                    "a fault on " + on + " is either an error or a cut connection, not both");
        }
    }

    boolean concerns(String operation) {
        return on.equals("*") || on.equals(operation);
    }

    Fault onceLess() {
        return new Fault(on, times - 1, error, afterEffect, dropConnection, delay);
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("on", on).put("times", times);
        error.ifPresent(
                e -> json.put("error", e.code()).put("status", e.status()).put("message", e.text()));
        if (afterEffect) {
            json.put("after", "effect");
        }
        if (dropConnection) {
            json.put("drop_connection", true);
        }
        if (!delay.isZero()) {
            json.put("delay_ms", delay.toMillis());
        }
        return json;
    }
}
