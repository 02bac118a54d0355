package io.gluethread.playground.slack.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.api.Responses;
import io.gluethread.playground.slack.delivery.Answer;
import io.gluethread.playground.slack.delivery.BotEvents;
import io.gluethread.playground.slack.delivery.BotLink;
import io.gluethread.playground.slack.json.Json;
import io.gluethread.playground.slack.workspace.Channel;
import io.gluethread.playground.slack.workspace.People;
import io.gluethread.playground.slack.workspace.Person;
import io.gluethread.playground.slack.workspace.ResponseUrls;
import io.gluethread.playground.slack.workspace.Triggers;
import io.gluethread.playground.slack.workspace.Views;
import io.gluethread.playground.slack.workspace.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** What people do in Slack's client that the Web API has no method for. */
public final class Playground {
    private final Workspace workspace;
    private final Views views;
    private final ResponseUrls urls;
    private final Responses responses;
    private final BotLink bot;
    private final BotEvents events;
    private final Payloads payloads;
    private final Duration homeWait;
    private final Supplier<String> base;

    public Playground(
            Workspace workspace,
            Views views,
            Triggers triggers,
            ResponseUrls urls,
            Responses responses,
            BotLink bot,
            BotEvents events,
            Duration homeWait,
            Supplier<String> base) {
        this.workspace = workspace;
        this.views = views;
        this.urls = urls;
        this.responses = responses;
        this.bot = bot;
        this.events = events;
        this.payloads = new Payloads(workspace, triggers);
        this.homeWait = homeWait;
        this.base = base;
    }

    /** Types a slash command: {user, channel, text, thread_ts?}. The text may begin with the command itself. */
    public ObjectNode command(JsonNode request) {
        Person by = person(request);
        Channel channel = channel(request, by);
        String typed = request.path("text").asText().strip();
        String command = request.path("command").asText("/glue");
        if (typed.startsWith("/")) {
            int end = typed.indexOf(' ') < 0 ? typed.length() : typed.indexOf(' ');
            command = typed.substring(0, end);
            typed = typed.substring(end).strip();
        }
        if (!command.equals("/glue")) {
            return refused(command + " is not a valid command.");
        }
        if (!request.path("thread_ts").asText().isEmpty()) {
            return refused("/glue is not supported in threads. Sorry!");
        }
        ResponseUrls.Context context = new ResponseUrls.Context(channel, by, "", "", false);
        Answer answer = bot.command(payloads.command(by, channel, command, typed, base.get() + urls.issue(context)));
        ObjectNode json = answer.toJson();
        if (answer.ok()) {
            responses.ack(context, answer.body()).ifPresent(problem -> json.put("error", problem));
        } else {
            String words = command + " failed with the error \"" + answer.error() + "\"";
            workspace.whisper(channel, by, "", Json.object().put("text", words), "");
            json.put("shown", words);
        }
        return json;
    }

    private static ObjectNode refused(String words) {
        return Json.object()
                .put("refused", true)
                .put("status", 0)
                .put("body", "")
                .put("ms", 0)
                .put("error", words)
                .put("shown", words);
    }

    /** Uses an element: {user, channel, message_ts, action_id, value?, block_id?}, or {user, view_id, action_id, ...}. */
    public ObjectNode click(JsonNode request) {
        Person by = person(request);
        return request.path("view_id").asText().isEmpty() ? clickMessage(by, request) : clickView(by, request);
    }

