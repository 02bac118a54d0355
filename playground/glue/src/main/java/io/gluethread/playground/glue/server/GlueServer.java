package io.gluethread.playground.glue.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.gluethread.playground.glue.fault.Faults;
import io.gluethread.playground.glue.fault.SessionFacts;
import io.gluethread.playground.glue.fault.SessionStrikes;
import io.gluethread.playground.glue.fault.Strikes;
import io.gluethread.playground.glue.identity.Gate;
import io.gluethread.playground.glue.identity.QueryEndpoint;
import io.gluethread.playground.glue.s3.S3Endpoint;
import io.gluethread.playground.glue.wire.HttpAnswer;
import io.gluethread.playground.glue.wire.Json;
import io.gluethread.playground.glue.wire.Operation;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Puts services, identity, faults and state on one port. */
public final class GlueServer {
    /**
     * What is served.
     *
     * @param glue operations behind {@code AWSGlue}
     * @param priceList operations behind {@code AWSPriceListService}
     * @param identity STS and IAM
     * @param stamps what calls are stamped by: time as it is for everybody else
     */
    public record Parts(
            Map<String, Operation> glue,
            Map<String, Operation> priceList,
            QueryEndpoint identity,
            S3Endpoint s3,
            Gate gate,
            SessionFacts facts,
            Strikes strikes,
            SessionStrikes control,
            TurnedClock clock,
            InstantSource stamps,
            Supplier<JsonNode> state) {
        public Parts {
            glue = Map.copyOf(glue);
            priceList = Map.copyOf(priceList);
        }
    }

    private GlueServer() {}

    /**
     * Starts to answer.
     *
     * @throws IOException if the port cannot be had
     */
    public static HttpEndpoint start(int port, Parts parts) throws IOException {
        Map<String, Map<String, Operation>> byPrefix = new HashMap<>();
        byPrefix.put("AWSGlue", parts.glue());
        byPrefix.put("AWSPriceListService", parts.priceList());
        Services services = new Services(byPrefix);
        Set<String> names = new HashSet<>(services.names());
        names.addAll(parts.identity().names());
        Faults faults = new Faults(names, parts.s3().names(), parts.facts());
        Map<String, Control> controls = new HashMap<>();
        controls.put(
                "/healthz",
                call -> call.method().equals("GET")
                        ? HttpAnswer.json(200, Json.object().put("status", "up"))
                        : Routes.refusal(405, "use GET"));
        controls.put("/playground/state", Routes.onlyGet(parts.state()));
        controls.put("/playground/faults", faults::answer);
        controls.put("/playground/session", parts.control()::answer);
        controls.put("/playground/clock", parts.clock()::answer);
        controls.put("/playground/iam", parts.identity()::control);
        return HttpEndpoint.start(
                port,
                new Routes(
                        services,
                        parts.identity(),
                        parts.s3(),
                        parts.gate(),
                        faults,
                        parts.strikes(),
                        new WireLog(parts.stamps()),
                        controls));
    }
}
