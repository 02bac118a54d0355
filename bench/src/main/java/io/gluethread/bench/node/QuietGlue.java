package io.gluethread.bench.node;

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
import io.gluethread.broker.glue.Page;
import io.gluethread.broker.session.SessionId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Glue's wire in front of a simulated Glue, as far as a service with finished sessions needs it; tells what was asked. */
public final class QuietGlue implements AutoCloseable {
    private static final String REGION = "us-east-1";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Glue glue;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> looked = ConcurrentHashMap.newKeySet();
    private final AtomicInteger lists = new AtomicInteger();
    private final AtomicInteger polls = new AtomicInteger();

    public QuietGlue(Glue glue) throws IOException {
        this.glue = glue;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Sessions of which a statement was asked for or begun. */
    public int looked() {
        return looked.size();
    }

    /** How often the whole list of sessions was read. */
    public int lists() {
        return lists.get();
    }

    public int polls() {
        return polls.get();
    }

    /** Forgets what was asked. */
    public void forget() {
        looked.clear();
        lists.set(0);
        polls.set(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String operation = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
                    .replace("AWSGlue.", "");
            JsonNode in = JSON.readTree(exchange.getRequestBody().readAllBytes());
            int status = 200;
            ObjectNode out;
            try {
                out = perform(operation, in);
            } catch (GlueException e) {
                status = 400;
                out = JSON.createObjectNode()
                        .put(
                                "__type",
                                e instanceof GlueException.Throttled
                                        ? "ThrottlingException"
                                        : "EntityNotFoundException")
                        .put("Message", String.valueOf(e.getMessage()));
            }
            byte[] bytes = out.toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private ObjectNode perform(String operation, JsonNode in) {
        ObjectNode out = JSON.createObjectNode();
        SessionId id =
                new SessionId(in.path(in.has("SessionId") ? "SessionId" : "Id").asText("none"));
        switch (operation) {
            case "GetSession" -> out.set("Session", json(glue.session(id, REGION)));
            case "ListSessions" -> {
                Page<GlueSession> page = glue.sessions(REGION, map(in.path("Tags")), token(in));
                ArrayNode sessions = out.putArray("Sessions");
                page.items().forEach(session -> sessions.add(json(session)));
                page.next().ifPresentOrElse(next -> out.put("NextToken", next), lists::incrementAndGet);
            }
            case "StopSession" -> glue.stop(id, REGION);
            case "RunStatement" -> {
                out.put("Id", glue.run(id, REGION, in.path("Code").asText()));
                looked.add(id.value());
            }
            case "GetStatement" -> {
                out.set(
                        "Statement",
                        json(glue.statement(id, REGION, in.path("Id").asInt())));
                looked.add(id.value());
                polls.incrementAndGet();
            }
            case "ListStatements" -> {
                Page<GlueStatement> page = glue.statements(id, REGION, token(in));
                ArrayNode statements = out.putArray("Statements");
                page.items().forEach(statement -> statements.add(json(statement)));
                page.next().ifPresent(next -> out.put("NextToken", next));
            }
            // Who we are and what it costs is not what is measured: no prices, nobody.
            default -> out.putArray("PriceList");
        }
        return out;
    }

    private static Optional<String> token(JsonNode in) {
        return Optional.ofNullable(in.path("NextToken").textValue());
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
        session.createdOn().ifPresent(time -> out.put("CreatedOn", time.toEpochMilli() / 1000.0));
        session.dpuSeconds().ifPresent(used -> out.put("DPUSeconds", used.doubleValue()));
        session.executionTime().ifPresent(time -> out.put("ExecutionTime", time.toMillis() / 1000.0));
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
        statement
                .output()
                .ifPresent(given -> out.putObject("Output")
                        .put("Status", given.status())
                        .putObject("Data")
                        .put("TextPlain", given.text()));
        return out;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
