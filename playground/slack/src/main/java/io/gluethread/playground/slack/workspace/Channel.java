package io.gluethread.playground.slack.workspace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArraySet;

/** A channel or a direct message, with its messages by {@code ts}. Changed under its workspace's lock, read by anybody. */
public final class Channel {
    private final String id;
    private final String name;
    private final Kind kind;
    private final Set<String> members = new CopyOnWriteArraySet<>();
    private final ConcurrentSkipListMap<String, ObjectNode> messages = new ConcurrentSkipListMap<>();
    private volatile boolean archived;

    /** Who can be in it. */
    public enum Kind {
        PUBLIC,
        PRIVATE,
        SHARED,
        DIRECT
    }

    Channel(String id, String name, Kind kind, List<String> members) {
        this.id = id;
        this.name = name;
        this.kind = kind;
        this.members.addAll(members);
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    public boolean isDirect() {
        return kind == Kind.DIRECT;
    }

    public boolean isShared() {
        return kind == Kind.SHARED;
    }

    public boolean isPrivate() {
        return kind == Kind.PRIVATE;
    }

    public boolean isArchived() {
        return archived;
    }

    void archived(boolean now) {
        archived = now;
    }

    /** The {@code channel_type} of message events. */
    public String type() {
        return switch (kind) {
            case DIRECT -> "im";
            case PRIVATE -> "group";
            case PUBLIC, SHARED -> "channel";
        };
    }

    /** What {@code types} of conversations.list calls it. */
    public String listedAs() {
        return switch (kind) {
            case DIRECT -> "im";
            case PRIVATE -> "private_channel";
            case PUBLIC, SHARED -> "public_channel";
        };
    }

    public boolean has(Person person) {
        return members.contains(person.id());
    }

    /** Public channels are known to every full member of the home team; all others to their members. */
    public boolean visibleTo(Person person) {
        return has(person)
                || (kind != Kind.DIRECT
                        && kind != Kind.PRIVATE
                        && (person.kind() == Person.Kind.MEMBER || person.kind() == Person.Kind.BOT));
    }

    public List<String> members() {
        return List.copyOf(members);
    }

    boolean add(Person person) {
        return members.add(person.id());
    }

    boolean remove(Person person) {
        return members.remove(person.id());
    }

    /** The message with this {@code ts}, not a copy; never change it, replace it. */
    public Optional<ObjectNode> message(String ts) {
        return Optional.ofNullable(messages.get(ts));
    }

    void put(ObjectNode message) {
        messages.put(message.path("ts").asText(), message);
    }

    void drop(String ts) {
        messages.remove(ts);
    }

    /** Roots and broadcasts, newest first. */
    public List<ObjectNode> history() {
        return messages.descendingMap().values().stream()
                .filter(m -> isRoot(m) || m.path("subtype").asText().equals("thread_broadcast"))
                .toList();
    }

    /** The root and its replies, oldest first. */
    public List<ObjectNode> thread(String root) {
        return messages.tailMap(root).values().stream()
                .filter(m -> m.path("ts").asText().equals(root)
                        || m.path("thread_ts").asText().equals(root))
                .toList();
    }

    List<ObjectNode> withFile(String fileId) {
        return messages.values().stream()
                .filter(m -> m.path("files")
                        .valueStream()
                        .anyMatch(f -> f.path("id").asText().equals(fileId)))
                .toList();
    }

    static boolean isRoot(ObjectNode message) {
        String thread = message.path("thread_ts").asText();
        return thread.isEmpty() || thread.equals(message.path("ts").asText());
    }

    /** The conversation object (docs.slack.dev/reference/objects/conversation-object). */
    public ObjectNode toJson(Person reader) {
        ObjectNode json = Json.object().put("id", id).put("created", 0);
        if (isDirect()) {
            String other = members.stream()
                    .filter(m -> !m.equals(reader.id()))
                    .findFirst()
                    .orElse(reader.id());
            return json.put("is_im", true)
                    .put("is_org_shared", false)
                    .put("is_archived", false)
                    .put("user", other)
                    .put("is_user_deleted", false)
                    .put("priority", 0);
        }
        json.put("name", name)
                .put("name_normalized", name)
                .put("is_channel", !isPrivate())
                .put("is_group", isPrivate())
                .put("is_im", false)
                .put("is_mpim", false)
                .put("is_private", isPrivate())
                .put("is_archived", archived)
                .put("is_general", name.equals("general"))
                .put("is_shared", isShared())
                .put("is_ext_shared", isShared())
                .put("is_org_shared", false)
                .put("is_member", has(reader))
                .put("creator", "U_ANA")
                .put("context_team_id", Workspace.TEAM)
                .put("num_members", members.size());
        json.putArray("shared_team_ids").add(Workspace.TEAM);
        if (isShared()) {
            json.withArray("shared_team_ids").add(Workspace.OTHER_TEAM);
        }
        json.putObject("topic").put("value", "").put("creator", "").put("last_set", 0);
        json.putObject("purpose").put("value", "").put("creator", "").put("last_set", 0);
        return json;
    }
}
