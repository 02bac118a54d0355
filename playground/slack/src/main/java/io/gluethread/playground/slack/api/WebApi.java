package io.gluethread.playground.slack.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.delivery.BotLink;
import io.gluethread.playground.slack.delivery.Delay;
import io.gluethread.playground.slack.delivery.Fault;
import io.gluethread.playground.slack.delivery.Faults;
import io.gluethread.playground.slack.delivery.SocketLinks;
import io.gluethread.playground.slack.json.Json;
import io.gluethread.playground.slack.workspace.Happening;
import io.gluethread.playground.slack.workspace.People;
import io.gluethread.playground.slack.workspace.Person;
import io.gluethread.playground.slack.workspace.StoredFile;
import io.gluethread.playground.slack.workspace.Triggers;
import io.gluethread.playground.slack.workspace.Views;
import io.gluethread.playground.slack.workspace.Whispers;
import io.gluethread.playground.slack.workspace.Workspace;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Web API: token, fault, rate, method, answer. Rates and faults are the bot's; people's clients have neither. */
public final class WebApi {
    private static final Logger LOG = LoggerFactory.getLogger(WebApi.class);
    private static final String APP_TOKEN = "xapp-playground";

    private final Workspace workspace;
    private final Faults faults;
    private final Rates rates;
    private final boolean limits;
    private final FileMethods files;
    private final Map<String, Method> methods = new TreeMap<>();

    public WebApi(
            Workspace workspace,
            Views views,
            Triggers triggers,
            Whispers whispers,
            Statuses statuses,
            SocketLinks sockets,
            Faults faults,
            InstantSource clock,
            boolean limits,
            Supplier<String> base,
            Path folder) {
        this.workspace = workspace;
        this.faults = faults;
        this.rates = new Rates(clock);
        this.limits = limits;
        this.files = new FileMethods(workspace, base, folder);
        new PeopleMethods(base).register(methods);
        new ConversationMethods(workspace).register(methods);
        new ChatMethods(workspace, whispers, statuses, base).register(methods);
        new ReactionMethods(workspace).register(methods);
        new ViewMethods(views, triggers).register(methods);
        new SocketMethods(sockets, base).register(methods);
        files.register(methods);
    }

    /** The names of all methods. */
    public Set<String> methods() {
        return Set.copyOf(methods.keySet());
    }

    /** Answers one call; {@code token} is empty when none was sent. */
    public Reply call(String method, String token, Arguments arguments) {
        long from = System.nanoTime();
        Optional<Person> actor = People.byToken(token);
        Reply reply = answer(method, token, actor, arguments);
        if (actor.isEmpty() || actor.get().isBot()) {
            wire(method, arguments, reply, (System.nanoTime() - from) / 1_000_000);
        }
        return reply;
    }

    private Reply answer(String name, String token, Optional<Person> actor, Arguments arguments) {
        Method method = methods.get(name);
        if (method == null) {
            return error("unknown_method", List.of()).with("req_method", name);
        }
        boolean ofApp = name.equals(SocketMethods.OPEN);
        if ((name.equals("api.test") && actor.isEmpty()) || (ofApp && token.equals(APP_TOKEN))) {
            return guarded(method, new Call(name, People.GLUE, arguments));
        }
        if (actor.isEmpty() || ofApp) {
            boolean known = actor.isPresent() || token.equals(APP_TOKEN);
            return error(token.isEmpty() ? "not_authed" : known ? "not_allowed_token_type" : "invalid_auth", List.of());
        }
        Call call = new Call(name, actor.get(), arguments);
        if (!call.actor().isBot()) {
            return run(method, call);
        }
        Optional<String> missing = Scopes.missing(name);
        if (missing.isPresent()) {
            return error("missing_scope", List.of())
                    .with("needed", missing.get())
                    .with("provided", Scopes.granted());
        }
        return guarded(method, call);
    }

    /** A call of the bot: a fault that is due, the rates, and then the method. */
    private Reply guarded(Method method, Call call) {
        Optional<Fault> fault = faults.take(call.method());
        boolean afterEffect = fault.map(Fault::afterEffect).orElse(false);
        Optional<Reply> done = afterEffect ? Optional.of(limited(method, call)) : Optional.empty();
        fault.filter(f -> f.delayMs() > 0).ifPresent(f -> Delay.millis(f.delayMs()));
        return fault.filter(Fault::fails).map(WebApi::failed).or(() -> done).orElseGet(() -> limited(method, call));
    }

