package io.gluethread.playground.glue.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.glue.fault.Concerned;
import io.gluethread.playground.glue.fault.Fault;
import io.gluethread.playground.glue.fault.Faults;
import io.gluethread.playground.glue.fault.Strikes;
import io.gluethread.playground.glue.identity.Gate;
import io.gluethread.playground.glue.identity.QueryEndpoint;
import io.gluethread.playground.glue.s3.S3Endpoint;
import io.gluethread.playground.glue.wire.AwsError;
import io.gluethread.playground.glue.wire.HttpAnswer;
import io.gluethread.playground.glue.wire.HttpCall;
import io.gluethread.playground.glue.wire.Json;
import io.gluethread.playground.glue.wire.Operation;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which request goes where, and how errors and ordered faults become answers. */
public final class Routes {
    private static final byte[] NO_BODY = new byte[0];

    private static final Logger log = LoggerFactory.getLogger(Routes.class);

    /** What an operation does, and what its service makes of an error. */
    private record Act(String operation, Concerned concerned, Function<AwsError, HttpAnswer> errors, Effect effect) {}

    @FunctionalInterface
    private interface Effect {
        HttpAnswer carryOut() throws IOException;
    }

    private final Services services;
    private final QueryEndpoint query;
    private final S3Endpoint s3;
    private final Gate gate;
    private final Faults faults;
    private final Strikes strikes;
    private final WireLog wire;
    private final Map<String, Control> controls;

    Routes(
            Services services,
            QueryEndpoint query,
            S3Endpoint s3,
            Gate gate,
            Faults faults,
            Strikes strikes,
            WireLog wire,
            Map<String, Control> controls) {
        this.services = services;
        this.query = query;
        this.s3 = s3;
        this.gate = gate;
        this.faults = faults;
        this.strikes = strikes;
        this.wire = wire;
        this.controls = new TreeMap<>(controls);
    }

    HttpAnswer answer(HttpCall call) throws IOException {
        if (!Loopback.allows(call)) {
            return refusal(403, "This endpoint answers on this machine only: call it by 127.0.0.1 or localhost.");
        }
        Optional<String> target = call.header("x-amz-target");
        boolean posted = call.method().equals("POST") && call.path().equals("/");
        if (posted && target.isPresent()) {
            return posted(call, Services.name(target.get()), HttpAnswer::awsJson, body -> json(target.get(), body));
        }
        if (posted && !S3Endpoint.isAddressedByHost(call)) {
            return isJson(call)
                    ? posted(call, "", HttpAnswer::awsJson, body -> untargeted())
                    : posted(call, "", query::error, body -> form(call));
        }
        if (!S3Endpoint.isAddressedByHost(call)) {
            if (WireLog.serves(call.path())) {
                return onlyGet(() -> wire.answer(call.path())).answer(call);
            }
            @Nullable Control control = controls.get(call.path());
            if (control != null) {
                return control.answer(call);
            }
            if (call.path().startsWith("/playground/")) {
                return refusal(
                        404,
                        "Nothing is at " + call.path() + ". There is " + String.join(", ", controls.keySet())
                                + ", /playground/wire.");
            }
        }
        String operation = s3.operation(call);
        return wire.watched(
                call,
                operation,
                NO_BODY,
                () -> faulty(new Act(operation, Concerned.none(), e -> s3.error(e, call), () -> {
                    gate.checkS3(operation);
                    return s3.answer(call);
                })));
    }

    private interface Reading {
        Act of(byte[] body) throws IOException;
    }

    /** A call with a body that is read whole; one that is too large is answered as the protocol answers errors. */
    private HttpAnswer posted(HttpCall call, String name, Function<AwsError, HttpAnswer> errors, Reading reading)
            throws IOException {
        byte[] body;
        Act act;
        try {
            body = call.body();
            act = reading.of(body);
        } catch (AwsError e) {
            return wire.watched(call, name, NO_BODY, () -> errors.apply(e));
        }
        return wire.watched(call, act.operation(), body, () -> faulty(act));
    }

    private static boolean isJson(HttpCall call) {
        return call.header("content-type").orElse("").toLowerCase(Locale.ROOT).startsWith("application/x-amz-json");
    }

    private Act untargeted() {
        return new Act("", Concerned.none(), HttpAnswer::awsJson, () -> {
            throw AwsError.unknownOperation(
                    "A call of a JSON service names its operation in the header X-Amz-Target, such as"
                            + " AWSGlue.GetSession; this one has none.");
        });
    }

    private Act json(String target, byte[] body) {
        Function<AwsError, HttpAnswer> errors = HttpAnswer::awsJson;
        String name = Services.name(target);
        try {
            ObjectNode request = members(body);
            return new Act(name, Concerned.by(request), errors, () -> {
                Operation operation = services.find(target);
                gate.check(Services.prefix(target), name, request);
                return HttpAnswer.awsJson(operation.answer(request));
            });
        } catch (AwsError e) {
            return new Act(name, Concerned.none(), errors, () -> errors.apply(e));
        }
    }

    private Act form(HttpCall call) throws IOException {
        QueryEndpoint.Asked asked = query.read(call);
        return new Act(asked.action(), Concerned.none(), query::error, () -> query.answer(asked));
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

    private HttpAnswer faulty(Act act) {
        Optional<Fault> ordered = faults.take(act.operation(), act.concerned());
        if (ordered.isEmpty()) {
            return guarded(act);
        }
        Fault fault = ordered.get();
        if (fault.afterEffect() || fault.strike().isPresent()) {
            HttpAnswer done = struck(fault, act);
            Pause.of(fault.delay());
            return instead(fault, act.errors()).orElse(done);
        }
        Pause.of(fault.delay());
        return instead(fault, act.errors()).orElseGet(() -> guarded(act));
    }

    private HttpAnswer struck(Fault fault, Act act) {
        Optional<String> session = act.concerned().session();
        if (fault.strike().isEmpty() || session.isEmpty()) {
            return guarded(act);
        }
        return strikes.around(act.operation(), session.get(), fault.strike().get(), () -> guarded(act));
    }

    private static Optional<HttpAnswer> instead(Fault fault, Function<AwsError, HttpAnswer> errors) {
        return fault.dropConnection()
                ? Optional.of(new HttpAnswer.Dropped())
                : fault.error().map(errors);
    }

    private static HttpAnswer guarded(Act act) {
        try {
            return act.effect().carryOut();
        } catch (AwsError e) {
            return act.errors().apply(e);
        } catch (IOException | RuntimeException e) {
            log.error("{} failed", act.operation(), e);
            return act.errors().apply(new AwsError(500, "InternalServiceException", "The local endpoint failed: " + e));
        }
    }

    static HttpAnswer refusal(int status, String message) {
        return HttpAnswer.json(status, Json.object().put("error", message));
    }

    /** Something that can be looked at. */
    static Control onlyGet(Supplier<? extends com.fasterxml.jackson.databind.JsonNode> body) {
        return call -> call.method().equals("GET") ? HttpAnswer.json(200, body.get()) : refusal(405, "use GET");
    }
}
