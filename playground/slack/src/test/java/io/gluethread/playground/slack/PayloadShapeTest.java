package io.gluethread.playground.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every key that local Slack sends stands in the samples of Slack's Java SDK, with a value of the same kind. */
class PayloadShapeTest extends SlackStory {
    /** Documented by Slack, and not in the samples: who wrote in a shared channel, and urls of a submission. */
    private static final Set<String> DOCUMENTED =
            Set.of("/event/user_team", "/event/source_team", "/event/bot_id", "/response_urls");

    /** What an app itself wrote, in forms that no sample could show. */
    private static final Set<String> OPEN = Set.of("blocks", "values");

    private static final String BUTTONS = """
            {"channel":"C_DATA","text":"x","metadata":{"event_type":"e","event_payload":{}},"blocks":[{"type":"actions","elements":[
            {"type":"button","action_id":"p","value":"v","text":{"type":"plain_text","text":"P"}},
            {"type":"static_select","action_id":"q","options":[{"text":{"type":"plain_text","text":"o"},"value":"o"}]}]}]}""";
    private static final String VIEW = """
            {"type":"modal","notify_on_close":true,"title":{"type":"plain_text","text":"t"},"submit":{"type":"plain_text","text":"t"},
            "blocks":[{"type":"input","label":{"type":"plain_text","text":"t"},"element":{"type":"plain_text_input","action_id":"a"}},
            {"type":"actions","elements":[{"type":"button","action_id":"b","text":{"type":"plain_text","text":"P"}}]}]}""";

    private final JsonNode shapes = shapes();
    private final List<String> wrong = new ArrayList<>();

    @Override
    LocalSlackSettings settings() {
        return super.settings().withLimits(false);
    }