    private Reply limited(Method method, Call call) {
        if (limits) {
            Arguments given = call.arguments();
            OptionalInt wait = rates.take(call.method(), given.text("channel") + given.text("channel_id"));
            if (wait.isPresent()) {
                return tooMany(wait.getAsInt());
            }
        }
        return run(method, call);
    }

    private static Reply run(Method method, Call call) {
        try {
            ObjectNode body = Json.object().put("ok", true);
            body.setAll(method.run(call));
            return new Reply(200, headers(call), body, false);
        } catch (Refusal refusal) {
            Reply reply = error(refusal.error(), refusal.messages());
            reply.body().setAll(refusal.beside());
            return reply;
        } catch (RuntimeException e) {
            LOG.warn("{} failed inside the local Slack", call.method(), e);
            return error("internal_error", List.of("[ERROR] the local Slack itself failed: " + e));
        }
    }

    private static Map<String, String> headers(Call call) {
        return call.actor().isBot()
                ? Map.of("x-oauth-scopes", Scopes.granted(), "x-accepted-oauth-scopes", Scopes.accepted(call.method()))
                : Map.of();
    }

    private static Reply error(String error, List<String> messages) {
        ObjectNode body = Json.object().put("ok", false).put("error", error);
        if (!messages.isEmpty()) {
            body.putArray("errors").addAll(Json.array(messages));
            body.putObject("response_metadata").set("messages", Json.array(messages));
        }
        return new Reply(200, Map.of(), body, false);
    }

    private static Reply tooMany(int seconds) {
        ObjectNode body = Json.object().put("ok", false).put("error", "ratelimited");
        return new Reply(429, Map.of("Retry-After", Integer.toString(seconds)), body, false);
    }

    private static Reply failed(Fault fault) {
        if (fault.dropConnection()) {
            return new Reply(0, Map.of(), Json.object(), true);
        }
        if (fault.status() == 429) {
            return tooMany(Math.max(1, fault.retryAfter()));
        }
        String error = fault.error().isEmpty() ? "internal_error" : fault.error();
        ObjectNode body = Json.object().put("ok", false).put("error", error);
        Map<String, String> headers =
                fault.retryAfter() > 0 ? Map.of("Retry-After", Integer.toString(fault.retryAfter())) : Map.of();
        return new Reply(fault.status() == 0 ? 200 : fault.status(), headers, body, false);
    }

    private void wire(String method, Arguments arguments, Reply reply, long ms) {
        ObjectNode wire = Json.object()
                .put("at", workspace.now().toString())
                .put("from", "bot")
                .put("to", "slack")
                .put("what", method)
                .put("status", reply.status())
                .put("ms", ms)
                .put("summary", summary(arguments));
        ObjectNode sent = wire.putObject("request");
        arguments.values().forEach((name, value) -> {
            if (!name.equals("token")) {
                sent.set(name, value);
            }
        });
        wire.set("response", reply.body());
        if (!reply.body().path("ok").asBoolean()) {
            wire.put(
                    "error",
                    reply.drop()
                            ? "connection dropped"
                            : reply.body().path("error").asText());
        }
        workspace.tell(new Happening.Wire(wire));
    }

    private static String summary(Arguments arguments) {
        StringBuilder words = new StringBuilder();
        for (String name : List.of(
                "channel",
                "channel_id",
                "user",
                "ts",
                "timestamp",
                "thread_ts",
                "name",
                "status",
                "filename",
                "text")) {
            if (arguments.has(name)) {
                words.append(words.isEmpty() ? "" : " ").append(arguments.text(name));
            }
        }
        return BotLink.summary(words.toString());
    }

    /** The bytes for an upload url; false when no such upload was begun. */
    public boolean upload(String id, byte[] bytes) {
        Optional<StoredFile> file = workspace.file(id);
        file.ifPresent(f -> files.arrive(f, bytes));
        return file.isPresent();
    }
}
