package io.gluethread.playground.slack.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;
import io.gluethread.playground.slack.workspace.Channel;
import io.gluethread.playground.slack.workspace.Person;
import io.gluethread.playground.slack.workspace.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** {@code conversations.*}. */
final class ConversationMethods {
    /** "Maximum of 999": docs.slack.dev/reference/methods/conversations.history. */
    private static final int MOST_OF_HISTORY = 999;

    private final Workspace workspace;
    private final Rooms rooms;

    ConversationMethods(Workspace workspace) {
        this.workspace = workspace;
        this.rooms = new Rooms(workspace);
    }

    void register(Map<String, Method> methods) {
        methods.put("conversations.list", call -> list(call, c -> c.visibleTo(call.actor())));
        methods.put("users.conversations", call -> {
            String user = call.arguments().text("user");
            Person whose = user.isEmpty() ? call.actor() : Rooms.person(user);
            ObjectNode page = list(call, c -> c.has(whose) && c.visibleTo(call.actor()));
            for (JsonNode channel : page.path("channels")) {
                ((ObjectNode) channel).remove(List.of("is_member", "num_members"));
            }
            return page;
        });
        methods.put("conversations.info", this::info);
        methods.put("conversations.history", this::history);
        methods.put("conversations.replies", this::replies);
        methods.put("conversations.members", this::members);
        methods.put("conversations.open", this::open);
        methods.put("conversations.create", this::create);
        methods.put("conversations.archive", call -> archive(call, true));
        methods.put("conversations.unarchive", call -> archive(call, false));
        methods.put("conversations.join", this::join);
        methods.put("conversations.invite", this::invite);
        methods.put("conversations.leave", this::leave);
        methods.put("conversations.kick", this::kick);
    }

    private ObjectNode list(Call call, Predicate<Channel> test) {
        Set<String> types =
                Set.of((call.arguments().has("types") ? call.arguments().text("types") : "public_channel")
                        .replace(" ", "")
                        .split(",", -1));
        if (!Set.of("public_channel", "private_channel", "im", "mpim").containsAll(types)) {
            throw new Refusal("invalid_types");
        }
        List<ObjectNode> channels = workspace.still(() -> workspace.channels().stream()
                .filter(c -> types.contains(c.listedAs()))
                .filter(c -> !c.isArchived() || !call.arguments().flag("exclude_archived"))
                .filter(test)
                .map(c -> c.toJson(call.actor()))
                .toList());
        return Rooms.page(call, "channels", channels, 100);
    }

    private ObjectNode info(Call call) {
        Channel channel = rooms.visible(call, "channel");
        return Json.object().set("channel", workspace.still(() -> channel.toJson(call.actor())));
    }

    private ObjectNode history(Call call) {
        Channel channel = readable(call);
        List<ObjectNode> messages = workspace.still(channel::history).stream()
                .filter(between(call))
                .map(m -> shown(m, call))
                .toList();
        return withMore(Rooms.page(call, "messages", messages, 100, MOST_OF_HISTORY))
                .put("pin_count", 0);
    }

    private ObjectNode replies(Call call) {
        Channel channel = readable(call);
        String ts = call.arguments().required("ts");
        ObjectNode root = channel.message(ts).orElseThrow(() -> new Refusal("thread_not_found"));
        Predicate<ObjectNode> between = between(call);
        List<ObjectNode> messages = workspace.still(() -> channel.thread(ts)).stream()
                .filter(m -> m.path("ts").equals(root.path("ts")) || between.test(m))
                .map(m -> shown(m, call))
                .toList();
        return withMore(Rooms.page(call, "messages", messages, 1000));
    }

    /** Apps must be in a channel to read it; members of the home team may look into public ones. */
    private Channel readable(Call call) {
        Channel channel = rooms.visible(call, "channel");
        if (call.actor().isBot() && !channel.has(call.actor())) {
            throw new Refusal("not_in_channel");
        }
        return channel;
    }

    private static Predicate<ObjectNode> between(Call call) {
        String oldest = stamp(call, "oldest");
        String latest = stamp(call, "latest");
        boolean inclusive = call.arguments().flag("inclusive");
        return message -> {
            String ts = message.path("ts").asText();
            int afterOldest = oldest.isEmpty() ? 1 : ts.compareTo(oldest);
            int beforeLatest = latest.isEmpty() ? 1 : latest.compareTo(ts);
            return inclusive ? afterOldest >= 0 && beforeLatest >= 0 : afterOldest > 0 && beforeLatest > 0;
        };
    }

    /** Brings "1700000000", "1700000000.5" and "0" into the form of a message's ts. */
    private static String stamp(Call call, String argument) {
        String given = call.arguments().text(argument);
        if (given.isEmpty() || given.equals("now")) {
            return "";
        }
        if (!given.matches("\\d{1,10}(\\.\\d{1,6})?")) {
            throw new Refusal("invalid_ts_" + argument);
        }
        String[] parts = given.split("\\.", -1);
        String fraction = parts.length > 1 ? parts[1] : "";
        return "0".repeat(10 - parts[0].length()) + parts[0] + "." + fraction + "0".repeat(6 - fraction.length());
    }

