package io.gluethread.playground.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.glue.catalog.CatalogChanges;
import io.gluethread.playground.glue.catalog.CatalogOperations;
import io.gluethread.playground.glue.catalog.CatalogStore;
import io.gluethread.playground.glue.engine.Engine;
import io.gluethread.playground.glue.fault.SessionStrikes;
import io.gluethread.playground.glue.identity.Caller;
import io.gluethread.playground.glue.identity.Gate;
import io.gluethread.playground.glue.identity.Permissions;
import io.gluethread.playground.glue.identity.QueryEndpoint;
import io.gluethread.playground.glue.job.JobOperations;
import io.gluethread.playground.glue.job.JobReport;
import io.gluethread.playground.glue.job.Jobs;
import io.gluethread.playground.glue.job.NoScripts;
import io.gluethread.playground.glue.job.ScriptRunner;
import io.gluethread.playground.glue.pricing.PriceListOperations;
import io.gluethread.playground.glue.s3.S3Endpoint;
import io.gluethread.playground.glue.s3.S3Folder;
import io.gluethread.playground.glue.sample.SampleData;
import io.gluethread.playground.glue.server.GlueServer;
import io.gluethread.playground.glue.server.HttpEndpoint;
import io.gluethread.playground.glue.server.TurnedClock;
import io.gluethread.playground.glue.session.SessionOperations;
import io.gluethread.playground.glue.session.SessionReport;
import io.gluethread.playground.glue.session.Sessions;
import io.gluethread.playground.glue.tag.TagOperations;
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
 * AWS Glue on this machine: sessions and statements, jobs, a Data Catalog with sample data, the Price List, S3, STS and
 * IAM, on one loopback port that unmodified AWS SDKs and the AWS CLI talk to. Sessions and jobs end with it; catalog and
 * objects stay in their folders.
 */
public final class LocalGlue implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LocalGlue.class);
    private static final long TICK_MILLIS = 250;

    private final HttpEndpoint http;
    private final Engine engine;
    private final ScriptRunner scripts;
    private final CatalogStore catalog;
    private final ScheduledExecutorService ticker;

    private LocalGlue(
            HttpEndpoint http,
            Engine engine,
            ScriptRunner scripts,
            CatalogStore catalog,
            ScheduledExecutorService ticker) {
        this.http = http;
        this.engine = engine;
        this.scripts = scripts;
        this.catalog = catalog;
        this.ticker = ticker;
    }

    /**
     * Starts an endpoint whose jobs cannot run.
     *
     * @see #start(LocalGlueSettings, Engine, ScriptRunner, InstantSource)
     */
    public static LocalGlue start(LocalGlueSettings settings, Engine engine, InstantSource clock) throws IOException {
        return start(settings, engine, new NoScripts(), clock);
    }

    /**
     * Starts the endpoint and returns when it answers.
     *
     * @param engine what computes sessions' statements; closed together with the endpoint
     * @param scripts what runs jobs' scripts; closed together with the endpoint
     * @param base what time-outs, billed time and time stamps go by, as far as nobody turns them forward
     * @throws IOException if the port cannot be had; engine and scripts are closed then
     * @throws java.io.UncheckedIOException if the home folder cannot be used; engine and scripts are closed then
     */
    public static LocalGlue start(LocalGlueSettings settings, Engine engine, ScriptRunner scripts, InstantSource base)
            throws IOException {
        try {
            TurnedClock clock = new TurnedClock(base);
            S3Folder buckets = new S3Folder(settings.buckets());
            CatalogStore catalog = CatalogStore.open(settings.home().resolve("catalog"), clock);
            new SampleData(settings.home().resolve("data")).provide(catalog);
            Sessions sessions = new Sessions(engine, catalog, clock, settings.limits());
            Jobs jobs = new Jobs(
                    scripts,
                    catalog,
                    buckets,
                    settings.home().resolve("job-output"),
                    settings.limits().maxSessions(),
                    clock);
            Caller caller = new Caller(settings.account());
            Permissions permissions = new Permissions();
            SessionReport report = new SessionReport(sessions);
            JobReport runs = new JobReport(jobs);
            HttpEndpoint http = GlueServer.start(
                    settings.port(),
                    new GlueServer.Parts(
                            operations(settings, catalog, buckets, sessions, jobs),
                            new PriceListOperations().byName(),
                            new QueryEndpoint(caller, permissions, clock),
                            new S3Endpoint(buckets, settings.home().resolve("s3-facts"), settings.region()),
                            new Gate(caller, permissions),
                            sessions,
                            sessions,
                            new SessionStrikes(sessions::strike),
                            clock,
                            base,
                            () -> state(settings, clock, catalog, report, runs)));
            ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("glue-time-outs").factory());
            var _ = ticker.scheduleWithFixedDelay(
                    () -> advance(sessions, jobs), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
            return new LocalGlue(http, engine, scripts, catalog, ticker);
        } catch (IOException | RuntimeException e) {
            scripts.close();
            engine.close();
            throw e;
        }
    }

    private static Map<String, Operation> operations(
            LocalGlueSettings settings, CatalogStore catalog, S3Folder buckets, Sessions sessions, Jobs jobs) {
        Map<String, Operation> glue = new HashMap<>(new SessionOperations(sessions).byName());
        glue.putAll(new CatalogOperations(catalog, buckets, settings.account()).byName());
        glue.putAll(new CatalogChanges(catalog).byName());
        glue.putAll(new JobOperations(jobs).byName());
        glue.putAll(new TagOperations(
                        settings.account(), settings.region(), Map.of("session", sessions::tags, "job", jobs::tags))
                .byName());
        return glue;
    }

    private static void advance(Sessions sessions, Jobs jobs) {
        try {
            sessions.advance();
            jobs.advance();
        } catch (RuntimeException e) {
            log.error("The time-outs of sessions and runs could not be looked at", e);
        }
    }

    private static JsonNode state(
            LocalGlueSettings settings,
            InstantSource clock,
            CatalogStore catalog,
            SessionReport report,
            JobReport runs) {
        ObjectNode json = Json.object()
                .put("account", settings.account())
                .put("region", settings.region())
                .put("now", clock.instant().toString())
                .put("catalog_version", catalog.snapshot().version());
        json.set("sessions", report.json());
        json.set("jobs", runs.json());
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
            scripts.close();
            engine.close();
        }
    }
}