    private ObjectNode clickMessage(Person by, JsonNode request) {
        Channel channel = channel(request, by);
        String ts = required(request, "message_ts");
        Optional<ObjectNode> whispered = workspace
                .whisper(ts)
                .filter(w -> w.path("user").asText().equals(by.id())
                        && w.path("channel").asText().equals(channel.id()));
        JsonNode message = whispered
                .map(w -> w.path("message"))
                .or(() -> channel.message(ts).map(m -> (JsonNode) m))
                .orElseThrow(() -> new BadRequest("there is no message %s in %s".formatted(ts, channel.id())));
        JsonNode value = request.path("value");
        Elements.Placed placed = Elements.find(
                message.path("blocks"),
                required(request, "action_id"),
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
        payload.set("state", state(message.path("blocks"), Json.object(), request, placed));
        ResponseUrls.Context context = new ResponseUrls.Context(channel, by, thread, ts, whispered.isPresent());
        payload.put("response_url", base.get() + urls.issue(context));
        payload.putArray("actions").add(payloads.action(placed, value));
        return bot.interaction(payload).toJson();
    }

    private ObjectNode clickView(Person by, JsonNode request) {
        Views.Owned owned = view(by, request);
        JsonNode value = request.path("value");
        Elements.Placed placed = Elements.find(
                owned.view().path("blocks"),
                required(request, "action_id"),
                request.path("block_id").asText(),
                value);
        ObjectNode state = state(owned.view().path("blocks"), owned.view().path("state"), request, placed);
        ObjectNode view = views.enter(owned, state);
        ObjectNode payload = payloads.interaction("block_actions", by);
        payload.putObject("container")
                .put("type", "view")
                .put("view_id", view.path("id").asText());
        payload.set("view", view);
        payload.putArray("actions").add(payloads.action(placed, value));
        return bot.interaction(payload).toJson();
    }

    /** The state with what is entered elsewhere ({@code values}) and what has just been chosen. */
    private static ObjectNode state(JsonNode blocks, JsonNode before, JsonNode request, Elements.Placed placed) {
        ObjectNode given =
                request.path("values").isObject() ? ((ObjectNode) request.path("values")).deepCopy() : Json.object();
        if (Choice.stateful(placed.element()) && request.has("value")) {
            given.set(placed.blockId(), Json.object().set(placed.actionId(), request.path("value")));
        }
        return Elements.state(blocks, before, given);
    }

    /** Submits a modal: {user, view_id, values}. */
    public ObjectNode submit(JsonNode request) {
        Person by = person(request);
        Views.Owned owned = view(by, request);
        ObjectNode state =
                Elements.state(owned.view().path("blocks"), owned.view().path("state"), request.path("values"));
        ObjectNode view = views.enter(owned, state);
        List<String> missing = Elements.missing(view.path("blocks"), state);
        if (!missing.isEmpty()) {
            ObjectNode answer = refused("Please complete this required field.");
            ObjectNode errors = answer.putObject("errors");
            missing.forEach(id -> errors.put(id, "Please complete this required field."));
            return answer;
        }
        ObjectNode payload = payloads.interaction("view_submission", by);
        payload.set("view", view);
        payload.set("response_urls", Json.array());
        Answer answer = bot.interaction(payload);
        ObjectNode json = answer.toJson();
        if (answer.ok()) {
            follow(by, new Views.Owned(by, view), answer.json(), json);
        }
        views.find(view.path("id").asText()).ifPresent(o -> json.set("view", o.view()));
        return json;
    }

    /** Does what the ack of a submission asks for (docs.slack.dev/surfaces/modals: response_action). */
    private void follow(Person by, Views.Owned owned, JsonNode ack, ObjectNode json) {
        String action = ack.path("response_action").asText();
        switch (action) {
            case "" -> views.close(by, false);
            case "clear" -> views.close(by, true);
            case "errors" -> json.set("errors", ack.path("errors"));
            case "update", "push" -> {
                Optional<String> problem = Responses.viewProblem(ack.path("view"));
                if (problem.isPresent()) {
                    json.put("error", problem.get());
                } else if (action.equals("update")) {
                    views.update(owned, ack.path("view"));
                } else {
                    json.set("pushed", views.push(by, ack.path("view")));
                }
            }
            default -> json.put("error", "unknown response_action: " + action);
        }
    }

    /** Closes a modal with its Cancel button or its cross: {user, view_id, clear?}. */
    public ObjectNode close(JsonNode request) {
        Person by = person(request);
        Views.Owned owned = view(by, request);
        boolean all = request.path("clear").asBoolean();
        views.close(by, all);
        if (!owned.view().path("notify_on_close").asBoolean()) {
            return Json.object().put("status", 0).put("body", "").put("ms", 0).put("notified", false);
        }
        ObjectNode payload = payloads.interaction("view_closed", by);
        payload.remove("trigger_id");
        payload.set("view", owned.view());
        payload.put("is_cleared", all);
        return bot.interaction(payload).toJson();
    }

    /** Uses a message shortcut: {user, callback_id, channel, message_ts}; without a message, a global shortcut. */
    public ObjectNode shortcut(JsonNode request) {
        Person by = person(request);
        String callback = required(request, "callback_id");
        String ts = request.path("message_ts").asText();
        if (ts.isEmpty()) {
            ObjectNode payload = payloads.interaction("shortcut", by);
            return bot.interaction(payload.put("callback_id", callback).put("action_ts", workspace.newTs()))
                    .toJson();
        }
        Channel channel = channel(request, by);
        ObjectNode message = channel.message(ts)
                .orElseThrow(() -> new BadRequest("there is no message %s in %s".formatted(ts, channel.id())));
        ObjectNode payload = payloads.interaction("message_action", by)
                .put("callback_id", callback)
                .put("action_ts", workspace.newTs())
                .put("message_ts", ts);
        payload.set("channel", Payloads.channel(channel));
        payload.set("message", message.deepCopy());
        ResponseUrls.Context context =
                new ResponseUrls.Context(channel, by, message.path("thread_ts").asText(), "", false);
        payload.put("response_url", base.get() + urls.issue(context));
        return bot.interaction(payload).toJson();
    }

    /** Opens App Home: {user, tab?}. Waits a moment for the view that the bot publishes, and returns it. */
    public ObjectNode home(JsonNode request) {
        Person by = person(request);
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
        Person by = person(request);
        ObjectNode json = Json.object().put("ok", true);
        ArrayNode open = json.putArray("views");
        views.stack(by).forEach(open::add);
        ArrayNode ephemerals = json.putArray("ephemerals");
        workspace.whispersTo(by).forEach(ephemerals::add);
        views.home(by).ifPresentOrElse(v -> json.set("home", v), () -> json.putNull("home"));
        return json;
    }

    private Views.Owned view(Person by, JsonNode request) {
        String id = required(request, "view_id");
        return views.find(id)
                .filter(o -> o.person().equals(by))
                .orElseThrow(() -> new BadRequest("%s has no open view '%s'".formatted(by.id(), id)));
    }

    private static Person person(JsonNode request) {
        String id = required(request, "user");
        return People.byId(id)
                .filter(p -> !p.isBot())
                .orElseThrow(() -> new BadRequest("user must be one of %s - was '%s'"
                        .formatted(People.humans().stream().map(Person::id).toList(), id)));
    }

    private Channel channel(JsonNode request, Person by) {
        String id = required(request, "channel");
        Channel channel = workspace
                .channel(id)
                .orElseThrow(() -> new BadRequest("channel must be one of %s - was '%s'"
                        .formatted(
                                workspace.channels().stream().map(Channel::id).toList(), id)));
        if (!channel.has(by)) {
            throw new BadRequest("%s is not in %s".formatted(by.id(), id));
        }
        return channel;
    }

    private static String required(JsonNode request, String name) {
        String value = request.path(name).asText();
        if (value.isEmpty()) {
            throw new BadRequest("missing '%s'".formatted(name));
        }
        return value;
    }
}
