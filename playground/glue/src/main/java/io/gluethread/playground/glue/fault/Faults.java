package io.gluethread.playground.glue.fault;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.glue.wire.HttpAnswer;
import io.gluethread.playground.glue.wire.HttpCall;
import io.gluethread.playground.glue.wire.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The faults that are still to happen, in the order in which they were ordered. */
public final class Faults {
    private final Set<String> operations;
    private final Set<String> s3;
    private final SessionFacts facts;
    private final List<Fault> left = new ArrayList<>();

    /**
     * No faults yet.
     *
     * @param operations the names that a fault can be ordered for, beside those of S3
     * @param s3 the names of S3's operations
     */
    public Faults(Set<String> operations, Set<String> s3, SessionFacts facts) {
        this.operations = new HashSet<>(operations);
        this.operations.addAll(s3);
        this.s3 = Set.copyOf(s3);
        this.facts = facts;
    }

    /** The fault for this call, if one was ordered and hits; it counts down. */
    public synchronized Optional<Fault> take(String operation, Concerned concerned) {
        for (int i = 0; i < left.size(); i++) {
            Fault fault = left.get(i);
            if (fault.concerns(operation, concerned, facts)
                    && fault.chance().map(Chance::hits).orElse(true)) {
                if (fault.times() == 1) {
                    left.remove(i);
                } else {
                    left.set(i, fault.onceLess());
                }
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    /** GET tells what is left, POST adds (an empty list clears), DELETE clears; each answers with what is left. */
    public HttpAnswer answer(HttpCall call) {
        try {
            switch (call.method()) {
                case "GET" -> {}
                case "POST" -> order(FaultJson.read(Json.read(call.body()), operations, s3));
                case "DELETE" -> order(List.of());
                default -> {
                    return refusal(405, "use GET, POST or DELETE");
                }
            }
        } catch (IOException e) {
            return refusal(400, "the body is not JSON");
        } catch (IllegalArgumentException e) {
            String message = e.getMessage();
            return refusal(400, message == null ? "not a list of faults" : message);
        }
        return HttpAnswer.json(200, json());
    }

    private synchronized void order(List<Fault> faults) {
        if (faults.isEmpty()) {
            left.clear();
        }
        left.addAll(faults);
    }

    private synchronized ObjectNode json() {
        ObjectNode json = Json.object().put("ok", true);
        ArrayNode list = json.putArray("faults");
        left.forEach(fault -> list.add(fault.json()));
        return json;
    }

    static HttpAnswer refusal(int status, String message) {
        return HttpAnswer.json(status, Json.object().put("ok", false).put("error", message));
    }
}