    private static JsonNode shapes() {
        try (var in = PayloadShapeTest.class.getResourceAsStream("/slack-types/payload-shapes.json")) {
            return Json.read(in.readAllBytes());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private JsonNode call(String method, String json) throws IOException, InterruptedException {
        return called(method, method.startsWith("apps.") ? "xapp-playground" : "xoxb-playground", json);
    }

    private JsonNode called(String method, String token, String json) throws IOException, InterruptedException {
        JsonNode answer = api(method, token, json);
        assertThat(answer.path("ok").asBoolean()).as("%s %s", method, answer).isTrue();
        compare(answer, shapes.path("api").path(method), method, "");
        return answer;
    }

    private void compare(JsonNode ours, JsonNode sample, String what, String at) {
        if (sample.isMissingNode()) {
            wrong.add(what + at + " is in no sample");
        } else if (sample.isTextual()) {
            String kind =
                    ours.isTextual() ? "string" : ours.isNumber() ? "number" : ours.isBoolean() ? "boolean" : "other";
            if (!ours.isNull()
                    && !sample.textValue().equals("any")
                    && !sample.textValue().equals(kind)) {
                wrong.add("%s%s is %s, in the sample %s".formatted(what, at, kind, sample));
            }
        } else if (sample.isObject() && ours.isObject()) {
            ours.properties().forEach(e -> {
                String place = at + "/" + e.getKey();
                if (!DOCUMENTED.contains(place) && !OPEN.contains(e.getKey())) {
                    compare(e.getValue(), sample.path(e.getKey()), what, place);
                }
            });
        } else if (sample.isArray() && ours.isArray()) {
            for (JsonNode item : ours) {
                if (!sample.isEmpty()) {
                    compare(item, sample.path(0), what, at + "/*");
                }
            }
        } else if (!ours.isNull()) {
            wrong.add("%s%s is of another kind than in the sample".formatted(what, at));
        }
    }

    private void heard(FakeBot.Got got) {
        JsonNode payload = got.body().startsWith("{") ? got.json() : got.payload();
        if (payload.isMissingNode()) {
            ObjectNode form = Json.object();
            got.form().forEach(form::put);
            // A form knows no other kind than text.
            form.remove("is_enterprise_install");
            compare(form, shapes.path("interactions").path("slash_command"), "slash_command", "");
        } else if (payload.has("event")) {
            JsonNode event = payload.path("event");
            String subtype = event.path("subtype").asText();
            String name = subtype.startsWith("message_")
                    ? subtype
                    : event.path("type").asText() + (subtype.isEmpty() ? "" : "_" + subtype);
            String camel = Arrays.stream(name.split("_", -1))
                    .map(w -> w.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + w.substring(1))
                    .collect(Collectors.joining());
            compare(payload, shapes.path("events").path(camel), camel, "");
        } else if (!payload.path("type").asText().equals("shortcut")) {
            // The samples have no global shortcut.
            String type = payload.path("type").asText();
            compare(payload, shapes.path("interactions").path(type), type, "");
        }
    }

    private String upload(String token) throws IOException, InterruptedException {
        JsonNode begun = called("files.getUploadURLExternal", token, "{\"filename\":\"a.py\",\"length\":3}");
        HTTP.send(
                HttpRequest.newBuilder(URI.create(begun.path("upload_url").asText()))
                        .POST(HttpRequest.BodyPublishers.ofString("a=1"))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        String file = begun.path("file_id").asText();
        called(
                "files.completeUploadExternal",
                token,
                "{\"channel_id\":\"C_DATA\",\"files\":[{\"id\":\"%s\",\"title\":\"t\"}]}".formatted(file));
        return file;
    }

    @Test
    void answers_of_the_web_api() throws Exception {
        for (String method : List.of("auth.test", "users.list", "bots.info", "team.info", "users.conversations")) {
            call(method, "{}");
        }
        call("apps.connections.open", "{}");
        call("users.info", "{\"user\":\"U_CLEO\"}");
        call("users.lookupByEmail", "{\"email\":\"ana@playground.example\"}");
        call("conversations.list", "{\"types\":\"public_channel,im\"}");
        call("conversations.info", "{\"channel\":\"C_SHARED\"}");
        call("conversations.members", "{\"channel\":\"C_DATA\"}");
        call("conversations.open", "{\"users\":\"U_ANA\",\"return_im\":true}");
        String ts = call("chat.postMessage", BUTTONS).path("ts").asText();
        String place =
                "{\"channel\":\"C_DATA\",\"ts\":\"%s\",\"timestamp\":\"%<s\",\"message_ts\":\"%<s\",\"name\":\"x\",\"text\":\"y\"}"
                        .formatted(ts);
        call("chat.postMessage", "{\"channel\":\"C_DATA\",\"text\":\"r\",\"thread_ts\":\"%s\"}".formatted(ts));
        for (String method : List.of(
                "reactions.add",
                "reactions.get",
                "conversations.history",
                "conversations.replies",
                "chat.getPermalink",
                "chat.update",
                "reactions.remove")) {
            call(method, place);
        }
        call("chat.postEphemeral", "{\"channel\":\"C_DATA\",\"user\":\"U_ANA\",\"text\":\"x\"}");
        call(
                "assistant.threads.setStatus",
                "{\"channel_id\":\"C_DATA\",\"thread_ts\":\"%s\",\"status\":\"x\"}".formatted(ts));
        call("files.info", "{\"file\":\"%s\"}".formatted(upload("xoxb-playground")));
        call(
                "views.publish",
                "{\"user_id\":\"U_ANA\",\"view\":{\"type\":\"home\",\"blocks\":[{\"type\":\"divider\"}]}}");
        call("chat.delete", place);
        assertThat(wrong).isEmpty();
    }

    @Test
    void events_and_interactions() throws Exception {
        String ana = "xoxp-ana";
        String ts = api(
                        "chat.postMessage",
                        ana,
                        "{\"channel\":\"C_DATA\",\"text\":\"@glue *b* https://a.b\\n```x```\"}")
                .path("ts")
                .asText();
        String place =
                "{\"channel\":\"C_DATA\",\"ts\":\"%s\",\"timestamp\":\"%<s\",\"name\":\"x\",\"text\":\"y\",\"thread_ts\":\"%<s\","
                        + "\"reply_broadcast\":true}";
        place = place.formatted(ts);
        for (String method :
                List.of("chat.postMessage", "chat.update", "reactions.add", "reactions.remove", "chat.delete")) {
            api(method, ana, place);
        }
        upload(ana);
        upload("xoxb-playground");
        api("chat.postMessage", "xoxp-dan", "{\"channel\":\"C_SHARED\",\"text\":\"x\"}");
        api("chat.postMessage", ana, "{\"channel\":\"D_ANA\",\"text\":\"x\"}");
        for (String kind : List.of("true", "false")) {
            String made = api("conversations.create", ana, "{\"name\":\"n%s\",\"is_private\":%s}".formatted(kind, kind))
                    .path("channel")
                    .path("id")
                    .asText();
            for (String method : List.of("invite", "archive", "unarchive")) {
                api("conversations." + method, ana, "{\"channel\":\"%s\",\"users\":\"U_GLUE\"}".formatted(made));
            }
            api("conversations.invite", ana, "{\"channel\":\"%s\",\"users\":\"U_BEN\"}".formatted(made));
            api("conversations.leave", "xoxp-ben", "{\"channel\":\"%s\"}".formatted(made));
        }
        String shown =
                api("chat.postMessage", "xoxb-playground", BUTTONS).path("ts").asText();
        for (String element : List.of("\"p\"", "\"q\",\"value\":\"o\"")) {
            playground(
                    "click",
                    "{\"user\":\"U_ANA\",\"channel\":\"C_DATA\",\"message_ts\":\"%s\",\"action_id\":%s}"
                            .formatted(shown, element));
        }
        playground("command", "{\"user\":\"U_ANA\",\"channel\":\"C_DATA\",\"text\":\"x\"}");
        playground(
                "shortcut",
                "{\"user\":\"U_ANA\",\"callback_id\":\"c\",\"channel\":\"C_DATA\",\"message_ts\":\"%s\"}"
                        .formatted(shown));
        playground("home", "{\"user\":\"U_BEN\"}");
        for (String end : List.of("submit", "close")) {
            bot.nextAck(got -> open(got.payload().path("trigger_id").asText()));
            playground("shortcut", "{\"user\":\"U_ANA\",\"callback_id\":\"c\"}");
            String view = playground("views", "{\"user\":\"U_ANA\"}")
                    .path("views")
                    .path(0)
                    .path("id")
                    .asText();
            playground("click", "{\"user\":\"U_ANA\",\"view_id\":\"%s\",\"action_id\":\"b\"}".formatted(view));
            playground(end, "{\"user\":\"U_ANA\",\"view_id\":\"%s\",\"values\":{\"a\":\"x\"}}".formatted(view));
        }
        api("chat.postMessage", ana, "{\"channel\":\"D_ANA\",\"text\":\"the end\"}");
        FakeBot.Got got = bot.next();
        int seen = 0;
        while (!got.event().path("text").asText().equals("the end")) {
            heard(got);
            seen++;
            got = bot.next();
        }
        assertThat(wrong).isEmpty();
        assertThat(seen).isGreaterThan(25);
    }

    private FakeBot.Ack open(String trigger) {
        try {
            JsonNode opened = call("views.open", "{\"trigger_id\":\"%s\",\"view\":%s}".formatted(trigger, VIEW));
            return new FakeBot.Ack(opened.path("ok").asBoolean() ? 200 : 500, "");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
