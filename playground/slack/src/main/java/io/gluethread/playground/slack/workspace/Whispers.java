package io.gluethread.playground.slack.workspace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ephemeral messages: shown to one person, kept nowhere else. */
public final class Whispers {
    private final Workspace workspace;
    private final Map<String, ObjectNode> whispers = new LinkedHashMap<>();

    public Whispers(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Shows a message to one person; gives its ts. {@code ts} may name one that is shown already. */
    public String show(Channel channel, Person to, String threadTs, ObjectNode draft, String ts) {
        return workspace.still(() -> {
            String id = ts.isEmpty() ? workspace.newTs() : ts;
            ObjectNode message = Json.object()
                    .put("type", "message")
                    .put("subtype", "bot_message")
                    .put("is_ephemeral", true)
                    .put("user", People.GLUE.id())
                    .put("bot_id", Workspace.BOT)
                    .put("app_id", Workspace.APP)
                    .put("team", Workspace.TEAM);
            message.setAll(draft.deepCopy());
            message.put("ts", id);
            if (!threadTs.isEmpty()) {
                message.put("thread_ts", threadTs);
            }
            if (message.path("blocks").isArray()) {
                workspace.nameBlocks(message.withArray("blocks"));
            }
            ObjectNode kept = Json.object()
                    .put("channel", channel.id())
                    .put("user", to.id())
                    .put("thread_ts", threadTs);
            whispers.put(id, kept.set("message", message));
            workspace.tell(new Happening.Whispered(channel, to, threadTs, message));
            return id;
        });
    }

    /** The ephemeral with this ts: {channel, user, thread_ts, message}. */
    public Optional<ObjectNode> find(String ts) {
        return workspace.still(() -> Optional.ofNullable(whispers.get(ts)));
    }

    public List<ObjectNode> to(Person person) {
        return workspace.still(() -> whispers.values().stream()
                .filter(w -> w.path("user").asText().equals(person.id()))
                .toList());
    }

    /** Takes one away again, if it is still shown. */
    public void hide(Channel channel, Person to, String ts) {
        if (workspace.still(() -> whispers.remove(ts) != null)) {
            workspace.tell(new Happening.Unwhispered(channel, to, ts));
        }
    }
}
