package io.gluethread.playground.slack.workspace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;
import io.gluethread.playground.slack.text.Names;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The whole state of this Slack. Every change happens under one lock and is told to the listeners under it, so that
 * everybody hears of changes in the order in which they happened; listeners only queue.
 */
public final class Workspace implements Names {
    public static final String TEAM = "T_PLAY";
    public static final String OTHER_TEAM = "T_OTHER";
    public static final String APP = "A_GLUE";
    public static final String BOT = "B_GLUE";

    /** The old verification token that every request carries; the signature is what counts. */
    public static final String VERIFICATION = "playground-verification-token";

    private final Stamps stamps;
    private final Map<String, Channel> channels = new LinkedHashMap<>();
    private final Map<String, StoredFile> files = new LinkedHashMap<>();
    private final List<Consumer<Happening>> listeners = new CopyOnWriteArrayList<>();

    public Workspace(InstantSource clock) {
        this.stamps = new Stamps(clock);
        add(new Channel("C_DATA", "data-team", Channel.Kind.PUBLIC, List.of("U_ANA", "U_BEN", "U_CLEO", "U_GLUE")));
        add(new Channel("C_GENERAL", "general", Channel.Kind.PUBLIC, List.of("U_ANA", "U_BEN", "U_CLEO", "U_GLUE")));
        add(new Channel(
                "C_SHARED",
                "shared-partners",
                Channel.Kind.SHARED,
                List.of("U_ANA", "U_BEN", "U_CLEO", "U_DAN", "U_GLUE")));
        add(new Channel("C_RANDOM", "random", Channel.Kind.PUBLIC, List.of("U_ANA", "U_BEN")));
        for (Person human : People.humans()) {
            String id = direct(human);
            add(new Channel(id, human.name(), Channel.Kind.DIRECT, List.of(human.id(), People.GLUE.id())));
        }
    }

    private void add(Channel channel) {
        channels.put(channel.id(), channel);
    }

    /** The id of a person's direct message with the bot. */
    public static String direct(Person human) {
        return "D_" + human.id().substring("U_".length());
    }

    public void listen(Consumer<Happening> listener) {
        listeners.add(listener);
    }

    public synchronized void tell(Happening happening) {
        listeners.forEach(l -> l.accept(happening));
    }

    public Instant now() {
        return stamps.now();
    }

    public synchronized String newTs() {
        return stamps.ts();
    }

    public synchronized String newId(String prefix) {
        return stamps.id(prefix);
    }

    public synchronized Optional<Channel> channel(String id) {
        return Optional.ofNullable(channels.get(id));
    }

    public synchronized List<Channel> channels() {
        return List.copyOf(channels.values());
    }

    /** A new channel with its creator in it; empty when the name is taken. */
    public synchronized Optional<Channel> create(String name, boolean hidden, Person creator) {
        if (channelNamed(name).isPresent()) {
            return Optional.empty();
        }
        Channel channel = new Channel(
                stamps.id("C_"), name, hidden ? Channel.Kind.PRIVATE : Channel.Kind.PUBLIC, List.of(creator.id()));
        add(channel);
        return Optional.of(channel);
    }

    /** Archives a channel or brings it back; false when it was so already. */
    public synchronized boolean archive(Channel channel, Person by, boolean archived) {
        if (channel.isArchived() == archived) {
            return false;
        }
        channel.archived(archived);
        tell(new Happening.Archived(channel, by, archived));
        return true;
    }

    @Override
    public Optional<String> user(String handle) {
        return People.byName(handle).map(Person::id);
    }

    @Override
    public synchronized Optional<String> channelNamed(String name) {
        return channels.values().stream()
                .filter(c -> !c.isDirect() && c.name().equals(name))
                .map(Channel::id)
                .findFirst();
    }

    /** Runs a read or a change that needs a still state. */
    public synchronized <T> T still(Supplier<T> work) {
        return work.get();
    }

    /**
     * Stores a message and tells of it. {@code draft} holds what the author gives; ts, ids and thread bookkeeping are
     * added here. The thread's root must exist.
     */
    public synchronized ObjectNode post(
            Channel channel, Person author, ObjectNode draft, String threadTs, boolean broadcast) {
        String ts = stamps.ts();
        ObjectNode message = Json.object().put("type", "message");
        if (broadcast && !threadTs.isEmpty()) {
            message.put("subtype", "thread_broadcast");
        }
        message.put("user", author.id());
        if (author.isBot()) {
            message.put("bot_id", BOT).put("app_id", APP).set("bot_profile", botProfile());
        } else {
            message.put("client_msg_id", stamps.id("MSG-"));
        }
        message.setAll(draft.deepCopy());
        message.put("ts", ts).put("team", author.teamId());
        if (author.kind() == Person.Kind.STRANGER) {
            message.put("user_team", author.teamId()).put("source_team", author.teamId());
        }
        if (message.path("blocks").isArray()) {
            nameBlocks(message.withArray("blocks"));
        }
        Optional<ObjectNode> root = threadTs.isEmpty() ? Optional.empty() : channel.message(threadTs);
        root.ifPresent(r -> message.put("thread_ts", threadTs)
                .put("parent_user_id", r.path("user").asText()));
        channel.put(message);
        tell(new Happening.Posted(channel, message, author));
        root.ifPresent(r -> recount(channel, threadTs));
        if (author.isBot() && !threadTs.isEmpty()) {
            tell(new Happening.Status(channel, threadTs, "", List.of()));
        }
        return message;
    }

    private static ObjectNode botProfile() {
        ObjectNode profile = Json.object()
                .put("id", BOT)
                .put("deleted", false)
                .put("name", "glue")
                .put("updated", 0)
                .put("app_id", APP)
                .put("team_id", TEAM);
        profile.putObject("icons");
        return profile;
    }

