package io.gluethread.playground.glue.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.glue.fault.Order;
import io.gluethread.playground.glue.wire.HttpAnswer;
import io.gluethread.playground.glue.wire.HttpCall;
import io.gluethread.playground.glue.wire.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/** A clock that can be turned forward, for time-outs that nobody wants to wait for. Only this endpoint goes by it. */
public final class TurnedClock implements InstantSource {
    private static final int MOST_MINUTES = 60 * 24 * 30;

    private final InstantSource base;
    private volatile Duration ahead = Duration.ZERO;

    public TurnedClock(InstantSource base) {
        this.base = base;
    }

    @Override
    public Instant instant() {
        return base.instant().plus(ahead);
    }

    private synchronized void forward(Duration time) {
        ahead = ahead.plus(time);
    }

    /** GET tells the time; {@code POST {advance_minutes, advance_seconds}} turns it forward and tells it. */
    HttpAnswer answer(HttpCall call) {
        try {
            switch (call.method()) {
                case "GET" -> {}
                case "POST" -> forward(asked(call));
                default -> {
                    return Routes.refusal(405, "use GET or POST");
                }
            }
        } catch (IOException e) {
            return Routes.refusal(400, "the body is not JSON");
        } catch (IllegalArgumentException e) {
            return Routes.refusal(400, String.valueOf(e.getMessage()));
        }
        return HttpAnswer.json(
                200, Json.object().put("now", instant().toString()).put("ahead_seconds", ahead.toSeconds()));
    }

    private static Duration asked(HttpCall call) throws IOException {
        if (!(Json.read(call.body()) instanceof ObjectNode json)) {
            throw new IllegalArgumentException("send a JSON object such as {\"advance_minutes\": 30}");
        }
        Order order = new Order("the clock", json, Set.of("advance_minutes", "advance_seconds"));
        Duration time = Duration.ofMinutes(order.integer("advance_minutes").orElse(0))
                .plusSeconds(order.integer("advance_seconds").orElse(0));
        if (time.isNegative() || time.isZero() || time.toMinutes() > MOST_MINUTES) {
            throw new IllegalArgumentException("the clock only goes forward, by up to " + MOST_MINUTES
                    + " minutes: say advance_minutes or" + " advance_seconds");
        }
        return time;
    }
}
