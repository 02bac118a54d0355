package io.gluethread.playground.demo.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gluethread.playground.glue.LocalGlue;
import io.gluethread.playground.glue.LocalGlueSettings;
import io.gluethread.playground.glue.session.SessionLimits;
import io.gluethread.playground.slack.LocalSlack;
import io.gluethread.playground.slack.LocalSlackSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Local Slack, local Glue, the ledger's database and the bots between them, in one folder. */
final class World implements AutoCloseable {
    /** Slack waits for minutes before it sends an event again; a story has not got them. */
    private static final List<Duration> RETRIES =
            Stream.of(0, 2, 5, 9, 14).map(Duration::ofSeconds).toList();

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LoggedEngine engine;
    private final LocalGlue glue;
    private final LocalSlack slack;
    private final Database database;
    private final FrontDoor door;
    private final List<Tripwire> wires = new ArrayList<>();
    private final List<Replica> replicas = new ArrayList<>();

    World(Profile profile, Path home, Tripwire.Watch watch) throws IOException {
        Files.createDirectories(home.resolve("bot"));
        engine = new LoggedEngine(home.resolve("executions.txt"));
        glue = LocalGlue.start(
                LocalGlueSettings.in(home.resolve("glue"))
                        .withLimits(SessionLimits.DEFAULT
                                .withMaxSessions(1000)
                                .withProvisioningDelay(Duration.ofMillis(600))),
                engine,
                InstantSource.system());
        slack = LocalSlack.start(
                LocalSlackSettings.playground(home.resolve("slack")).withRetries(RETRIES), InstantSource.system());
        database = profile.postgres()
                ? Database.Postgres.start(home.resolve("bot"))
                : new Database.Embedded(home.resolve("bot"));
        for (int number = 0; number < profile.replicas(); number++) {
            Tripwire toGlue = Tripwire.beforeGlue(number, glue.endpoint(), watch);
            Tripwire toSlack = Tripwire.beforeSlack(number, URI.create(slack.url()), watch);
            wires.addAll(List.of(toGlue, toSlack));
            replicas.add(new Replica(
                    number, environment(toGlue.uri(), toSlack.uri()), home.resolve("bot-%d.log".formatted(number))));
        }
        door = new FrontDoor(replicas, watch);
        slack.deliverTo(door.requestUrl());
    }

    private Map<String, String> environment(URI toGlue, URI toSlack) {
        Map<String, String> environment = new HashMap<>(database.environment());
        environment.putAll(Map.ofEntries(
                Map.entry("GLUETHREAD_SLACK_API_URL", toSlack + "/api/"),
                Map.entry("GLUETHREAD_SLACK_BOT_TOKEN", "xoxb-playground"),
                Map.entry("GLUETHREAD_SLACK_SIGNING_SECRET", "playground-signing-secret"),
                Map.entry("GLUETHREAD_AWS_ENDPOINT", toGlue.toString()),
                Map.entry("GLUETHREAD_AWS_ACCESS_KEY_ID", "playground"),
                Map.entry("GLUETHREAD_AWS_SECRET_ACCESS_KEY", "playground"),
                Map.entry("GLUETHREAD_ROLE_ARN", "arn:aws:iam::123456789012:role/GluethreadPlayground"),
                Map.entry("GLUETHREAD_ALLOWED_CHANNELS", "*"),
                Map.entry("GLUETHREAD_ALLOWED_PEOPLE", "*"),
                Map.entry("GLUETHREAD_LANGUAGE", "scala"),
                Map.entry("GLUETHREAD_MAX_SESSIONS", "1000"),
                Map.entry("GLUETHREAD_MAX_SESSIONS_PER_PERSON", "1000"),
                Map.entry("GLUETHREAD_STOP_NOTICE_SECONDS", "0"),
                Map.entry("GLUETHREAD_BOT_HOST", "127.0.0.1"),
                Map.entry("GLUETHREAD_BOT_PORT", "0")));
        return environment;
    }

    List<Replica> replicas() {
        return replicas;
    }

    Database database() {
        return database;
    }

    LoggedEngine engine() {
        return engine;
    }

    FrontDoor door() {
        return door;
    }

    String slack() {
        return slack.url();
    }

    /** An event that Slack brings again comes within this time. */
    static Duration longestRetry() {
        return RETRIES.getLast().plusSeconds(6);
    }

    /** How often Slack tries to deliver an event. */
    static int mostTries() {
        return 1 + RETRIES.size();
    }

    /** Every session as local Glue knows it: its own account. */
    List<JsonNode> sessions() throws IOException, InterruptedException {
        JsonNode state = JSON.readTree(HTTP.send(
                        HttpRequest.newBuilder(glue.endpoint().resolve("/playground/state"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body());
        return IntStream.range(0, state.path("sessions").size())
                .mapToObj(i -> state.path("sessions").path(i))
                .toList();
    }

    void order(WireFault fault) throws IOException, InterruptedException {
        post(fault.atSlack() ? slack.url() : glue.endpoint().toString(), fault.order());
    }

    /** From now on both wires are sound. */
    void calm() throws IOException, InterruptedException {
        post(slack.url(), "[]");
        post(glue.endpoint().toString(), "[]");
    }

    private static void post(String at, String order) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(at + "/playground/faults"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(order))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("%s: %s".formatted(order, answer.body()));
        }
    }

    @Override
    public void close() throws IOException {
        replicas.forEach(Replica::close);
        door.close();
        wires.forEach(Tripwire::close);
        slack.close();
        glue.close();
        database.close();
    }
}
