package io.gluethread.playground.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.glue.catalog.CatalogOperations;
import io.gluethread.playground.glue.catalog.CatalogStore;
import io.gluethread.playground.glue.engine.Engine;
import io.gluethread.playground.glue.identity.CallerIdentity;
import io.gluethread.playground.glue.pricing.PriceListOperations;
import io.gluethread.playground.glue.sample.SampleData;
import io.gluethread.playground.glue.server.GlueServer;
import io.gluethread.playground.glue.server.HttpEndpoint;
import io.gluethread.playground.glue.session.SessionOperations;
import io.gluethread.playground.glue.session.SessionReport;
import io.gluethread.playground.glue.session.Sessions;
import io.gluethread.playground.glue.wire.Json;
import io.gluethread.playground.glue.wire.Operation;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * AWS Glue on this machine: sessions and statements, a Data Catalog with sample data, the Price List and STS, on one
 * loopback port that unmodified AWS SDKs and the AWS CLI talk to. Sessions end with it; the catalog stays in its folder.
 */
public final class LocalGlue implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LocalGlue.class);
    private static final long TICK_MILLIS = 250;

    private final HttpEndpoint http;
    private final Engine engine;
    private final CatalogStore catalog;
    private final ScheduledExecutorService ticker;

    private LocalGlue(HttpEndpoint http, Engine engine, CatalogStore catalog, ScheduledExecutorService ticker) {
        this.http = http;
        this.engine = engine;
        this.catalog = catalog;
        this.ticker = ticker;
    }

    /**
     * Starts the endpoint and returns when it answers.
     *
     * @param engine what computes; closed together with the endpoint
     * @param clock what time-outs, billed time and time stamps go by
     * @throws IOException if the port cannot be had; the engine is closed then
     * @throws java.io.UncheckedIOException if the home folder cannot be used; the engine is closed then
     */
    public static LocalGlue start(LocalGlueSettings settings, Engine engine, InstantSource clock) throws IOException {
        try {
            CatalogStore catalog = CatalogStore.open(settings.home().resolve("catalog"), clock);
            new SampleData(settings.home().resolve("data")).provide(catalog);
            Sessions sessions = new Sessions(engine, catalog, clock, settings.limits());
            Map<String, Operation> glue = new HashMap<>(new SessionOperations(sessions).byName());
            glue.putAll(new CatalogOperations(catalog, settings.account()).byName());
            SessionReport report = new SessionReport(sessions);
            HttpEndpoint http = GlueServer.start(
                    settings.port(),
                    glue,
                    new PriceListOperations().byName(),
                    new CallerIdentity(settings.account()),
                    () -> state(settings, clock, catalog, report),
                    clock);
            ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("glue-time-outs").factory());
            var _ = ticker.scheduleWithFixedDelay(
                    () -> advance(sessions), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
            return new LocalGlue(http, engine, catalog, ticker);
        } catch (IOException | RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    private static void advance(Sessions sessions) {
        try {
            sessions.advance();
        } catch (RuntimeException e) {
            log.error("The time-outs of sessions could not be looked at", e);
        }
    }

    private static JsonNode state(
            LocalGlueSettings settings, InstantSource clock, CatalogStore catalog, SessionReport report) {
        ObjectNode json = Json.object()
                .put("account", settings.account())
                .put("region", settings.region())
                .put("now", clock.instant().toString())
                .put("catalog_version", catalog.snapshot().version());
        json.set("sessions", report.json());
        return json;
    }

    public int port() {
        return http.port();
    }

    /** What clients take as endpoint URL for Glue, the Price List and STS. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** The Data Catalog that the endpoint and all its sessions share. */
    public CatalogStore catalog() {
        return catalog;
    }

    /** Stops answering and kills every session. */
    @Override
    public void close() {
        ticker.shutdownNow();
        try {
            http.close();
        } finally {
            engine.close();
        }
    }
}
