package io.gluethread.playground.slack.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.api.Responses;
import io.gluethread.playground.slack.api.Typing;
import io.gluethread.playground.slack.delivery.Answer;
import io.gluethread.playground.slack.delivery.BotEvents;
import io.gluethread.playground.slack.delivery.BotLink;
import io.gluethread.playground.slack.json.Json;
import io.gluethread.playground.slack.text.Effect;
import io.gluethread.playground.slack.workspace.Channel;
import io.gluethread.playground.slack.workspace.Person;
import io.gluethread.playground.slack.workspace.ResponseUrls;
import io.gluethread.playground.slack.workspace.Views;
import io.gluethread.playground.slack.workspace.Whispers;
import io.gluethread.playground.slack.workspace.Workspace;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What people do in Slack's client that the Web API has no method for. */
public final class Playground {
    private final Workspace workspace;
    private final Whispers whispers;
    private final Views views;
    private final Responses responses;
    private final BotLink bot;
    private final BotEvents events;
    private final Payloads payloads;
    private final Modals modals;
    private final Typing typing;
    private final Duration homeWait;

    public Playground(
            Workspace workspace,
            Whispers whispers,
            Views views,
            Responses responses,
            BotLink bot,
            BotEvents events,
            Payloads payloads,
            Duration homeWait) {
        this.workspace = workspace;
        this.whispers = whispers;
        this.views = views;
        this.responses = responses;
        this.bot = bot;
        this.events = events;
        this.payloads = payloads;
        this.modals = new Modals(views, bot, payloads);
        this.typing = new Typing(workspace);
        this.homeWait = homeWait;
    }

    /** Types a slash command: {user, channel, text, thread_ts?}. The text may begin with the command itself. */
    public ObjectNode command(JsonNode request) {
        Person by = Asked.person(request);
        Channel channel = Asked.channel(request, by, workspace);
        String typed = request.path("text").asText().strip();
        String command = request.path("command").asText("/glue");
        if (typed.startsWith("/")) {
            int end = typed.indexOf(' ') < 0 ? typed.length() : typed.indexOf(' ');
            command = typed.substring(0, end);
            typed = typed.substring(end).strip();
        }
        if (!command.equals("/glue")) {
            return Asked.refused(command + " is not a valid command.");
        }
        if (!request.path("thread_ts").asText().isEmpty()) {
            return Asked.refused("/glue is not supported in threads. Sorry!");
        }
        ResponseUrls.Context context = new ResponseUrls.Context(channel, by, "", "", false);
        Answer answer = bot.command(payloads.command(by, channel, command, typed, payloads.responseUrl(context)));
        ObjectNode json = answer.toJson();
        if (answer.ok()) {
            responses.ack(context, answer.body()).ifPresent(problem -> json.put("error", problem));
        } else {
            String words = command + " failed with the error \"" + answer.error() + "\"";
            whispers.show(channel, by, "", Json.object().put("text", words), "");
            json.put("shown", words);
        }
        return json;
    }

    /**
     * Types a message in a client with effects of its own: {user, channel, text, thread_ts?, effects?}. Without effects
     * it is what chat.postMessage with that person's token does.
     */
    public ObjectNode type(JsonNode request) {
        Person by = Asked.person(request);
        Channel channel = Asked.channel(request, by, workspace);
        Set<Effect> effects = EnumSet.noneOf(Effect.class);
        for (JsonNode name : request.path("effects")) {
            effects.add(Effect.named(name.asText())
                    .orElseThrow(() -> new BadRequest("effects are %s - was '%s'"
                            .formatted(
                                    Arrays.stream(Effect.values())
                                            .map(Effect::word)
                                            .toList(),
                                    name.asText()))));
        }
        return typing.type(by, channel, request.path("thread_ts").asText(), Asked.required(request, "text"), effects);
    }

    /** Uses an element: {user, channel, message_ts, action_id, value?, block_id?}, or {user, view_id, action_id, ...}. */
    public ObjectNode click(JsonNode request) {
        Person by = Asked.person(request);
        return request.path("view_id").asText().isEmpty() ? clickMessage(by, request) : modals.click(by, request);
    }

