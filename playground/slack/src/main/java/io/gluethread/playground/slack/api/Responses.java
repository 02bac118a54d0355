package io.gluethread.playground.slack.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gluethread.playground.slack.delivery.BotLink;
import io.gluethread.playground.slack.json.Json;
import io.gluethread.playground.slack.workspace.Channel;
import io.gluethread.playground.slack.workspace.Happening;
import io.gluethread.playground.slack.workspace.People;
import io.gluethread.playground.slack.workspace.Person;
import io.gluethread.playground.slack.workspace.ResponseUrls;
import io.gluethread.playground.slack.workspace.ResponseUrls.Context;
import io.gluethread.playground.slack.workspace.Views;
import io.gluethread.playground.slack.workspace.Whispers;
import io.gluethread.playground.slack.workspace.Workspace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Messages that come without a token: the body of an ack, and what is posted to a response url. */
public final class Responses {
    private final Workspace workspace;
    private final Whispers whispers;
    private final ResponseUrls urls;
    private final Content content;

    public Responses(Workspace workspace, Whispers whispers, ResponseUrls urls) {
        this.workspace = workspace;
        this.whispers = whispers;
        this.urls = urls;
        this.content = new Content(workspace);
    }

    /** Answers a POST to the response url with this id. */
    public Reply respond(String id, JsonNode body) {
        Reply reply =
                switch (urls.use(id)) {
                    case ResponseUrls.Use.Bad(String error) -> refused(404, error, List.of());
                    case ResponseUrls.Use.Good(Context context) ->
                        body.isObject() ? guarded(context, body) : refused(400, "invalid_payload", List.of());
                };
        ObjectNode wire = Json.object()
                .put("at", workspace.now().toString())
                .put("from", "bot")
                .put("to", "slack")
                .put("what", "response_url")
                .put("status", reply.status())
                .put("ms", 0)
                .put("summary", BotLink.summary(body.path("text").asText()));
        wire.set("request", body);
        wire.set("response", reply.body());
        if (reply.body().has("error")) {
            wire.put("error", reply.body().path("error").asText());
        }
        workspace.tell(new Happening.Wire(wire));
        return reply;
    }

    private Reply guarded(Context context, JsonNode body) {
        try {
            say(context, body);
            return new Reply(200, Map.of(), Json.object().put("ok", true), false);
        } catch (Refusal refusal) {
            return refused(400, refusal.error(), refusal.messages());
        }
    }

    private static Reply refused(int status, String error, List<String> messages) {
        ObjectNode body = Json.object().put("ok", false).put("error", error);
        if (!messages.isEmpty()) {
            body.putObject("response_metadata").set("messages", Json.array(messages));
        }
        return new Reply(status, Map.of(), body, false);
    }

    /** The reason why Slack would not show this ack; empty when it has been shown, or when there was nothing to show. */
    public Optional<String> ack(Context context, String body) {
        JsonNode json = Json.read(body);
        JsonNode message = json.isObject() ? json : Json.object().put("text", body.strip());
        if (message.path("text").asText().isBlank()
                && message.path("blocks").isEmpty()
                && message.path("attachments").isEmpty()) {
            return Optional.empty();
        }
        try {
            say(context, message);
            return Optional.empty();
        } catch (Refusal refusal) {
            return Optional.of(refusal.error() + refusal.messages());
        }
    }

    private void say(Context context, JsonNode body) {
        Channel channel = context.channel();
        if (body.path("delete_original").asBoolean()) {
            original(context);
            if (context.whispered()) {
                whispers.hide(channel, context.person(), context.messageTs());
            } else {
                workspace.delete(channel, context.messageTs());
            }
            return;
        }
        ObjectNode fields = content.of(arguments(body), People.GLUE).fields();
        if (body.path("replace_original").asBoolean()) {
            original(context);
            replace(context, fields);
            return;
        }
        String thread = body.path("thread_ts").asText(context.threadTs());
        if (!thread.isEmpty() && channel.message(thread).isEmpty()) {
            throw new Refusal("thread_not_found");
        }
        if (body.path("response_type").asText().equals("in_channel")) {
            workspace.post(channel, People.GLUE, fields, thread, false);
        } else {
            whispers.show(channel, context.person(), thread, fields, "");
        }
    }

    private static void original(Context context) {
        if (context.messageTs().isEmpty()) {
            throw new Refusal("no_original_message");
        }
    }

    private void replace(Context context, ObjectNode fields) {
        if (context.whispered()) {
            Person to = context.person();
            whispers.show(context.channel(), to, context.threadTs(), fields, context.messageTs());
            return;
        }
        workspace.edit(context.channel(), context.messageTs(), message -> {
            message.remove(List.of("blocks", "attachments"));
            message.setAll(fields);
            return message;
        });
    }

    private static Arguments arguments(JsonNode body) {
        Map<String, JsonNode> values = new HashMap<>();
        for (String name : List.of("text", "blocks", "attachments", "metadata")) {
            if (body.hasNonNull(name)) {
                values.put(name, body.path(name));
            }
        }
        values.putIfAbsent("text", TextNode.valueOf(""));
        return new Arguments(values);
    }

    /** Why Slack would not show this view as the answer to a submission; empty when it would. */
    public static Optional<String> viewProblem(JsonNode view, boolean push, Views views, Person to) {
        try {
            ViewMethods.check(view, "modal");
            if (push) {
                ViewMethods.room(views, to);
            }
            return Optional.empty();
        } catch (Refusal refusal) {
            return Optional.of(refusal.error() + refusal.messages());
        }
    }
}
