package io.gluethread.playground.glue.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.glue.wire.AwsError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the body of {@code POST /playground/faults}: a list of faults, or one. */
final class FaultJson {
    private static final Set<String> KEYS =
            Set.of("on", "times", "error", "message", "status", "after", "drop_connection", "delay_ms");
    private static final Map<String, Integer> SERVER_FAULTS = Map.of(
            "InternalServiceException", 500,
            "InternalErrorException", 500,
            "InternalFailure", 500,
            "ServiceUnavailableException", 503,
            "ServiceUnavailable", 503);

    private FaultJson() {}

    /**
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    static List<Fault> read(JsonNode body, Set<String> operations) {
        List<Fault> faults = new ArrayList<>();
        if (body.isObject()) {
            faults.add(fault(body, operations));
        } else if (body.isArray()) {
            body.forEach(node -> faults.add(fault(node, operations)));
        } else {
            throw new IllegalArgumentException("send a JSON list of faults, such as"
                    + " [{\"on\":\"GetStatement\",\"times\":5,\"error\":\"ThrottlingException\"}]");
        }
        return faults;
    }

    private static Fault fault(JsonNode node, Set<String> operations) {
        if (!(node instanceof ObjectNode json)) {
            throw new IllegalArgumentException("a fault is a JSON object, not " + node);
        }
        json.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException("a fault has no \"" + key + "\"; it has "
                        + String.join(", ", KEYS.stream().sorted().toList()));
            }
        });
        String on = text(json, "on").orElse("");
        if (!on.isBlank() && !on.equals("*") && !operations.contains(on)) {
            throw new IllegalArgumentException("no operation \"" + on + "\"; there are *, "
                    + String.join(", ", operations.stream().sorted().toList()));
        }
        return new Fault(
                on,
                integer(json, "times").orElse(1),
                error(json),
                afterEffect(json),
                flag(json, "drop_connection"),
                Duration.ofMillis(integer(json, "delay_ms").orElse(0)));
    }

    private static Optional<AwsError> error(ObjectNode json) {
        Optional<String> code = text(json, "error");
        Optional<Integer> status = integer(json, "status");
        if (code.isEmpty() && status.isEmpty()) {
            return Optional.empty();
        }
        String name = code.orElseGet(() -> nameFor(status.orElseThrow()));
        int http = status.orElseGet(() -> SERVER_FAULTS.getOrDefault(name, 400));
        if (http < 400 || http > 599) {
            throw new IllegalArgumentException("\"status\" must be 400 to 599, not " + http);
        }
        return Optional.of(new AwsError(http, name, text(json, "message").orElseGet(() -> messageFor(name))));
    }

    private static String nameFor(int status) {
        if (status == 503) {
            return "ServiceUnavailableException";
        }
        return status >= 500 ? "InternalServiceException" : "ThrottlingException";
    }

    private static String messageFor(String error) {
        return error.equals("ThrottlingException") ? "Rate exceeded" : "Ordered through /playground/faults.";
    }

    private static boolean afterEffect(ObjectNode json) {
        Optional<String> after = text(json, "after");
        if (after.isPresent() && !after.get().equals("effect")) {
            throw new IllegalArgumentException("\"after\" can only be \"effect\", not \"" + after.get() + "\"");
        }
        return after.isPresent();
    }

    private static Optional<String> text(ObjectNode json, String key) {
        JsonNode node = json.path(key);
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw new IllegalArgumentException("\"" + key + "\" must be a text, not " + node);
        }
        return Optional.of(node.textValue());
    }

    private static Optional<Integer> integer(ObjectNode json, String key) {
        JsonNode node = json.path(key);
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            throw new IllegalArgumentException("\"" + key + "\" must be a whole number, not " + node);
        }
        return Optional.of(node.intValue());
    }

    private static boolean flag(ObjectNode json, String key) {
        JsonNode node = json.path(key);
        if (!node.isMissingNode() && !node.isBoolean()) {
            throw new IllegalArgumentException("\"" + key + "\" must be true or false, not " + node);
        }
        return node.booleanValue();
    }
}
