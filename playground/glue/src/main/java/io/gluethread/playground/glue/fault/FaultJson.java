package io.gluethread.playground.glue.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.glue.wire.AwsError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the body of {@code POST /playground/faults}: a list of faults, or one. */
final class FaultJson {
    private static final Set<String> STRIKES = Set.of("provisioning_ms", "fail", "kill_driver", "out_of_memory");
    private static final Set<String> KEYS = with(
            STRIKES,
            "on",
            "times",
            "error",
            "message",
            "status",
            "after",
            "drop_connection",
            "delay_ms",
            "chance",
            "seed",
            "session",
            "tagged",
            "busy");
    private static final Map<String, Integer> SERVER_FAULTS = Map.of(
            "InternalServiceException", 500,
            "InternalErrorException", 500,
            "InternalFailure", 500,
            "InternalError", 500,
            "ServiceUnavailableException", 503,
            "ServiceUnavailable", 503,
            "SlowDown", 503);
    /** What the services say with these errors; the ReplServer's words are reported by users of dbt-glue. */
    private static final Map<String, String> MESSAGES = Map.of(
            "ThrottlingException", "Rate exceeded",
            "SlowDown", "Please reduce your request rate.",
            "IllegalSessionStateException", "Session unavailable, fail to call ReplServer.",
            "SessionBusyException", "The session is busy with another request. Try again later.",
            "AccessDeniedException", "User is not authorized to perform this action on the resource.");

    private FaultJson() {}

    private static Set<String> with(Set<String> some, String... more) {
        Set<String> all = new HashSet<>(some);
        all.addAll(List.of(more));
        return Set.copyOf(all);
    }

    /**
     * @param s3 the operations among them whose errors have S3's names
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    static List<Fault> read(JsonNode body, Set<String> operations, Set<String> s3) {
        List<Fault> faults = new ArrayList<>();
        if (body.isObject()) {
            faults.add(fault(body, operations, s3));
        } else if (body.isArray()) {
            body.forEach(node -> faults.add(fault(node, operations, s3)));
        } else {
            throw new IllegalArgumentException("send a JSON list of faults, such as"
                    + " [{\"on\":\"GetStatement\",\"times\":5,\"error\":\"ThrottlingException\"}]");
        }
        return faults;
    }

    private static Fault fault(JsonNode node, Set<String> operations, Set<String> s3) {
        if (!(node instanceof ObjectNode json)) {
            throw new IllegalArgumentException("a fault is a JSON object, not " + node);
        }
        Order order = new Order("a fault", json, KEYS);
        String on = order.text("on").orElse("");
        if (!on.isBlank() && !on.equals("*") && !operations.contains(on)) {
            throw new IllegalArgumentException("no operation \"" + on + "\"; there are *, "
                    + String.join(", ", operations.stream().sorted().toList()));
        }
        Optional<Chance> chance = chance(order);
        return new Fault(
                on,
                order.integer("times").orElse(chance.isPresent() ? Fault.ALWAYS : 1),
                new Condition(order.text("session"), order.flag("tagged"), order.flag("busy")),
                chance,
                error(order, s3.contains(on)),
                afterEffect(order),
                order.flag("drop_connection"),
                Duration.ofMillis(order.integer("delay_ms").orElse(0)),
                strike(order));
    }

    private static Optional<Chance> chance(Order order) {
        if (order.has("seed") && !order.has("chance")) {
            throw new IllegalArgumentException("\"seed\" goes with \"chance\"");
        }
        return order.number("chance")
                .map(probability ->
                        new Chance(probability, order.integer("seed").orElse(1)));
    }

    /** The one strike that is ordered. */
    static Optional<Strike> strike(Order order) {
        if (STRIKES.stream().filter(order::has).count() > 1) {
            throw new IllegalArgumentException("one of provisioning_ms, fail, kill_driver, out_of_memory, not several");
        }
        Optional<Strike> slow = order.integer("provisioning_ms").map(ms -> new Strike.SlowStart(Duration.ofMillis(ms)));
        Optional<Strike> failure = order.text("fail").map(Strike.Failure::new);
        Optional<Strike> killed = order.flag("kill_driver") ? Optional.of(new Strike.KilledDriver()) : Optional.empty();
        Optional<Strike> memory =
                order.flag("out_of_memory") ? Optional.of(new Strike.OutOfMemory()) : Optional.empty();
        return slow.or(() -> failure).or(() -> killed).or(() -> memory);
    }

    private static Optional<AwsError> error(Order order, boolean s3) {
        Optional<String> code = order.text("error");
        Optional<Integer> status = order.integer("status");
        if (code.isEmpty() && status.isEmpty()) {
            return Optional.empty();
        }
        String name = code.orElseGet(() -> s3 ? s3NameFor(status.orElseThrow()) : nameFor(status.orElseThrow()));
        int http = status.orElseGet(() -> SERVER_FAULTS.getOrDefault(name, 400));
        if (http < 400 || http > 599) {
            throw new IllegalArgumentException("\"status\" must be 400 to 599, not " + http);
        }
        return Optional.of(new AwsError(
                http,
                name,
                order.text("message")
                        .orElseGet(() -> MESSAGES.getOrDefault(name, "Ordered through /playground/faults."))));
    }

    private static String nameFor(int status) {
        if (status == 503) {
            return "ServiceUnavailableException";
        }
        return status >= 500 ? "InternalServiceException" : "ThrottlingException";
    }

    private static String s3NameFor(int status) {
        if (status == 503) {
            return "SlowDown";
        }
        return status >= 500 ? "InternalError" : "AccessDenied";
    }

    private static boolean afterEffect(Order order) {
        Optional<String> after = order.text("after");
        if (after.isPresent() && !after.get().equals("effect")) {
            throw new IllegalArgumentException("\"after\" can only be \"effect\", not \"" + after.get() + "\"");
        }
        return after.isPresent();
    }
}
