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
 * @param times how many calls it still hits; {@link #ALWAYS} until it is cleared
 * @param condition which of the calls it concerns
 * @param chance whether it hits each of them; empty if it does
 * @param error what is answered; empty if the operation's own answer is
 * @param afterEffect whether the operation is carried out before the error or the cut
 * @param dropConnection whether the connection is cut instead of an answer
 * @param delay before the answer
 * @param strike what befalls the session that the call is about
 */
public record Fault(
        String on,
        int times,
        Condition condition,
        Optional<Chance> chance,
        Optional<AwsError> error,
        boolean afterEffect,
        boolean dropConnection,
        Duration delay,
        Optional<Strike> strike) {
    /** The longest delay that can be ordered. */
    static final Duration LONGEST = Duration.ofMinutes(10);
    /** Of {@link #times}. */
    static final int ALWAYS = Integer.MAX_VALUE;

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
        if (error.isEmpty() && !dropConnection && delay.isZero() && strike.isEmpty()) {
            throw new IllegalArgumentException("a fault on " + on
                    + " needs \"error\", \"status\", \"drop_connection\", \"delay_ms\", or what befalls its session:"
                    + " \"provisioning_ms\", \"fail\", \"kill_driver\", \"out_of_memory\"");
        }
        if (error.isPresent() && dropConnection) {
            throw new IllegalArgumentException(
                    "a fault on " + on + " is either an error or a cut connection, not both");
        }
        if (strike.filter(Strike.SlowStart.class::isInstance).isPresent() && !on.equals("CreateSession")) {
            throw new IllegalArgumentException("\"provisioning_ms\" goes with CreateSession, not with " + on);
        }
    }

    boolean concerns(String operation, Concerned concerned, SessionFacts facts) {
        return (on.equals("*") || on.equals(operation)) && condition.holds(concerned, facts);
    }

    Fault onceLess() {
        int left = times == ALWAYS ? ALWAYS : times - 1;
        return new Fault(on, left, condition, chance, error, afterEffect, dropConnection, delay, strike);
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("on", on);
        if (times != ALWAYS) {
            json.put("times", times);
        }
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
        condition.write(json);
        chance.ifPresent(c -> c.write(json));
        strike.ifPresent(s -> s.write(json));
        return json;
    }
}