    /** Gives every block and element that has no id one, as Slack does. */
    public synchronized void nameBlocks(ArrayNode blocks) {
        for (JsonNode block : blocks) {
            if (block instanceof ObjectNode object && !object.hasNonNull("block_id")) {
                object.put("block_id", stamps.id("b"));
            }
            List<JsonNode> elements = new ArrayList<>();
            if (block.path("type").asText().equals("actions")) {
                block.path("elements").forEach(elements::add);
            }
            elements.add(block.path("accessory"));
            elements.add(block.path("element"));
            for (JsonNode element : elements) {
                if (element instanceof ObjectNode object
                        && !object.hasNonNull("action_id")
                        && !object.path("type").asText().equals("image")) {
                    object.put("action_id", stamps.id("a"));
                }
            }
        }
    }

    private void recount(Channel channel, String rootTs) {
        Optional<ObjectNode> before = channel.message(rootTs);
        if (before.isEmpty()) {
            return;
        }
        List<ObjectNode> thread = channel.thread(rootTs);
        List<ObjectNode> replies = thread.subList(1, thread.size());
        ObjectNode root = before.get().deepCopy();
        if (replies.isEmpty()) {
            root.remove(List.of("thread_ts", "reply_count", "reply_users_count", "latest_reply", "reply_users"));
        } else {
            List<String> users = replies.stream()
                    .map(r -> r.path("user").asText())
                    .distinct()
                    .toList();
            root.put("thread_ts", rootTs)
                    .put("reply_count", replies.size())
                    .put("reply_users_count", users.size())
                    .put("latest_reply", replies.getLast().path("ts").asText());
            root.set("reply_users", Json.array(users));
        }
        channel.put(root);
        tell(new Happening.Changed(channel, root, before.get(), true));
    }

    /** Replaces a message by an edited copy. */
    public synchronized Optional<ObjectNode> edit(Channel channel, String ts, UnaryOperator<ObjectNode> change) {
        return channel.message(ts).map(before -> {
            ObjectNode after = change.apply(before.deepCopy());
            if (after.path("blocks").isArray()) {
                nameBlocks(after.withArray("blocks"));
            }
            channel.put(after);
            tell(new Happening.Changed(channel, after, before, false));
            return after;
        });
    }

    /** Deletes a message; a root with replies stays as a tombstone. */
    public synchronized void delete(Channel channel, String ts) {
        channel.message(ts).ifPresent(before -> {
            if (before.path("reply_count").asInt() > 0) {
                ObjectNode tombstone = before.deepCopy();
                tombstone.remove(List.of("blocks", "files", "reactions", "metadata", "client_msg_id", "bot_profile"));
                tombstone
                        .put("subtype", "tombstone")
                        .put("hidden", true)
                        .put("user", "USLACKBOT")
                        .put("text", "This message was deleted.");
                channel.put(tombstone);
                tell(new Happening.Changed(channel, tombstone, before, false));
                return;
            }
            channel.drop(ts);
            tell(new Happening.Deleted(channel, ts, before));
            if (!Channel.isRoot(before)) {
                recount(channel, before.path("thread_ts").asText());
            }
        });
    }

    /** Adds or takes back a reaction; false when nothing changed. The message must exist. */
    public synchronized boolean react(Channel channel, String ts, String name, Person by, boolean add) {
        ObjectNode message = channel.message(ts).orElseThrow().deepCopy();
        Map<String, List<String>> reactions = new LinkedHashMap<>();
        for (JsonNode reaction : message.path("reactions")) {
            List<String> users = new ArrayList<>();
            reaction.path("users").forEach(u -> users.add(u.asText()));
            reactions.put(reaction.path("name").asText(), users);
        }
        List<String> users = reactions.computeIfAbsent(name, _ -> new ArrayList<>());
        if (users.contains(by.id()) == add) {
            return false;
        }
        if (add) {
            users.add(by.id());
        } else {
            users.remove(by.id());
        }
        ArrayNode all = message.putArray("reactions");
        reactions.forEach((n, who) -> {
            if (!who.isEmpty()) {
                all.addObject().put("name", n).put("count", who.size()).set("users", Json.array(who));
            }
        });
        if (all.isEmpty()) {
            message.remove("reactions");
        }
        channel.put(message);
        tell(new Happening.Reacted(channel, message, name, by, List.copyOf(users), add));
        return true;
    }

    /** False when the person was in it already. */
    public synchronized boolean join(Channel channel, Person person, Person inviter) {
        boolean joined = channel.add(person);
        if (joined) {
            tell(new Happening.Joined(channel, person, inviter));
        }
        return joined;
    }

    public synchronized boolean leave(Channel channel, Person person) {
        // Told first: an app that leaves still hears of it.
        if (!channel.has(person)) {
            return false;
        }
        tell(new Happening.Left(channel, person));
        return channel.remove(person);
    }

    public synchronized void keep(StoredFile file) {
        files.put(file.id(), file);
    }

    public synchronized Optional<StoredFile> file(String id) {
        return Optional.ofNullable(files.get(id));
    }

    /** Forgets a file and takes it out of the messages that showed it. */
    public synchronized void forget(StoredFile file) {
        files.remove(file.id());
        for (Channel channel : channels.values()) {
            for (ObjectNode message : channel.withFile(file.id())) {
                edit(channel, message.path("ts").asText(), m -> {
                    for (JsonNode shown : m.path("files")) {
                        if (shown instanceof ObjectNode object
                                && object.path("id").asText().equals(file.id())) {
                            object.removeAll();
                            object.put("id", file.id()).put("mode", "tombstone");
                        }
                    }
                    return m;
                });
            }
        }
    }
}
