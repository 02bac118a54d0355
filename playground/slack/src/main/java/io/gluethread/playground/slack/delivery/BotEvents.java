package io.gluethread.playground.slack.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;
import io.gluethread.playground.slack.workspace.Channel;
import io.gluethread.playground.slack.workspace.Happening;
import io.gluethread.playground.slack.workspace.People;
import io.gluethread.playground.slack.workspace.Person;
import io.gluethread.playground.slack.workspace.Workspace;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Turns what happened into the events that Slack sends to an app that is a member of the channel. */
public final class BotEvents implements Consumer<Happening> {
    private static final String MENTION = "<@" + People.GLUE.id() + ">";

    private final Workspace workspace;
    private final EventDelivery delivery;

    public BotEvents(Workspace workspace, EventDelivery delivery) {
        this.workspace = workspace;
        this.delivery = delivery;
    }

    @Override
    public void accept(Happening happening) {
        switch (happening) {
            case Happening.Posted(Channel channel, ObjectNode message, Person author) ->
                posted(channel, message, author);
            case Happening.Changed changed -> {
                if (!changed.quiet()) {
                    hidden(
                            changed.channel(),
                            Json.object()
                                    .put("subtype", "message_changed")
                                    .<ObjectNode>set("message", bare(changed.message()))
                                    .set("previous_message", bare(changed.before())));
                }
            }
            case Happening.Deleted(Channel channel, String ts, ObjectNode before) ->
                hidden(
                        channel,
                        Json.object()
                                .put("subtype", "message_deleted")
                                .put("deleted_ts", ts)
                                .set("previous_message", bare(before)));
            case Happening.Reacted reacted -> reacted(reacted);
            case Happening.Joined(Channel channel, Person person, Person inviter) ->
                send(
                        channel,
                        membership("member_joined_channel", channel, person).put("inviter", inviter.id()));
            case Happening.Left(Channel channel, Person person) ->
                send(channel, membership("member_left_channel", channel, person));
            case Happening.Archived(Channel channel, Person by, boolean archived) ->
                send(channel, archived(channel, by, archived));
            case Happening.Whispered _,
                    Happening.Unwhispered _,
                    Happening.ViewShown _,
                    Happening.HomeShown _,
                    Happening.Status _,
                    Happening.Wire _ -> {} // no app hears of these
        }
    }

    /** Tells the bot that somebody looks at its App Home. */
    public CompletableFuture<Answer> homeOpened(Person by, String tab) {
        ObjectNode event = Json.object()
                .put("type", "app_home_opened")
                .put("user", by.id())
                .put("channel", Workspace.direct(by))
                .put("tab", tab)
                .put("event_ts", workspace.newTs());
        return delivery.deliver(Workspace.direct(by), event, false);
    }

    private void posted(Channel channel, ObjectNode message, Person author) {
        ObjectNode event = bare(message)
                .put("channel", channel.id())
                .put("event_ts", message.path("ts").asText())
                .put("channel_type", channel.type());
        if (event.has("files") && !event.has("subtype")) {
            event.put("subtype", "file_share").put("upload", false).put("display_as_bot", false);
            event.remove(List.of("client_msg_id", "team", "bot_profile"));
        }
        if (event.path("subtype").asText().equals("thread_broadcast")) {
            event.remove(List.of("parent_user_id", "team"));
            channel.message(event.path("thread_ts").asText()).ifPresent(first -> {
                ObjectNode root = bare(first);
                root.remove(List.of("client_msg_id", "blocks"));
                event.set("root", root);
            });
        }
        send(channel, event);
        if (!author.isBot()
                && !channel.isDirect()
                && message.path("text").asText().contains(MENTION)) {
            ObjectNode mention = bare(message).put("type", "app_mention").put("channel", channel.id());
            mention.remove(List.of("subtype", "parent_user_id"));
            send(channel, mention.put("event_ts", message.path("ts").asText()));
        }
    }

    private void hidden(Channel channel, ObjectNode change) {
        String ts = workspace.newTs();
        send(
                channel,
                change.put("type", "message")
                        .put("channel", channel.id())
                        .put("hidden", true)
                        .put("ts", ts)
                        .put("event_ts", ts)
                        .put("channel_type", channel.type()));
    }

    private void reacted(Happening.Reacted reacted) {
        ObjectNode event = Json.object()
                .put("type", reacted.added() ? "reaction_added" : "reaction_removed")
                .put("user", reacted.by().id())
                .put("reaction", reacted.name());
        event.putObject("item")
                .put("type", "message")
                .put("channel", reacted.channel().id())
                .put("ts", reacted.message().path("ts").asText());
        event.put("item_user", reacted.message().path("user").asText()).put("event_ts", workspace.newTs());
        send(reacted.channel(), event);
    }

    private ObjectNode membership(String type, Channel channel, Person person) {
        return Json.object()
                .put("type", type)
                .put("user", person.id())
                .put("channel", channel.id())
                .put("channel_type", channel.isDirect() ? "D" : channel.isPrivate() ? "G" : "C")
                .put("team", person.teamId())
                .put("event_ts", workspace.newTs());
    }

    private ObjectNode archived(Channel channel, Person by, boolean archived) {
        ObjectNode event = Json.object()
                .put("type", (channel.isPrivate() ? "group_" : "channel_") + (archived ? "" : "un") + "archive")
                .put("channel", channel.id());
        // Of a private channel that comes back Slack does not say who did it.
        if (archived || !channel.isPrivate()) {
            event.put("user", by.id());
        }
        return event.put("event_ts", workspace.newTs());
    }

    private void send(Channel channel, ObjectNode event) {
        if (channel.has(People.GLUE)) {
            CompletableFuture<Answer> _ = delivery.deliver(channel.id(), event, channel.isShared());
        }
    }

    /** A message as events carry it, with the keys that Slack's own samples of them have. */
    private static ObjectNode bare(ObjectNode message) {
        ObjectNode copy = message.deepCopy();
        copy.remove(List.of("metadata", "app_id", "reply_users"));
        for (JsonNode file : copy.path("files")) {
            if (file instanceof ObjectNode shared) {
                shared.remove("channels");
            }
        }
        return copy;
    }
}
