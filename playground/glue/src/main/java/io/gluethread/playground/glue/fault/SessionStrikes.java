package io.gluethread.playground.glue.fault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.glue.wire.AwsError;
import io.gluethread.playground.glue.wire.HttpAnswer;
import io.gluethread.playground.glue.wire.HttpCall;
import io.gluethread.playground.glue.wire.Json;
import java.io.IOException;
import java.util.Set;
import java.util.function.BiConsumer;

/** {@code POST /playground/session {id, kill_driver: true}}: strikes a session now, whatever it is doing. */
public final class SessionStrikes {
    private static final Set<String> KEYS = Set.of("id", "fail", "kill_driver", "out_of_memory");

    private final BiConsumer<String, Strike> strike;

    /**
     * Strikes by a function.
     *
     * @param strike throws an {@link AwsError} for an unknown session
     */
    public SessionStrikes(BiConsumer<String, Strike> strike) {
        this.strike = strike;
    }

    public HttpAnswer answer(HttpCall call) {
        if (!call.method().equals("POST")) {
            return Faults.refusal(405, "use POST");
        }
        try {
            if (!(Json.read(call.body()) instanceof ObjectNode json)) {
                return Faults.refusal(400, "send a JSON object such as {\"id\":\"…\",\"kill_driver\":true}");
            }
            Order order = new Order("a session's order", json, KEYS);
            String id =
                    order.text("id").orElseThrow(() -> new IllegalArgumentException("\"id\" must name the session"));
            Strike ordered = FaultJson.strike(order)
                    .orElseThrow(
                            () -> new IllegalArgumentException("say what befalls the session: \"kill_driver\": true,"
                                    + " \"out_of_memory\": true, or \"fail\" with a message"));
            strike.accept(id, ordered);
            return HttpAnswer.json(200, Json.object().put("ok", true));
        } catch (IOException e) {
            return Faults.refusal(400, "the body is not JSON");
        } catch (IllegalArgumentException e) {
            return Faults.refusal(400, String.valueOf(e.getMessage()));
        } catch (AwsError e) {
            return Faults.refusal(404, e.text());
        }
    }
}
