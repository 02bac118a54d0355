package io.gluethread.playground.slack.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.api.Arguments;
import io.gluethread.playground.slack.api.Responses;
import io.gluethread.playground.slack.api.WebApi;
import io.gluethread.playground.slack.control.BadRequest;
import io.gluethread.playground.slack.control.Playground;
import io.gluethread.playground.slack.control.SlashCommand;
import io.gluethread.playground.slack.delivery.Fault;
import io.gluethread.playground.slack.delivery.Faults;
import io.gluethread.playground.slack.json.Json;
import io.gluethread.playground.slack.workspace.Channel;
import io.gluethread.playground.slack.workspace.People;
import io.gluethread.playground.slack.workspace.Person;
import io.gluethread.playground.slack.workspace.StoredFile;
import io.gluethread.playground.slack.workspace.Workspace;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where each request goes. Answers only to loopback names, and to pages of its own: other sites cannot reach in. */
public final class Routes extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    private final Workspace workspace;
    private final WebApi api;
    private final Responses responses;
    private final Playground playground;
    private final Faults faults;
    private final App app;
    private final List<SlashCommand> commands;
    private final PageStream stream = new PageStream();
    private final FurtherWires furtherWires;

    public Routes(
            Workspace workspace,
            WebApi api,
            Responses responses,
            Playground playground,
            Faults faults,
            App app,
            List<SlashCommand> commands,
            List<URI> furtherWires) {
        this.workspace = workspace;
        this.api = api;
        this.responses = responses;
        this.playground = playground;
        this.faults = faults;
        this.app = app;
        this.commands = List.copyOf(commands);
        this.furtherWires = new FurtherWires(furtherWires, stream::watched, stream::wire);
        workspace.listen(stream);
    }

    /** Ends the streams, so that the server can stop. */
    public void close() {
        furtherWires.close();
        stream.close();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Exchange exchange = new Exchange(request, response, callback);
        try {
            if (!local(exchange)) {
                exchange.refuse(403, "only pages of this server may call it, under 127.0.0.1 or localhost");
                return true;
            }
            route(exchange);
        } catch (Bodies.Unreadable | BadRequest e) {
            exchange.refuse(400, String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} {} failed", exchange.method(), exchange.path(), e);
            if (response.isCommitted()) {
                callback.failed(e);
            } else {
                exchange.refuse(500, "the local Slack itself failed: " + e);
            }
        }
        return true;
    }

    private static boolean local(Exchange exchange) {
        String host = exchange.header(HttpHeader.HOST);
        String origin = exchange.header(HttpHeader.ORIGIN);
        String name = host.replaceAll(":\\d+$", "");
        boolean loopback = name.equals("127.0.0.1") || name.equals("localhost") || name.equals("[::1]");
        return loopback && (origin.isEmpty() || origin.equals("http://" + host));
    }

    private void route(Exchange exchange) throws IOException {
        String path = exchange.path();
        if (path.startsWith("/api/")) {
            webApi(exchange, path.substring("/api/".length()));
        } else if (path.startsWith("/playground/")) {
            playground(exchange, path.substring("/playground/".length()));
        } else if (path.equals("/link/")) {
            app.connect(exchange);
        } else if (path.startsWith("/upload/v1/")) {
            upload(exchange, path.substring("/upload/v1/".length()));
        } else if (path.startsWith("/actions/" + Workspace.TEAM + "/")) {
            String id = path.substring(path.lastIndexOf('/') + 1);
            exchange.reply(responses.respond(id, Bodies.json(exchange.request())));
        } else if (path.startsWith("/files/")) {
            file(exchange, path);
        } else if (path.startsWith("/archives/")) {
            String query = exchange.request().getHttpURI().getQuery();
            exchange.redirect("/#" + path + (query == null ? "" : "?" + query));
        } else {
            StaticPage.serve(exchange);
        }
    }

    private void webApi(Exchange exchange, String method) throws IOException {
        Arguments arguments;
        try {
            arguments = Bodies.arguments(exchange.request());
        } catch (Bodies.Unreadable e) {
            exchange.refuse(200, String.valueOf(e.getMessage()));
            return;
        }
        String bearer = bearer(exchange);
        exchange.reply(api.call(method, bearer.isEmpty() ? arguments.text("token") : bearer, arguments));
    }

    private static String bearer(Exchange exchange) {
        String header = exchange.header(HttpHeader.AUTHORIZATION);
        return header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? header.substring(7).strip()
                : "";
    }

    private void upload(Exchange exchange, String id) throws IOException {
        byte[] bytes = Bodies.upload(exchange.request());
        if (api.upload(id, bytes)) {
            exchange.words(200, "OK - " + bytes.length);
        } else {
            exchange.words(404, "no such upload");
        }
    }

    private void file(Exchange exchange, String path) throws IOException {
        String bearer = bearer(exchange);
        if (!bearer.isEmpty() && People.byToken(bearer).isEmpty()) {
            exchange.refuse(403, "invalid_auth");
            return;
        }
        String id = path.split("/", -1)[2];
        Optional<StoredFile> file = workspace.file(id).filter(StoredFile::uploaded);
        if (file.isEmpty()) {
            exchange.words(404, "there is no such file");
            return;
        }
        // Uploaded pages and pictures must not act in this server's name.
        exchange.response()
                .getHeaders()
                .put("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'");
        String type = file.get().mimeType();
        exchange.bytes(
                200,
                file.get().isText() ? type + "; charset=utf-8" : type,
                Files.readAllBytes(file.get().place()));
    }

    private void playground(Exchange exchange, String what) throws IOException {
        boolean post = exchange.method().equals("POST");
        switch (what) {
            case "state" -> exchange.json(200, state(user(exchange)));
            case "stream" -> stream(exchange, user(exchange));
            case "wire" ->
                exchange.json(
                        200,
                        Json.object().put("ok", true).set("wire", stream.log().lines()));
            case "faults" -> faults(exchange, post);
            case "app" -> app.settings(exchange);
            case "command", "type", "click", "submit", "close", "shortcut", "home", "views" -> {
                if (!post) {
                    exchange.refuse(405, "POST a JSON object to /playground/" + what);
                    return;
                }
                exchange.json(200, act(what, Bodies.json(exchange.request())));
            }
            default -> other(exchange, what);
        }
    }

    private void other(Exchange exchange, String what) {
        if (what.matches("wire/[0-9]{1,18}")) {
            long id = Long.parseLong(what.substring("wire/".length()));
            stream.log()
                    .find(id)
                    .ifPresentOrElse(
                            wire -> exchange.json(
                                    200, Json.object().put("ok", true).set("wire", wire)),
                            () -> exchange.refuse(404, "request %d is not kept (any more)".formatted(id)));
            return;
        }
        exchange.refuse(
                404,
                "/playground/ has no '" + what
                        + "'; it has state, stream, wire, faults, app, command, type, click, submit, close, shortcut,"
                        + " home, views");
    }

    private ObjectNode act(String what, JsonNode request) {
        return switch (what) {
            case "command" -> playground.command(request);
            case "type" -> playground.type(request);
            case "click" -> playground.click(request);
            case "submit" -> playground.submit(request);
            case "close" -> playground.close(request);
            case "shortcut" -> playground.shortcut(request);
            case "home" -> playground.home(request);
            default -> playground.views(request);
        };
    }

    private void faults(Exchange exchange, boolean post) throws IOException {
        if (exchange.method().equals("DELETE")) {
            faults.clear();
        } else if (post) {
            JsonNode given = Bodies.json(exchange.request());
            List<Fault> read = new ArrayList<>();
            try {
                if (given.isArray()) {
                    given.forEach(f -> read.add(Fault.read(f)));
                } else {
                    read.add(Fault.read(given));
                }
            } catch (IllegalArgumentException e) {
                throw new BadRequest(String.valueOf(e.getMessage()));
            }
            for (Fault fault : read) {
                if (!fault.on().equals("event")
                        && !fault.on().equals("*")
                        && !api.methods().contains(fault.on())) {
                    throw new BadRequest("this Slack has no method '%s'; 'on' is 'event', '*' or one of %s"
                            .formatted(
                                    fault.on(), api.methods().stream().sorted().toList()));
                }
            }
            if (read.isEmpty()) {
                faults.clear();
            }
            faults.add(read);
        }
        exchange.json(200, Json.object().put("ok", true).set("faults", faults.toJson()));
    }

    private static Person user(Exchange exchange) {
        String id = String.valueOf(
                Request.extractQueryParameters(exchange.request()).getValue("user"));
        return People.byId(id)
                .filter(p -> !p.isBot())
                .orElseThrow(() -> new BadRequest("user must be one of %s - was '%s'"
                        .formatted(People.humans().stream().map(Person::id).toList(), id)));
    }

    private ObjectNode state(Person me) {
        ObjectNode state = Json.object();
        state.putObject("team")
                .put("id", me.teamId())
                .put("name", me.teamId().equals(Workspace.TEAM) ? "Playground" : "Other Company");
        state.set("me", me.toJson().put("token", me.token()));
        ArrayNode users = state.putArray("users");
        People.all().forEach(p -> users.add(p.isBot() ? p.toJson() : p.toJson().put("token", p.token())));
        ArrayNode channels = state.putArray("channels");
        for (Channel channel : workspace.channels()) {
            if (channel.has(me)) {
                channels.addObject()
                        .put("id", channel.id())
                        .put("name", channel.name())
                        .put("is_im", channel.isDirect())
                        .put("is_ext_shared", channel.isShared())
                        .put("is_archived", channel.isArchived())
                        .set("members", Json.array(channel.members()));
            }
        }
        ArrayNode offered = state.putArray("commands");
        for (SlashCommand command : commands) {
            ArrayNode words = offered.addObject()
                    .put("command", command.command())
                    .put("usage_hint", command.usageHint())
                    .put("description", command.description())
                    .putArray("words");
            command.words()
                    .forEach(word -> words.addObject()
                            .put("word", word.word())
                            .put("usage", word.usage())
                            .put("about", word.about()));
        }
        return state.put("bot_user", People.GLUE.id());
    }

    private void stream(Exchange exchange, Person person) {
        exchange.response().setStatus(200);
        exchange.response().getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream; charset=utf-8");
        exchange.response().getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        try (OutputStream out = Content.Sink.asOutputStream(exchange.response())) {
            stream.serve(person, out);
        } catch (IOException e) {
            // The page has gone; there is nobody left to tell.
            LOG.debug("a page's stream ended", e);
            exchange.callback().failed(e);
            return;
        }
        exchange.callback().succeeded();
    }
}
