package io.gluethread.playground.glue.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.gluethread.playground.glue.fault.Faults;
import io.gluethread.playground.glue.identity.CallerIdentity;
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
    private GlueServer() {}

    /**
     * Starts to answer.
     *
     * @param glue operations behind {@code AWSGlue}
     * @param priceList operations behind {@code AWSPriceListService}
     * @param clock what calls are stamped by
     * @throws IOException if the port cannot be had
     */
    public static HttpEndpoint start(
            int port,
            Map<String, Operation> glue,
            Map<String, Operation> priceList,
            CallerIdentity identity,
            Supplier<JsonNode> state,
            InstantSource clock)
            throws IOException {
        Map<String, Map<String, Operation>> byPrefix = new HashMap<>();
        byPrefix.put("AWSGlue", glue);
        byPrefix.put("AWSPriceListService", priceList);
        Services services = new Services(byPrefix);
        Set<String> names = new HashSet<>(services.names());
        names.add(Routes.CALLER_IDENTITY);
        return HttpEndpoint.start(port, new Routes(services, new Faults(names), identity, state, new WireLog(clock)));
    }
}
