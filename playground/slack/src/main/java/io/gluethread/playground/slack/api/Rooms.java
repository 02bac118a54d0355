package io.gluethread.playground.slack.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;
import io.gluethread.playground.slack.workspace.Channel;
import io.gluethread.playground.slack.workspace.People;
import io.gluethread.playground.slack.workspace.Person;
import io.gluethread.playground.slack.workspace.Workspace;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** How calls name channels, messages and pages, and what is refused when they name none. */
final class Rooms {
    private final Workspace workspace;

    Rooms(Workspace workspace) {
        this.workspace = workspace;
    }

    /** A channel that the caller may know of, by its id, which is all that most methods take. */
    Channel visible(Call call, String argument) {
        return visible(call, workspace.channel(call.arguments().required(argument)));
    }

    /** Where chat.postMessage and chat.postEphemeral write: to an id, a name, or a person's id for the direct message. */
    Channel addressed(Call call) {
        String name = call.arguments().required("channel");
        Optional<Channel> channel = workspace.channel(name);
        if (channel.isEmpty()) {
            channel = workspace
                    .channelNamed(name.startsWith("#") ? name.substring(1) : name)
                    .flatMap(workspace::channel);
        }
        if (channel.isEmpty()) {
            channel = People.byId(name)
                    .filter(p -> call.actor().isBot() && !p.isBot())
                    .flatMap(p -> workspace.channel(Workspace.direct(p)));
        }
        return writable(call, visible(call, channel));
    }

    private static Channel visible(Call call, Optional<Channel> channel) {
        return channel.filter(c -> c.visibleTo(call.actor())).orElseThrow(() -> new Refusal("channel_not_found"));
    }

    /** A channel that the caller is in. */
    Channel joined(Call call, String argument) {
        return joined(call, visible(call, argument));
    }

    private static Channel joined(Call call, Channel channel) {
        if (!channel.has(call.actor())) {
            throw new Refusal("not_in_channel");
        }
        return channel;
    }

    /** A channel that the caller may write in. */
    Channel writable(Call call, String argument) {
        return writable(call, visible(call, argument));
    }

    private static Channel writable(Call call, Channel channel) {
        if (joined(call, channel).isArchived()) {
            throw new Refusal("is_archived");
        }
        return channel;
    }

    ObjectNode message(Channel channel, String ts) {
        return channel.message(ts).orElseThrow(() -> new Refusal("message_not_found"));
    }

    /** The thread to post into; empty for the channel itself. Replies are no roots. */
    String thread(Channel channel, Arguments arguments) {
        String ts = arguments.text("thread_ts");
        return ts.isEmpty() ? "" : thread(channel, ts);
    }

    String thread(Channel channel, String ts) {
        ObjectNode root = channel.message(ts).orElseThrow(() -> new Refusal("thread_not_found"));
        String above = root.path("thread_ts").asText();
        if (!above.isEmpty() && !above.equals(ts)) {
            throw new Refusal("cannot_reply_to_message");
        }
        return ts;
    }

    static Person person(String id) {
        return People.byId(id).orElseThrow(() -> new Refusal("user_not_found"));
    }

    /** One page of a list under {@code name}, with Slack's cursor. */
    static ObjectNode page(Call call, String name, List<ObjectNode> all, int otherwise) {
        return page(call, name, all, otherwise, 1000);
    }

    /** @param most that a page holds, also when a thousand are asked for */
    static ObjectNode page(Call call, String name, List<ObjectNode> all, int otherwise, int most) {
        int limit = Math.min(most, call.arguments().number("limit", otherwise, 1, 1000));
        int from = cursor(call.arguments().text("cursor"));
        if (from > all.size()) {
            throw new Refusal("invalid_cursor");
        }
        int to = Math.min(all.size(), from + limit);
        ArrayNode items = Json.array();
        all.subList(from, to).forEach(items::add);
        ObjectNode page = Json.object();
        page.set(name, items);
        page.putObject("response_metadata").put("next_cursor", to < all.size() ? cursor(to) : "");
        return page;
    }

    private static String cursor(int from) {
        return Base64.getEncoder().encodeToString(("next:" + from).getBytes(StandardCharsets.UTF_8));
    }

    private static int cursor(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        try {
            String plain = new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
            int from = Integer.parseInt(plain.substring("next:".length()));
            if (plain.startsWith("next:") && from >= 0) {
                return from;
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
            // told below
        }
        throw new Refusal("invalid_cursor");
    }
}
