package io.gluethread.playground.slack.page;

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
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An app of a few words: enough of a bot to have something on the page. It shares no code with the product's bot. */
final class TalkativeApp implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] PICTURE = Base64.getMimeDecoder().decode("""
            iVBORw0KGgoAAAANSUhEUgAAAHgAAAB4CAIAAAC2BqGFAAAA70lEQVR42u3bwQkAIAwDwG7gpj5dX3dQkEKu9B+4b0jthxtrXn9a
            boEGDRo0aNCgQYMGDRo0aNCgQYMGDRo0aNCgQYMG3RQa1p9c0KBBgwYNGjRo0KBBgwYNGjRo0KBBgwYNGjRo0KC7QsPSgoMGDRo0
            aNCgQYMGDRo0aNCgQYMGDRo0aNCgQYO2M4SlBQcNGjRo0KBBgwYNGjRo0KBBgwYNGjRo0KBBgwadCw1LCw4aNGjQoEGDBg0aNGjQ
            oEGDBg0aNGjQoEGDBg3azhCWFhw0aNCgQYMGDRo0aNCgQYMGDRo0aNCgQYMGDRp0LPQBJFnEc04KJsoAAAAASUVORK5CYII=
            """);

    private final HttpServer server;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<String> clicked = new CopyOnWriteArrayList<>();
    private final List<JsonNode> actions = new CopyOnWriteArrayList<>();
    private volatile String slack = "";

    TalkativeApp() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(workers);
        server.createContext("/", this::receive);
        server.start();
    }

    URI address() {
        return URI.create(
                "http://127.0.0.1:%d/slack/events".formatted(server.getAddress().getPort()));
    }

    /** From now on it talks to the Slack at this address. */
    void joins(String slackAddress) {
        slack = slackAddress;
    }

    /** A person's words, said through the Web API. */
    void say(String token, String channel, String text) {
        call(token, "chat.postMessage", Map.of("channel", channel, "text", text));
    }

    /** A picture of 120 × 120. */
    static byte[] picture() {
        return PICTURE.clone();
    }

    /** The actions that reached it. */
    List<String> clicked() {
        return clicked;
    }

    /** What was used and chosen, as Slack sent it. */
    List<JsonNode> actions() {
        return actions;
    }

    /** The app's own message with these blocks. */
    void show(String channel, String blocks) {
        post(channel, "", "some blocks", blocks);
    }

    /** What people said to it: the texts of their messages, as Slack sent them. */
    List<String> heard() {
        return heard;
    }

    private void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        JsonNode sent;
        if (body.startsWith("{")) {
            sent = JSON.readTree(body);
        } else {
            Map<String, String> form = form(body);
            sent = form.containsKey("payload") ? JSON.readTree(form.get("payload")) : JSON.valueToTree(form);
        }
        String answer =
                switch (sent.path("type").asText("command")) {
                    case "event_callback" -> event(sent.path("event"));
                    case "block_actions" -> action(sent);
                    case "view_submission" -> submission(sent);
                    case "message_action" -> shortcut(sent);
                    case "command" -> command(sent);
                    default -> "";
                };
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String command(JsonNode sent) {
        String channel = sent.path("channel_id").asText();
        return switch (sent.path("text").asText()) {
            case "start" -> later(() -> post(channel, "", "A session", CARD));
            case "whoami" ->
                "{\"response_type\":\"ephemeral\",\"text\":\"You are <@%s>\"}"
                        .formatted(sent.path("user_id").asText());
            default -> "";
        };
    }

    private String event(JsonNode event) {
        if (event.path("type").asText().equals("app_home_opened")) {
            String user = event.path("user").asText();
            return later(() -> call("views.publish", Map.of("user_id", user, "view", HOME)));
        }
        if (event.has("bot_id")
                || event.has("subtype")
                || !event.path("type").asText().equals("message")) {
            return "";
        }
        String text = event.path("text").asText();
        String channel = event.path("channel").asText();
        String thread = event.path("thread_ts").asText();
        heard.add(text);
        if (text.contains("a table")) {
            return later(() -> post(channel, thread, "A table", TABLE));
        }
        if (text.contains("a picture")) {
            return later(() -> picture(channel, thread));
        }
        return "";
    }

    private String action(JsonNode sent) {
        String action = sent.path("actions").path(0).path("action_id").asText();
        String trigger = sent.path("trigger_id").asText();
        clicked.add(action);
        actions.add(sent.path("actions").path(0));
        if (action.equals("configure")) {
            return later(() -> call("views.open", Map.of("trigger_id", trigger, "view", MODAL)));
        }
        if (action.equals("more")) {
            return later(() -> call("views.push", Map.of("trigger_id", trigger, "view", MORE)));
        }
        return "";
    }

    private String submission(JsonNode sent) {
        JsonNode values = sent.path("view").path("state").path("values");
        int workers = values.path("workers").path("count").path("value").asInt();
        if (workers < 2) {
            return "{\"response_action\":\"errors\",\"errors\":{\"workers\":\"A session has at least 2 workers.\"}}";
        }
        String worker = values.path("type")
                .path("name")
                .path("selected_option")
                .path("value")
                .asText();
        return later(() -> post("C_DATA", "", "Set: %d × %s".formatted(workers, worker), ""));
    }

    private String shortcut(JsonNode sent) {
        heard.add("shortcut %s on %s"
                .formatted(
                        sent.path("callback_id").asText(),
                        sent.path("message").path("text").asText()));
        return "";
    }

    /** Answers at once and does the work afterwards, as an app has to. */
    private String later(Runnable work) {
        workers.execute(work);
        return "";
    }

    private void post(String channel, String thread, String text, String blocks) {
        Map<String, String> arguments = new LinkedHashMap<>(Map.of("channel", channel, "text", text));
        if (!thread.isEmpty()) {
            arguments.put("thread_ts", thread);
        }
        if (!blocks.isEmpty()) {
            arguments.put("blocks", blocks);
        }
        call("chat.postMessage", arguments);
    }

    private void picture(String channel, String thread) {
        JsonNode ticket = call(
                "files.getUploadURLExternal",
                Map.of(
                        "filename",
                        "plot.png",
                        "length",
                        String.valueOf(PICTURE.length),
                        "alt_txt",
                        "Population by county"));
        send(HttpRequest.newBuilder(URI.create(ticket.path("upload_url").asText()))
                .POST(BodyPublishers.ofByteArray(PICTURE))
                .build());
        String file = "[{\"id\":\"%s\",\"title\":\"Plot\"}]"
                .formatted(ticket.path("file_id").asText());
        call("files.completeUploadExternal", Map.of("files", file, "channel_id", channel, "thread_ts", thread));
    }

    private JsonNode call(String method, Map<String, String> arguments) {
        return call("xoxb-playground", method, arguments);
    }

    private JsonNode call(String token, String method, Map<String, String> arguments) {
        StringBuilder form = new StringBuilder();
        arguments.forEach((name, value) -> form.append(form.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        String body = send(HttpRequest.newBuilder(URI.create(slack + "/api/" + method))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.toString()))
                .build());
        try {
            JsonNode answer = JSON.readTree(body);
            if (!answer.path("ok").asBoolean()) {
                throw new IllegalStateException(method + " answered " + body);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while talking to Slack", e);
        }
    }

    private static Map<String, String> form(String body) {
        Map<String, String> out = new LinkedHashMap<>();
        for (String pair : body.split("&", -1)) {
            int is = pair.indexOf('=');
            if (is > 0) {
                out.put(pair.substring(0, is), URLDecoder.decode(pair.substring(is + 1), StandardCharsets.UTF_8));
            }
        }
        return out;
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
        http.close();
    }

    private static final String CARD = """
            [{"type":"header","text":{"type":"plain_text","text":"A session"}},
             {"type":"section","text":{"type":"mrkdwn","text":"*Ready* for <@U_ANA>"}},
             {"type":"actions","elements":[
               {"type":"button","action_id":"configure","text":{"type":"plain_text","text":"Configure"}},
               {"type":"button","action_id":"stop","style":"danger","text":{"type":"plain_text","text":"Stop"},
                "confirm":{"title":{"type":"plain_text","text":"Stop it?"},"text":{"type":"plain_text","text":"Sure?"},
                           "confirm":{"type":"plain_text","text":"Yes"},"deny":{"type":"plain_text","text":"No"}}}]}]
            """;

    private static final String TABLE = """
            [{"type":"data_table","caption":"Counties","page_size":2,"rows":[
              [{"type":"raw_text","text":"county"},{"type":"raw_text","text":"people"}],
              [{"type":"raw_text","text":"Baldwin"},{"type":"raw_number","value":218022,"text":"218,022"}],
              [{"type":"raw_text","text":"Autauga"},{"type":"raw_number","value":55601,"text":"55,601"}],
              [{"type":"raw_text","text":"<b>Bibb</b>"},{"type":"raw_number","value":22400,"text":"22,400"}]]}]
            """;

    private static final String HOME = """
            {"type":"home","blocks":[
              {"type":"section","text":{"type":"plain_text","text":"Nothing runs, Ana."}}]}
            """;

    private static final String MORE = """
            {"type":"modal","title":{"type":"plain_text","text":"Worker types"},"blocks":[
              {"type":"section","text":{"type":"plain_text","text":"G.2X has twice the memory."}}]}
            """;

    private static final String MODAL = """
            {"type":"modal","callback_id":"config","title":{"type":"plain_text","text":"Settings"},
             "submit":{"type":"plain_text","text":"Save"},"close":{"type":"plain_text","text":"Cancel"},"blocks":[
               {"type":"input","block_id":"workers","label":{"type":"plain_text","text":"Workers"},
                "element":{"type":"number_input","action_id":"count","is_decimal_allowed":false,"initial_value":"1"}},
               {"type":"input","block_id":"type","label":{"type":"plain_text","text":"Worker type"},
                "element":{"type":"static_select","action_id":"name",
                  "initial_option":{"text":{"type":"plain_text","text":"G.1X"},"value":"G.1X"},
                  "options":[{"text":{"type":"plain_text","text":"G.1X"},"value":"G.1X"},
                             {"text":{"type":"plain_text","text":"G.2X"},"value":"G.2X"}]}},
               {"type":"actions","elements":[
                 {"type":"button","action_id":"more","text":{"type":"plain_text","text":"About types"}}]}]}
            """;
}
