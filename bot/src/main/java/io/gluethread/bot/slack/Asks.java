package io.gluethread.bot.slack;

import com.fasterxml.jackson.databind.JsonNode;
import io.gluethread.bot.delivery.ChatException;
import io.gluethread.broker.Broker;
import io.gluethread.broker.ledger.Inbox;
import io.gluethread.broker.ledger.Surfaces;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.ThreadKey;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.commands.Commands;
import io.gluethread.commands.ask.Ask;
import io.gluethread.commands.ask.Ask.Asker;
import io.gluethread.commands.ask.Ask.Place;
import io.gluethread.commands.ask.Ask.Said;
import io.gluethread.commands.parse.TypedMessage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Slack sent as an {@link Ask}: who, where, what. */
final class Asks {
    /** Only what may concern us is worth asking Slack who wrote it. */
    private static final Pattern NAMED = Pattern.compile("(?i)glue");

    /** What {@code Actions.CONFIGURE_FORM} says of itself. */
    private static final Pattern ABOUT_THREAD = Pattern.compile("thread ([a-z0-9]{8,40})");

    private static final Pattern ABOUT_CHANNEL = Pattern.compile("next ([A-Z][A-Z0-9_]{1,40})");

    private static final Duration SOON = Duration.ofSeconds(1);

    private final SlackClient slack;
    private final Directory directory;
    private final Broker broker;
    private final Surfaces surfaces;

    Asks(SlackClient slack, Directory directory, Broker broker, Surfaces surfaces) {
        this.slack = slack;
        this.directory = directory;
        this.broker = broker;
        this.surfaces = surfaces;
    }

    /**
     * Empty when it is nothing that anybody asks of us.
     *
     * @throws ChatException.Limited while it may be said in a thread of ours whose root is not known yet
     */
    Optional<Ask> of(Inbox.Item item) {
        JsonNode body = Json.object(item.body()).orElseGet(Json::object);
        return switch (item.kind()) {
            case "event" -> message(body.path("event"), item);
            case "command" -> Optional.of(command(body, item));
            case "press" -> press(body, item);
            case "shortcut" -> shortcut(body, item);
            case "form" -> Optional.of(form(body, item));
            default -> Optional.empty();
        };
    }

    private Optional<Ask> message(JsonNode event, Inbox.Item item) {
        String type = Json.text(event, "type");
        String channel = Json.text(event, "channel");
        String ts = Json.text(event, "ts");
        String user = Json.text(event, "user");
        boolean said = type.equals("message") || type.equals("app_mention");
        if (!said
                || channel.isEmpty()
                || ts.isEmpty()
                || user.isEmpty()
                || user.equals(slack.us().user())) {
            return Optional.empty();
        }
        Optional<ThreadKey> thread = key(channel, Json.text(event, "thread_ts"));
        mustBeKnown(channel, thread, Json.text(event, "parent_user_id"));
        if (!mayConcernUs(event, channel, thread)) {
            return Optional.empty();
        }
        Said.Message message = TypedMessage.of(event, slack.us().user()).said();
        // Both events of one mention are the same request.
        return Optional.of(new Ask(
                directory.asker(user, claimedTeam(event)),
                new Place(slack.us().team(), channel, thread, Optional.of(ts)),
                message,
                item.receivedAt(),
                "message/%s/%s".formatted(channel, ts)));
    }

    /**
     * A card stands in Slack a moment before the ledger knows its message, and for longer when whoever posted it died in
     * between. What is said below it then would be taken for something that does not concern us, or open a second thread.
     *
     * @param parent who wrote the thread's root, if Slack says so
     */
    private void mustBeKnown(String channel, Optional<ThreadKey> thread, String parent) {
        boolean unknown = thread.filter(key -> broker.find(key).isEmpty()).isPresent();
        if (unknown
                && (parent.isEmpty() || parent.equals(slack.us().user()))
                && surfaces.rootOnItsWay(slack.us().team(), channel)
                && broker.find(thread.get()).isEmpty()) {
            throw new ChatException.Limited("a thread's root is not known yet", SOON);
        }
    }

    private boolean mayConcernUs(JsonNode event, String channel, Optional<ThreadKey> thread) {
        String text = Json.text(event, "text");
        return channel.startsWith("D")
                || Json.text(event, "type").equals("app_mention")
                || text.contains("<@" + slack.us().user())
                || NAMED.matcher(text).find()
                || NAMED.matcher(event.path("blocks").toString()).find()
                || thread.flatMap(broker::find).isPresent()
                || thread.map(Commands::refusedIn).flatMap(broker::before).isPresent();
    }