    private ObjectNode clickMessage(Person by, JsonNode request) {
        Channel channel = Asked.channel(request, by, workspace);
        String ts = Asked.required(request, "message_ts");
        Optional<ObjectNode> whispered = whispers.find(ts)
                .filter(w -> w.path("user").asText().equals(by.id())
                        && w.path("channel").asText().equals(channel.id()));
        JsonNode message = whispered
                .map(w -> w.path("message"))
                .or(() -> channel.message(ts).map(m -> (JsonNode) m))
                .orElseThrow(() -> new BadRequest("there is no message %s in %s".formatted(ts, channel.id())));
        JsonNode value = request.path("value");
        Elements.Placed placed = Elements.find(
                message.path("blocks"),
                Asked.required(request, "action_id"),
                request.path("block_id").asText(),
                value);
        String thread = message.path("thread_ts").asText();
        ObjectNode payload = payloads.interaction("block_actions", by);
        ObjectNode container = payload.putObject("container")
                .put("type", "message")
                .put("message_ts", ts)
                .put("channel_id", channel.id())
                .put("is_ephemeral", whispered.isPresent());
        if (!thread.isEmpty()) {
            container.put("thread_ts", thread);
        }
        payload.set("channel", Payloads.channel(channel));
        if (whispered.isEmpty()) {
            payload.set("message", message.deepCopy());
        }
        payload.set("state", Elements.state(message.path("blocks"), Json.object(), request, placed));
        ResponseUrls.Context context = new ResponseUrls.Context(channel, by, thread, ts, whispered.isPresent());
        payload.put("response_url", payloads.responseUrl(context));
        payload.putArray("actions").add(payloads.action(placed, value));
        return bot.interaction(payload).toJson();
    }

    /** Submits a modal: {user, view_id, values}. */
    public ObjectNode submit(JsonNode request) {
        return modals.submit(request);
    }

    /** Closes a modal with its Cancel button or its cross: {user, view_id, clear?}. */
    public ObjectNode close(JsonNode request) {
        return modals.close(request);
    }

    /** Uses a message shortcut: {user, callback_id, channel, message_ts}; without a message, a global shortcut. */
    public ObjectNode shortcut(JsonNode request) {
        Person by = Asked.person(request);
        String callback = Asked.required(request, "callback_id");
        String ts = request.path("message_ts").asText();
        if (ts.isEmpty()) {
            ObjectNode payload = payloads.interaction("shortcut", by);
            return bot.interaction(payload.put("callback_id", callback).put("action_ts", workspace.newTs()))
                    .toJson();
        }
        Channel channel = Asked.channel(request, by, workspace);
        ObjectNode message = channel.message(ts)
                .orElseThrow(() -> new BadRequest("there is no message %s in %s".formatted(ts, channel.id())));
        ObjectNode payload = payloads.interaction("message_action", by);
        payload.remove("api_app_id");
        ((ObjectNode) payload.path("user")).remove("username");
        payload.put("callback_id", callback).put("action_ts", workspace.newTs()).put("message_ts", ts);
        payload.set("channel", Payloads.channel(channel));
        payload.set("message", message.deepCopy());
        ResponseUrls.Context context =
                new ResponseUrls.Context(channel, by, message.path("thread_ts").asText(), "", false);
        payload.put("response_url", payloads.responseUrl(context));
        return bot.interaction(payload).toJson();
    }

    /** Opens App Home: {user, tab?}. Waits a moment for the view that the bot publishes, and returns it. */
    public ObjectNode home(JsonNode request) {
        Person by = Asked.person(request);
        CompletableFuture<ObjectNode> next = views.nextHome(by);
        CompletableFuture<Answer> delivered =
                events.homeOpened(by, request.path("tab").asText("home"));
        try {
            Answer answer = delivered.get(homeWait.toMillis() * 4, TimeUnit.MILLISECONDS);
            ObjectNode json = answer.toJson();
            if (answer.ok()) {
                try {
                    next.get(homeWait.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException _) {
                    json.put("note", "the bot published no new view in time");
                }
            }
            views.home(by).ifPresentOrElse(v -> json.set("view", v), () -> json.putNull("view"));
            return json;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new BadRequest("interrupted");
        } catch (ExecutionException | TimeoutException e) {
            return new Answer(0, "", homeWait.toMillis() * 4, "http_timeout", false)
                    .toJson()
                    .put("note", e.toString());
        }
    }

    /** What one person sees and nobody else: {user} gives open modals (topmost first), ephemerals, and App Home. */
    public ObjectNode views(JsonNode request) {
        Person by = Asked.person(request);
        ObjectNode json = Json.object().put("ok", true);
        ArrayNode open = json.putArray("views");
        views.stack(by).forEach(open::add);
        ArrayNode ephemerals = json.putArray("ephemerals");
        whispers.to(by).forEach(ephemerals::add);
        views.home(by).ifPresentOrElse(v -> json.set("home", v), () -> json.putNull("home"));
        return json;
    }
}
