package io.gluethread.broker.glue.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gluethread.broker.glue.Glue;
import io.gluethread.broker.glue.GlueException;
import io.gluethread.broker.glue.GlueSession;
import io.gluethread.broker.glue.GlueStatement;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.WorkerType;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Glue's wire (AWS JSON 1.1 over HTTP) in front of any {@link Glue}, with pages of two; can break on purpose. */
final class GlueWire implements AutoCloseable {
    /** How one answer goes wrong, after the call took effect. */
    sealed interface Breakage {
        /** The connection is closed without a byte. */
        record Dropped() implements Breakage {}

        /** The answer does not come before {@link GlueWire#close}. */
        record Silent() implements Breakage {}

        /** This instead of the answer. */
        record Said(int status, String contentType, String body) implements Breakage {}
    }

    private static final Pattern REGION = Pattern.compile("Credential=[^/]+/\\d+/([^/]+)/");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 2;

    private final Glue glue;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Breakage> breakages = new ConcurrentLinkedQueue<>();
    private final Queue<JsonNode> requests = new ConcurrentLinkedQueue<>();

    GlueWire(Glue glue) throws IOException {
        this.glue = glue;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void breakNext(Breakage how) {
        breakages.add(how);
    }

    /** What was asked, each with its operation in {@code _operation}. */
    List<JsonNode> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String operation =
                    exchange.getRequestHeaders().getFirst("X-Amz-Target").replace("AWSGlue.", "");
            JsonNode in = JSON.readTree(exchange.getRequestBody().readAllBytes());
            requests.add(((ObjectNode) in.deepCopy()).put("_operation", operation));
            Matcher region = REGION.matcher(exchange.getRequestHeaders().getFirst("Authorization"));
            if (!region.find()) {
                throw new IllegalStateException("the request is not signed");
            }
            Breakage.Said said = call(operation, in, region.group(1));
            Breakage how = Optional.ofNullable(breakages.poll()).orElse(said);
            switch (how) {
                case Breakage.Dropped dropped -> {}
                case Breakage.Silent silent -> Thread.currentThread().join();
                case Breakage.Said(int status, String type, String body) -> {
                    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", type);
                    exchange.sendResponseHeaders(status, bytes.length);
                    exchange.getResponseBody().write(bytes);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Breakage.Said call(String operation, JsonNode in, String region) {
        try {
            return said(200, perform(operation, in, region));
        } catch (GlueException e) {
            String message = String.valueOf(e.getMessage());
            String name =
                    switch (e) {
                        case GlueException.Throttled t -> "ThrottlingException";
                        case GlueException.Denied d -> "AccessDeniedException";
                        case GlueException.NotFound n -> "EntityNotFoundException";
                        case GlueException.AlreadyExists a -> "AlreadyExistsException";
                        case GlueException.WrongState w ->
                            message.contains("not ready") ? "InvalidInputException" : "IllegalSessionStateException";
                        case GlueException.Busy b -> "com.amazonaws.glue#SessionBusyException";
                        case GlueException.Invalid i -> "InvalidInputException";
                        case GlueException.LimitReached l -> "ResourceNumberLimitExceededException";
                        case GlueException.Unclear u -> "InternalServiceException";
                        case GlueException.Unreachable u -> throw new IllegalStateException("not over a wire");
                    };
            return said(
                    e instanceof GlueException.Unclear ? 500 : 400,
                    JSON.createObjectNode().put("__type", name).put("Message", message));
        }
    }

    private static Breakage.Said said(int status, JsonNode body) {
        return new Breakage.Said(status, "application/x-amz-json-1.1", body.toString());
    }

    private JsonNode perform(String operation, JsonNode in, String region) {
        ObjectNode out = JSON.createObjectNode();
        String id = in.path(operation.endsWith("Session") ? "Id" : "SessionId").asText();
        switch (operation) {
            case "CreateSession" -> glue.create(new SessionId(id), spec(in, region), map(in.path("Tags")));
            case "GetSession" -> out.set("Session", json(glue.session(new SessionId(id), region)));
            case "ListSessions" ->
                page(
                        out,
                        in,
                        "Sessions",
                        glue.sessions(region, map(in.path("Tags"))).stream()
                                .map(GlueWire::json)
                                .toList());
            case "StopSession" -> glue.stop(new SessionId(id), region);
            case "RunStatement" ->
                out.put(
                        "Id",
                        glue.run(new SessionId(id), region, in.path("Code").asText()));
            case "GetStatement" ->
                out.set(
                        "Statement",
                        json(glue.statement(
                                new SessionId(id), region, in.path("Id").asInt())));
            case "ListStatements" ->
                page(
                        out,
                        in,
                        "Statements",
                        glue.statements(new SessionId(id), region).stream()
                                .map(GlueWire::json)
                                .toList());
            case "CancelStatement" ->
                glue.cancel(new SessionId(id), region, in.path("Id").asInt());
            default -> throw new IllegalStateException("no such operation: " + operation);
        }
        return out;
    }

    private static void page(ObjectNode out, JsonNode in, String name, List<ObjectNode> all) {
        int from = in.path("NextToken").asInt(0);
        int to = Math.min(all.size(), from + PAGE);
        ArrayNode items = out.putArray(name);
        all.subList(from, to).forEach(items::add);
        if (to < all.size()) {
            out.put("NextToken", Integer.toString(to));
        }
    }

    private static SessionSpec spec(JsonNode in, String region) {
        SessionSpec.Size size = in.has("MaxCapacity")
                ? new SessionSpec.Size.Capacity(
                        BigDecimal.valueOf(in.path("MaxCapacity").asDouble()))
                : new SessionSpec.Size.Workers(
                        new WorkerType(in.path("WorkerType").asText()),
                        in.path("NumberOfWorkers").asInt());
        return new SessionSpec(
                in.path("DefaultArguments").has("--session-language") ? Language.SCALA : Language.PYTHON,
                region,
                in.path("Role").asText(),
                in.path("GlueVersion").asText(),
                size,
                Duration.ofMinutes(in.path("IdleTimeout").asInt()),
                Duration.ofMinutes(in.path("Timeout").asInt()),
                in.path("Command").path("Name").asText(),
                "",
                Optional.empty(),
                List.of(),
                map(in.path("DefaultArguments")),
                Map.of());
    }

    private static Map<String, String> map(JsonNode object) {
        Map<String, String> map = new HashMap<>();
        object.properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
    }

    private static ObjectNode json(GlueSession session) {
        ObjectNode out = JSON.createObjectNode()
                .put("Id", session.id().value())
                .put("Status", session.status())
                .put("ErrorMessage", session.message())
                .put("Progress", session.progress());
        session.createdOn().ifPresent(time -> out.put("CreatedOn", seconds(time)));
        session.completedOn().ifPresent(time -> out.put("CompletedOn", seconds(time)));
        session.dpuSeconds().ifPresent(used -> out.put("DPUSeconds", used.doubleValue()));
        session.executionTime().ifPresent(time -> out.put("ExecutionTime", time.toMillis() / 1000.0));
        session.workerType().ifPresent(type -> out.put("WorkerType", type));
        session.workers().ifPresent(count -> out.put("NumberOfWorkers", count));
        session.maxCapacity().ifPresent(dpus -> out.put("MaxCapacity", dpus.doubleValue()));
        session.glueVersion().ifPresent(version -> out.put("GlueVersion", version));
        session.idleTimeout().ifPresent(time -> out.put("IdleTimeout", time.toMinutes()));
        return out;
    }

    private static ObjectNode json(GlueStatement statement) {
        ObjectNode out = JSON.createObjectNode()
                .put("Id", statement.id())
                .put("Code", statement.code())
                .put("State", statement.state())
                .put("Progress", statement.progress());
        statement.startedOn().ifPresent(time -> out.put("StartedOn", time.toEpochMilli()));
        statement.completedOn().ifPresent(time -> out.put("CompletedOn", time.toEpochMilli()));
        statement.output().ifPresent(given -> {
            ObjectNode output = out.putObject("Output").put("Status", given.status());
            output.putObject("Data").put("TextPlain", given.text());
            if (given.isError()) {
                output.put("ErrorName", given.errorName()).put("ErrorValue", given.errorValue());
                given.traceback().forEach(output.putArray("Traceback")::add);
            }
        });
        return out;
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }
}
