package io.gluethread.playground.glue;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.gluethread.playground.glue.session.SessionLimits;
import io.gluethread.playground.glue.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.CreateSessionRequest;
import software.amazon.awssdk.services.glue.model.Session;
import software.amazon.awssdk.services.glue.model.Statement;
import software.amazon.awssdk.services.s3.S3Client;

/** A local Glue over a scripted engine and a clock turned by hand, with the AWS SDK's own client to call it. */
public final class RunningGlue implements AutoCloseable {
    /** A role that the model accepts. */
    public static final String ROLE = "arn:aws:iam::123456789012:role/GlueSessions";

    private final ScriptedEngine engine = new ScriptedEngine();
    private final HandClock clock = new HandClock();
    private final ScriptedRunner scripts = new ScriptedRunner();
    private final Path home;
    private final LocalGlue glue;
    private final GlueClient client;
    private final S3Client s3;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private RunningGlue(LocalGlueSettings settings) throws IOException {
        home = settings.home();
        glue = LocalGlue.start(settings, engine, scripts, clock);
        client = pointed(GlueClient.builder()).build();
        s3 = pointed(S3Client.builder()).build();
    }

    /** A client of the SDK, by its builder, that calls this endpoint and repeats nothing. */
    public <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B pointed(B builder) {
        return builder.endpointOverride(glue.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(anyCredentials())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(
                        c -> c.retryStrategy(software.amazon.awssdk.retries.DefaultRetryStrategy.doNotRetry()));
    }

    public S3Client s3() {
        return s3;
    }

    public ScriptedRunner scripts() {
        return scripts;
    }

    /** The folder of a bucket's objects. */
    public Path bucket(String name) {
        return home.resolve("s3").resolve(name);
    }

    public static RunningGlue in(Path home) throws IOException {
        return in(home, SessionLimits.DEFAULT);
    }

    public static RunningGlue in(Path home, SessionLimits limits) throws IOException {
        return new RunningGlue(LocalGlueSettings.in(home).withLimits(limits));
    }

    static StaticCredentialsProvider anyCredentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create("anything", "goes"));
    }

    public ScriptedEngine engine() {
        return engine;
    }

    public HandClock clock() {
        return clock;
    }

    public GlueClient client() {
        return client;
    }

    public URI endpoint() {
        return glue.endpoint();
    }

    public LocalGlue glue() {
        return glue;
    }

    static CreateSessionRequest.Builder request(String id) {
        return CreateSessionRequest.builder()
                .id(id)
                .role(ROLE)
                .command(c -> c.name("glueetl").pythonVersion("3"));
    }

    /** Creates a session of 2 × G.1X, idle time-out 30 minutes, and waits until it is READY. */
    public void createReady(String id) {
        client.createSession(request(id)
                .workerType("G.1X")
                .numberOfWorkers(2)
                .idleTimeout(30)
                .build());
        awaitStatus(id, "READY");
    }

    public Session session(String id) {
        return client.getSession(r -> r.id(id)).session();
    }

    public Statement statement(String sessionId, int id) {
        return client.getStatement(r -> r.sessionId(sessionId).id(id)).statement();
    }

    public int run(String sessionId, String code) {
        return client.runStatement(r -> r.sessionId(sessionId).code(code)).id();
    }

    public void awaitStatus(String id, String status) {
        patiently().until(() -> session(id).statusAsString(), status::equals);
    }

    public Statement awaitState(String sessionId, int id, String state) {
        return patiently()
                .until(() -> statement(sessionId, id), s -> s.stateAsString().equals(state));
    }

    static org.awaitility.core.ConditionFactory patiently() {
        return await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(90));
    }

    /** Sends a JSON 1.1 call as it would be on the wire. */
    public HttpResponse<String> post(String target, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(endpoint().resolve("/"))
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", target)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(endpoint().resolve(path)).GET());
    }

    public HttpResponse<String> postTo(String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(endpoint().resolve(path)).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(
                request.timeout(Duration.ofSeconds(90)).build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    public static JsonNode json(HttpResponse<String> response) throws IOException {
        return Json.read(response.body().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        client.close();
        s3.close();
        http.close();
        glue.close();
    }
}
