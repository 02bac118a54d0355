package io.gluethread.playground.glue.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.glue.fault.Fault;
import io.gluethread.playground.glue.fault.Faults;
import io.gluethread.playground.glue.identity.CallerIdentity;
import io.gluethread.playground.glue.wire.AwsError;
import io.gluethread.playground.glue.wire.HttpAnswer;
import io.gluethread.playground.glue.wire.HttpCall;
import io.gluethread.playground.glue.wire.Json;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which request goes where, and how errors and ordered faults become answers. */
public final class Routes {
    /** The name under which STS's operation takes faults. */
    public static final String CALLER_IDENTITY = "GetCallerIdentity";

    private static final Logger log = LoggerFactory.getLogger(Routes.class);

    private final Services services;
    private final Faults faults;
    private final CallerIdentity identity;
    private final Supplier<JsonNode> state;
    private final WireLog wire;

    Routes(Services services, Faults faults, CallerIdentity identity, Supplier<JsonNode> state, WireLog wire) {
        this.services = services;
        this.faults = faults;
        this.identity = identity;
        this.state = state;
        this.wire = wire;
    }

    HttpAnswer answer(HttpCall call) {
        if (!Loopback.allows(call)) {
            return refusal(403, "This endpoint answers on this machine only: call it by 127.0.0.1 or localhost.");
        }
        return switch (call.path()) {
            case "/" -> aws(call);
            case "/healthz" -> onlyGet(call, () -> Json.object().put("status", "up"));
            case "/playground/state" -> onlyGet(call, state);
            case "/playground/faults" -> faults.answer(call);
            default ->
                WireLog.serves(call.path())
                        ? onlyGet(call, () -> wire.answer(call.path()))
                        : refusal(
                                404,
                                "Nothing is at " + call.path()
                                        + ". There is POST / for AWS, /healthz, /playground/state, /playground/faults,"
                                        + " /playground/wire.");
        };
    }

    private HttpAnswer aws(HttpCall call) {
        if (!call.method().equals("POST")) {
            return refusal(405, "AWS operations are sent by POST.");
        }
        Optional<String> target = call.header("x-amz-target");
        if (target.isPresent()) {
            String name = Services.name(target.get());
            return wire.watched(
                    call,
                    name,
                    call.body(),
                    () -> faulty(name, HttpAnswer::awsJson, () -> json(target.get(), call.body())));
        }
        String requestId = UUID.randomUUID().toString();
        String action = action(call.body());
        return wire.watched(
                call,
                action,
                call.body(),
                () -> faulty(action, e -> CallerIdentity.error(e, requestId), () -> {
                    if (action.equals(CALLER_IDENTITY)) {
                        return identity.answer(requestId);
                    }
                    throw new AwsError(
                            400,
                            "InvalidAction",
                            "Send X-Amz-Target for Glue or the Price List, or Action=GetCallerIdentity for STS; this is neither.");
                }));
    }

    private HttpAnswer json(String target, byte[] body) {
        return HttpAnswer.awsJson(services.find(target).answer(members(body)));
    }

    private static ObjectNode members(byte[] body) {
        if (body.length == 0) {
            return Json.object();
        }
        try {
            if (Json.read(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw AwsError.serialization("The request body is not JSON.");
        }
        throw AwsError.serialization("The request body is not a JSON object.");
    }

    private static String action(byte[] form) {
        for (String pair : new String(form, StandardCharsets.UTF_8).split("&", -1)) {
            if (pair.startsWith("Action=")) {
                try {
                    return URLDecoder.decode(pair.substring("Action=".length()), StandardCharsets.UTF_8);
                } catch (IllegalArgumentException e) {
                    return "";
                }
            }
        }
        return "";
    }

    private HttpAnswer faulty(String operation, Function<AwsError, HttpAnswer> errors, Supplier<HttpAnswer> effect) {
        Optional<Fault> ordered = faults.take(operation);
        if (ordered.isEmpty()) {
            return guarded(operation, errors, effect);
        }
        Fault fault = ordered.get();
        if (fault.afterEffect()) {
            HttpAnswer done = guarded(operation, errors, effect);
            Pause.of(fault.delay());
            return instead(fault, errors).orElse(done);
        }
        Pause.of(fault.delay());
        return instead(fault, errors).orElseGet(() -> guarded(operation, errors, effect));
    }

    private static Optional<HttpAnswer> instead(Fault fault, Function<AwsError, HttpAnswer> errors) {
        return fault.dropConnection()
                ? Optional.of(new HttpAnswer.Dropped())
                : fault.error().map(errors);
    }

    private static HttpAnswer guarded(
            String operation, Function<AwsError, HttpAnswer> errors, Supplier<HttpAnswer> effect) {
        try {
            return effect.get();
        } catch (AwsError e) {
            return errors.apply(e);
        } catch (RuntimeException e) {
            log.error("{} failed", operation, e);
            return errors.apply(new AwsError(500, "InternalServiceException", "The local endpoint failed: " + e));
        }
    }

    private static HttpAnswer onlyGet(HttpCall call, Supplier<? extends JsonNode> body) {
        return call.method().equals("GET") ? HttpAnswer.json(200, body.get()) : refusal(405, "use GET");
    }

    static HttpAnswer refusal(int status, String message) {
        return HttpAnswer.json(status, Json.object().put("error", message));
    }
}