    private static ObjectNode shown(ObjectNode message, Call call) {
        ObjectNode copy = message.deepCopy();
        if (!call.arguments().flag("include_all_metadata")) {
            copy.remove("metadata");
        }
        return copy;
    }

    private static ObjectNode withMore(ObjectNode page) {
        boolean more =
                !page.path("response_metadata").path("next_cursor").asText().isEmpty();
        return page.put("has_more", more);
    }

    private ObjectNode members(Call call) {
        Channel channel = rooms.visible(call, "channel");
        List<String> all = workspace.still(channel::members);
        List<ObjectNode> wrapped =
                all.stream().map(m -> Json.object().put("id", m)).toList();
        ObjectNode page = Rooms.page(call, "members", wrapped, 100);
        List<String> ids = new ArrayList<>();
        page.path("members").forEach(m -> ids.add(m.path("id").asText()));
        return page.set("members", Json.array(ids));
    }

    private ObjectNode open(Call call) {
        String id = call.arguments().text("channel");
        if (id.isEmpty()) {
            String[] users = call.arguments().required("users").split(",", -1);
            if (users.length != 1) {
                throw new Refusal("method_not_supported_for_channel_type");
            }
            Person other = Rooms.person(users[0].strip());
            Person human = call.actor().isBot() ? other : call.actor();
            if (human.isBot() || (!call.actor().isBot() && !other.isBot())) {
                throw new Refusal("cannot_dm_bot");
            }
            id = Workspace.direct(human);
        }
        Channel channel = workspace
                .channel(id)
                .filter(c -> c.has(call.actor()))
                .orElseThrow(() -> new Refusal("channel_not_found"));
        ObjectNode answer = Json.object().put("no_op", true).put("already_open", true);
        return answer.set(
                "channel",
                call.arguments().flag("return_im")
                        ? channel.toJson(call.actor()).without("is_user_deleted")
                        : Json.object().put("id", channel.id()));
    }

    private ObjectNode create(Call call) {
        member(call);
        String name = call.arguments().required("name");
        if (!name.matches("[\\p{Ll}\\p{Lo}\\d_-]{1,80}")) {
            throw new Refusal("invalid_name_specials");
        }
        Channel channel = workspace
                .create(name, call.arguments().flag("is_private"), call.actor())
                .orElseThrow(() -> new Refusal("name_taken"));
        return Json.object().set("channel", workspace.still(() -> channel.toJson(call.actor())));
    }

    private ObjectNode archive(Call call, boolean archived) {
        member(call);
        Channel channel = rooms.visible(call, "channel");
        if (channel.isDirect()) {
            throw new Refusal("method_not_supported_for_channel_type");
        }
        if (channel.name().equals("general")) {
            throw new Refusal("cant_archive_general");
        }
        if (!workspace.archive(channel, call.actor(), archived)) {
            throw new Refusal(archived ? "already_archived" : "not_archived");
        }
        return Json.object();
    }

    /** Guests and people of other companies manage nothing here. */
    private static void member(Call call) {
        if (call.actor().kind() == Person.Kind.GUEST || call.actor().kind() == Person.Kind.STRANGER) {
            throw new Refusal("user_is_restricted");
        }
    }

    private ObjectNode join(Call call) {
        Channel channel = open(rooms.visible(call, "channel"));
        if (!channel.has(call.actor())) {
            member(call);
        }
        boolean joined = workspace.join(channel, call.actor(), call.actor());
        ObjectNode answer = Json.object();
        if (!joined) {
            answer.put("warning", "already_in_channel");
        }
        return answer.set("channel", workspace.still(() -> channel.toJson(call.actor())));
    }

    private static Channel open(Channel channel) {
        if (channel.isArchived()) {
            throw new Refusal("is_archived");
        }
        return channel;
    }

    private ObjectNode invite(Call call) {
        Channel channel = open(rooms.joined(call, "channel"));
        for (String id : call.arguments().required("users").split(",", -1)) {
            if (Rooms.person(id.strip()).kind() == Person.Kind.STRANGER && !channel.isShared()) {
                throw new Refusal("cant_invite");
            }
            if (!workspace.join(channel, Rooms.person(id.strip()), call.actor())) {
                throw new Refusal("already_in_channel");
            }
        }
        return Json.object().set("channel", workspace.still(() -> channel.toJson(call.actor())));
    }

    private ObjectNode leave(Call call) {
        Channel channel = rooms.visible(call, "channel");
        return workspace.leave(channel, call.actor())
                ? Json.object()
                : Json.object().put("not_in_channel", true);
    }

    private ObjectNode kick(Call call) {
        Channel channel = rooms.joined(call, "channel");
        if (!workspace.leave(channel, Rooms.person(call.arguments().required("user")))) {
            throw new Refusal("not_in_channel");
        }
        return Json.object();
    }
}