    /** In a shared channel the event says whose people wrote it. */
    private static String claimedTeam(JsonNode event) {
        for (String field : new String[] {"user_team", "source_team", "team"}) {
            if (!Json.text(event, field).isEmpty()) {
                return Json.text(event, field);
            }
        }
        return "";
    }

    private Ask command(JsonNode body, Inbox.Item item) {
        return new Ask(
                directory.asker(Json.text(body, "user_id"), Json.text(body, "team_id")),
                new Place(slack.us().team(), Json.text(body, "channel_id"), Optional.empty(), Optional.empty()),
                new Said.Slash(Json.text(body, "text")),
                item.receivedAt(),
                item.id());
    }

    private Optional<Ask> press(JsonNode body, Inbox.Item item) {
        JsonNode action = body.path("actions").path(0);
        String id = Json.text(action, "action_id");
        if (id.isEmpty()) {
            return Optional.empty();
        }
        String value = Json.text(action, "value");
        String chosen = Json.text(action, "selected_option.value");
        return Optional.of(new Ask(
                person(body),
                place(body),
                new Said.Pressed(id, value.isEmpty() ? chosen : value),
                item.receivedAt(),
                item.id()));
    }

    private Optional<Ask> shortcut(JsonNode body, Inbox.Item item) {
        JsonNode message = body.path("message");
        if (!message.isObject()) {
            return Optional.empty();
        }
        Place place = place(body);
        mustBeKnown(place.channel(), place.thread(), Json.text(message, "parent_user_id"));
        return Optional.of(new Ask(
                person(body),
                place,
                new Said.Shortcut(
                        Json.text(body, "callback_id"),
                        TypedMessage.of(message, slack.us().user()).pieces()),
                item.receivedAt(),
                item.id()));
    }

    private Ask form(JsonNode body, Inbox.Item item) {
        Map<String, String> fields = new LinkedHashMap<>();
        Json.at(body, "view.state.values").properties().forEach(field -> {
            JsonNode input = field.getValue().elements().hasNext()
                    ? field.getValue().elements().next()
                    : field.getValue();
            String value = Json.text(input, "value");
            fields.put(field.getKey(), value.isEmpty() ? Json.text(input, "selected_option.value") : value);
        });
        return new Ask(
                person(body),
                about(Json.text(body, "view.private_metadata")),
                new Said.Filled(Json.text(body, "view.callback_id"), Json.text(body, "view.private_metadata"), fields),
                item.receivedAt(),
                item.id());
    }

    /** A form belongs to no place in Slack; it is answered where the thread or the channel is that it is about. */
    private Place about(String about) {
        Matcher thread = ABOUT_THREAD.matcher(about);
        if (thread.matches()) {
            Optional<ThreadView> found = broker.thread(new ThreadId(thread.group(1)));
            return new Place(
                    slack.us().team(),
                    found.map(ThreadView::channel).orElse(""),
                    found.flatMap(ThreadView::key),
                    Optional.empty());
        }
        Matcher channel = ABOUT_CHANNEL.matcher(about);
        return new Place(
                slack.us().team(), channel.matches() ? channel.group(1) : "", Optional.empty(), Optional.empty());
    }

    private Asker person(JsonNode body) {
        return directory.asker(Json.text(body, "user.id"), Json.text(body, "user.team_id"));
    }

    /** A root message has no thread_ts of its own: it is the thread. */
    private Place place(JsonNode body) {
        String channel = Json.text(body, "channel.id");
        String ts = first(Json.text(body, "message.ts"), Json.text(body, "container.message_ts"));
        String thread = first(Json.text(body, "message.thread_ts"), Json.text(body, "container.thread_ts"));
        return new Place(
                slack.us().team(),
                channel,
                key(channel, first(thread, ts)),
                Optional.of(ts).filter(t -> !t.isEmpty()));
    }

    private static String first(String one, String other) {
        return one.isEmpty() ? other : one;
    }

    private Optional<ThreadKey> key(String channel, String ts) {
        return channel.isEmpty() || !ts.matches("\\d{1,12}\\.\\d{1,9}")
                ? Optional.empty()
                : Optional.of(new ThreadKey(slack.us().team(), channel, ts));
    }
}
