package io.gluethread.bot.memory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Slack's Web API as far as the bot uses it, over HTTP, with one message per timestamp. Rules make calls fail: before
 * they have an effect, or after.
 */
public final class FakeSlackApi implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** One call as it came. */
    public record Call(String method, Map<String, String> form) {
        public String at(String name) {
            return form.getOrDefault(name, "");
        }

        boolean is(String name) {
            return method.equals(name);
        }
    }

    /** What a rule does to a call. */
    public enum Trouble {
        RATE_LIMITED,
        INVALID_BLOCKS,
        CHANNEL_GONE,
        MESSAGE_GONE,
        BROKEN,
        /** Answered by a rule of its own. */
        ANSWERED,
        /** It is done, and the answer is lost. */
        DONE_BUT_SILENT
    }

    /** @param body what is answered */
    private record Rule(Predicate<Call> about, Trouble trouble, int status, String body, AtomicInteger times) {}

    /** A file in a channel or thread. */
    private record Shared(String channel, String threadTs, String id, String name) {}

    /** A message in a channel. */
    public record Posted(String channel, String threadTs, String ts, String text, String blocks, String metadata) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final Map<String, Posted> messages = new LinkedHashMap<>();
    private final Map<String, String> files = new LinkedHashMap<>();
    private final Map<String, byte[]> bytes = new LinkedHashMap<>();
    private final List<Shared> shared = new ArrayList<>();
    private int counter;

    public FakeSlackApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI base() {
        return URI.create(
                "http://127.0.0.1:%d/api/".formatted(server.getAddress().getPort()));
    }

    /** The next {@code times} calls of this kind fail in this way. */
    public void trouble(int times, Trouble trouble, Predicate<Call> about) {
        rules.add(new Rule(about, trouble, 0, "", new AtomicInteger(times)));
    }

    /** The next {@code times} calls of this kind are refused with this error, without an effect. */
    public void refuse(int times, String error, Predicate<Call> about) {
        answer(times, 200, "{\"ok\":false,\"error\":\"%s\"}".formatted(error), about);
    }

    /** The next {@code times} calls of this kind are answered like this, without an effect. */
    public void answer(int times, int status, String body, Predicate<Call> about) {
        rules.add(new Rule(about, Trouble.ANSWERED, status, body, new AtomicInteger(times)));
    }

    /** From now on all goes well. */
    public void mend() {
        rules.clear();
    }

    public List<Call> calls(String method) {
        return calls.stream().filter(call -> call.is(method)).toList();
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** Messages of a channel in the order in which they were posted. */
    public List<Posted> messages(String channel) {
        synchronized (messages) {
            return messages.values().stream()
                    .filter(m -> m.channel().equals(channel))
                    .toList();
        }
    }

    /** File names in the order in which they were shared. */
    public List<String> files() {
        synchronized (messages) {
            return List.copyOf(files.values());
        }
    }

    public String fileText(String name) {
        synchronized (messages) {
            String id = files.entrySet().stream()
                    .filter(e -> e.getValue().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .getKey();
            return new String(bytes.getOrDefault(id, new byte[0]), StandardCharsets.UTF_8);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            if (path.startsWith("/upload/")) {
                synchronized (messages) {
                    bytes.put(path.substring("/upload/".length()), body);
                }
                answer(exchange, 200, "OK");
                return;
            }
            Call call =
                    new Call(path.substring(path.lastIndexOf('/') + 1), form(new String(body, StandardCharsets.UTF_8)));
            calls.add(call);
            Optional<Rule> rule = next(call);
            if (rule.isPresent() && rule.get().trouble() != Trouble.DONE_BUT_SILENT) {
                fail(exchange, rule.get());
                return;
            }
            String answer = act(call);
            if (rule.isEmpty()) {
                answer(exchange, 200, answer);
            } else {
                answer(exchange, 500, "gone wrong after all was done");
            }
        }
    }

    private Optional<Rule> next(Call call) {
        for (Rule rule : rules) {
            if (rule.about().test(call) && rule.times().getAndDecrement() > 0) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    private static void fail(HttpExchange exchange, Rule rule) throws IOException {
        switch (rule.trouble()) {
            case ANSWERED -> answer(exchange, rule.status(), rule.body());
            case RATE_LIMITED -> {
                exchange.getResponseHeaders().set("Retry-After", "30");
                answer(exchange, 429, "{\"ok\":false,\"error\":\"ratelimited\"}");
            }
            case INVALID_BLOCKS -> answer(exchange, 200, "{\"ok\":false,\"error\":\"invalid_blocks\"}");
            case CHANNEL_GONE -> answer(exchange, 200, "{\"ok\":false,\"error\":\"channel_not_found\"}");
            case MESSAGE_GONE -> answer(exchange, 200, "{\"ok\":false,\"error\":\"message_not_found\"}");
            case BROKEN, DONE_BUT_SILENT -> answer(exchange, 500, "oops");
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] out = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, out.length);
        exchange.getResponseBody().write(out);
    }

    private String act(Call call) throws JsonProcessingException {
        synchronized (messages) {
            return switch (call.method()) {
                case "auth.test" ->
                    "{\"ok\":true,\"team_id\":\"T_PLAY\",\"user_id\":\"U_GLUE\",\"bot_id\":\"B1\",\"url\":\"http://x/\"}";
                case "chat.postMessage" -> post(call);
                case "chat.update" -> update(call);
                case "users.info" ->
                    "{\"ok\":true,\"user\":{\"id\":\"%s\",\"team_id\":\"T_PLAY\"}}".formatted(call.at("user"));
                case "conversations.open" -> "{\"ok\":true,\"channel\":{\"id\":\"D_%s\"}}".formatted(call.at("users"));
                case "conversations.replies", "conversations.history" -> history(call);
                case "files.getUploadURLExternal" -> {
                    String id = "F" + ++counter;
                    files.put(id, "");
                    bytes.put("name/" + id, call.at("filename").getBytes(StandardCharsets.UTF_8));
                    yield "{\"ok\":true,\"upload_url\":\"%s\",\"file_id\":\"%s\"}"
                            .formatted(base().resolve("/upload/" + id), id);
                }
                case "files.completeUploadExternal" -> complete(call);
                default -> "{\"ok\":true}";
            };
        }
    }

    private String complete(Call call) throws JsonProcessingException {
        List<String> done = new ArrayList<>();
        for (JsonNode file : MAPPER.readTree(call.at("files"))) {
            String id = file.path("id").asText();
            byte[] name = bytes.getOrDefault("name/" + id, new byte[0]);
            files.put(id, new String(name, StandardCharsets.UTF_8));
            shared.add(new Shared(call.at("channel_id"), call.at("thread_ts"), id, String.valueOf(files.get(id))));
            done.add("{\"id\":\"%s\",\"name\":\"%s\"}".formatted(id, files.get(id)));
        }
        return "{\"ok\":true,\"files\":[%s]}".formatted(String.join(",", done));
    }

    private String post(Call call) {
        String ts = "1700000100.%06d".formatted(++counter);
        messages.put(
                ts,
                new Posted(
                        call.at("channel"),
                        call.at("thread_ts"),
                        ts,
                        call.at("text"),
                        call.at("blocks"),
                        call.at("metadata")));
        return "{\"ok\":true,\"channel\":\"%s\",\"ts\":\"%s\"}".formatted(call.at("channel"), ts);
    }

    private String update(Call call) {
        Posted before = messages.get(call.at("ts"));
        if (before == null) {
            return "{\"ok\":false,\"error\":\"message_not_found\"}";
        }
        messages.put(
                before.ts(),
                new Posted(
                        before.channel(),
                        before.threadTs(),
                        before.ts(),
                        call.at("text"),
                        call.at("blocks"),
                        before.metadata()));
        return "{\"ok\":true,\"ts\":\"%s\"}".formatted(before.ts());
    }

    private String history(Call call) {
        List<String> found = new ArrayList<>();
        for (Posted m : messages.values()) {
            boolean here = m.channel().equals(call.at("channel"))
                    && (call.at("ts").isEmpty() || call.at("ts").equals(m.threadTs()));
            if (here) {
                found.add("{\"type\":\"message\",\"ts\":\"%s\",\"user\":\"U_GLUE\",\"metadata\":%s}"
                        .formatted(m.ts(), m.metadata().isEmpty() ? "null" : m.metadata()));
            }
        }
        for (Shared file : shared) {
            if (file.channel().equals(call.at("channel")) && call.at("ts").equals(file.threadTs())) {
                found.add(
                        "{\"type\":\"message\",\"ts\":\"1700000200.000001\",\"user\":\"U_GLUE\",\"files\":[{\"id\":\"%s\",\"name\":\"%s\"}]}"
                                .formatted(file.id(), file.name()));
            }
        }
        return "{\"ok\":true,\"messages\":[%s],\"has_more\":false}".formatted(String.join(",", found));
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return form;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
