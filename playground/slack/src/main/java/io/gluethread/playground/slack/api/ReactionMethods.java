package io.gluethread.playground.slack.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;
import io.gluethread.playground.slack.workspace.Channel;
import io.gluethread.playground.slack.workspace.Workspace;
import java.util.List;
import java.util.Map;

/** {@code reactions.*}. */
final class ReactionMethods {
    private final Workspace workspace;
    private final Rooms rooms;

    ReactionMethods(Workspace workspace) {
        this.workspace = workspace;
        this.rooms = new Rooms(workspace);
    }

    void register(Map<String, Method> methods) {
        methods.put("reactions.add", call -> react(call, true));
        methods.put("reactions.remove", call -> react(call, false));
        methods.put("reactions.get", this::get);
    }

    private ObjectNode react(Call call, boolean add) {
        Channel channel = rooms.writable(call, "channel");
        String ts = call.arguments().required("timestamp");
        String name = EmojiNames.bare(call.arguments().required("name"));
        if (!EmojiNames.known(name)) {
            throw new Refusal("invalid_name");
        }
        rooms.message(channel, ts);
        if (!workspace.react(channel, ts, name, call.actor(), add)) {
            throw new Refusal(add ? "already_reacted" : "no_reaction");
        }
        return Json.object();
    }

    private ObjectNode get(Call call) {
        Channel channel = rooms.visible(call, "channel");
        ObjectNode message = rooms.message(channel, call.arguments().required("timestamp"));
        ObjectNode shown = message.deepCopy();
        shown.remove(
                List.of("metadata", "thread_ts", "reply_count", "reply_users", "reply_users_count", "latest_reply"));
        return Json.object().put("type", "message").put("channel", channel.id()).set("message", shown);
    }
}
