package io.gluethread.playground.slack.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.block.BlockKit;
import io.gluethread.playground.slack.json.Json;
import io.gluethread.playground.slack.text.Effect;
import io.gluethread.playground.slack.text.TypedText;
import io.gluethread.playground.slack.workspace.Channel;
import io.gluethread.playground.slack.workspace.Person;
import io.gluethread.playground.slack.workspace.Workspace;
import java.util.List;
import java.util.Set;

/** What a person types into a client with habits of its own. */
public final class Typing {
    private final Workspace workspace;
    private final Rooms rooms;

    public Typing(Workspace workspace) {
        this.workspace = workspace;
        this.rooms = new Rooms(workspace);
    }

    /** Posts one message, or several where the client splits; answers as chat.postMessage, with every {@code ts}. */
    public ObjectNode type(Person by, Channel channel, String thread, String text, Set<Effect> effects) {
        try {
            if (channel.isArchived()) {
                throw new Refusal("is_archived");
            }
            String root = thread.isEmpty() ? "" : rooms.thread(channel, thread);
            ArrayNode all = Json.array();
            for (String piece : effects.contains(Effect.SPLIT) ? Effect.pieces(text) : List.of(text)) {
                int most = Math.min(piece.length(), BlockKit.limit("message_text"));
                TypedText.Sent sent = TypedText.of(piece.substring(0, most), workspace, effects);
                ObjectNode fields = Json.object().put("text", sent.text());
                if (!sent.blocks().isEmpty()) {
                    fields.set("blocks", sent.blocks());
                }
                all.add(workspace
                        .post(channel, by, fields, root, false)
                        .path("ts")
                        .asText());
            }
            return Json.object()
                    .put("ok", true)
                    .put("channel", channel.id())
                    .put("ts", all.path(0).asText())
                    .set("all_ts", all);
        } catch (Refusal refusal) {
            return Json.object().put("ok", false).put("error", refusal.error());
        }
    }
}
