package io.gluethread.playground.slack.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.block.BlockKit;
import io.gluethread.playground.slack.json.Json;
import io.gluethread.playground.slack.text.TypedText;
import io.gluethread.playground.slack.workspace.Channel;
import io.gluethread.playground.slack.workspace.Person;
import io.gluethread.playground.slack.workspace.Whispers;
import io.gluethread.playground.slack.workspace.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** {@code chat.*} and {@code assistant.threads.setStatus}. */
final class ChatMethods {
    private final Workspace workspace;
    private final Rooms rooms;
    private final Content content;
    private final Whispers whispers;
    private final Statuses statuses;
    private final Supplier<String> base;

    ChatMethods(Workspace workspace, Whispers whispers, Statuses statuses, Supplier<String> base) {
        this.workspace = workspace;
        this.rooms = new Rooms(workspace);
        this.content = new Content(workspace);
        this.whispers = whispers;
        this.statuses = statuses;
        this.base = base;
    }

    void register(Map<String, Method> methods) {
        methods.put("chat.postMessage", this::post);
        methods.put("chat.update", this::update);
        methods.put("chat.delete", this::delete);
        methods.put("chat.postEphemeral", this::ephemeral);
        methods.put("chat.getPermalink", this::permalink);
        methods.put("assistant.threads.setStatus", this::status);
    }

    private ObjectNode post(Call call) {
        Channel channel = rooms.addressed(call);
        Content.Draft draft = content.of(call.arguments(), call.actor());
        String thread = rooms.thread(channel, call.arguments());
        ObjectNode message = workspace.post(
                channel, call.actor(), draft.fields(), thread, call.arguments().flag("reply_broadcast"));
        ObjectNode answer = Json.object()
                .put("channel", channel.id())
                .put("ts", message.path("ts").asText());
        answer.set("message", without(message));
        if (!draft.warnings().isEmpty()) {
            answer.put("warning", String.join(",", draft.warnings()));
            answer.putObject("response_metadata").set("warnings", Json.array(draft.warnings()));
        }
        return answer;
    }

    private static ObjectNode without(ObjectNode message) {
        ObjectNode copy = message.deepCopy();
        copy.remove("metadata");
        return copy;
    }

    private ObjectNode update(Call call) {
        Channel channel = rooms.writable(call, "channel");
        String ts = call.arguments().required("ts");
        ObjectNode before = rooms.message(channel, ts);
        if (!before.path("user").asText().equals(call.actor().id())) {
            throw new Refusal("cant_update_message");
        }
        String text = call.arguments().text("text");
        if (text.length() > BlockKit.limit("update_text")) {
            throw new Refusal("msg_too_long");
        }
        ObjectNode written = content.written(call.arguments());
        boolean saysNew = !text.isBlank() || !Content.isSilent(written);
        if (!saysNew && !written.has("metadata")) {
            throw new Refusal("no_text");
        }
        ObjectNode after = workspace
                .edit(channel, ts, message -> {
                    if (saysNew) {
                        rewrite(message, text, written, call.actor());
                    }
                    message.setAll(written);
                    return message;
                })
                .orElseThrow(() -> new Refusal("message_not_found"));
        ObjectNode answer = Json.object()
                .put("channel", channel.id())
                .put("ts", ts)
                .put("text", after.path("text").asText());
        ObjectNode shown = without(after);
        shown.remove(List.of(
                "ts", "thread_ts", "reactions", "reply_count", "reply_users", "reply_users_count", "latest_reply"));
        answer.set("message", shown);
        return answer;
    }

    /** Text without blocks takes the blocks away; with blocks there is no edited mark. */
    private void rewrite(ObjectNode message, String text, ObjectNode written, Person editor) {
        message.remove(List.of("blocks", "attachments"));
        if (!editor.isBot() && !written.has("blocks")) {
            TypedText.Sent sent = TypedText.of(text, workspace);
            message.put("text", sent.text()).set("blocks", sent.blocks());
        } else {
            message.put("text", text);
        }
        if (!editor.isBot() || !written.has("blocks")) {
            message.putObject("edited").put("user", editor.id()).put("ts", workspace.newTs());
        }
    }

    private ObjectNode delete(Call call) {
        Channel channel = rooms.writable(call, "channel");
        String ts = call.arguments().required("ts");
        ObjectNode message = rooms.message(channel, ts);
        if (!message.path("user").asText().equals(call.actor().id())) {
            throw new Refusal("cant_delete_message");
        }
        workspace.delete(channel, ts);
        return Json.object().put("channel", channel.id()).put("ts", ts);
    }

    private ObjectNode ephemeral(Call call) {
        Channel channel = rooms.addressed(call);
        Person to = Rooms.person(call.arguments().required("user"));
        if (!channel.has(to)) {
            throw new Refusal("user_not_in_channel");
        }
        Content.Draft draft = content.of(call.arguments(), call.actor());
        String thread = rooms.thread(channel, call.arguments());
        return Json.object().put("message_ts", whispers.show(channel, to, thread, draft.fields(), ""));
    }

    private ObjectNode permalink(Call call) {
        Channel channel = rooms.visible(call, "channel");
        String ts = call.arguments().required("message_ts");
        ObjectNode message = rooms.message(channel, ts);
        String thread = message.path("thread_ts").asText();
        String link = base.get() + "/archives/" + channel.id() + "/p" + ts.replace(".", "");
        if (!thread.isEmpty() && !thread.equals(ts)) {
            link += "?thread_ts=" + thread + "&cid=" + channel.id();
        }
        return Json.object().put("channel", channel.id()).put("permalink", link);
    }

    private ObjectNode status(Call call) {
        Channel channel = rooms.joined(call, "channel_id");
        call.arguments().required("thread_ts");
        String thread = rooms.thread(channel, call.arguments());
        List<String> loading = new ArrayList<>();
        call.arguments().json("loading_messages").forEach(m -> loading.add(m.asText()));
        if (loading.size() > 10) {
            throw Refusal.arguments("no more than 10 items allowed [json-pointer:/loading_messages]");
        }
        statuses.show(channel, thread, call.arguments().text("status"), loading);
        return Json.object();
    }
}
