package io.gluethread.playground.slack.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.delivery.BotLink;
import io.gluethread.playground.slack.delivery.SocketLink;
import io.gluethread.playground.slack.delivery.SocketLinks;
import io.gluethread.playground.slack.json.Json;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/** How the app is reached: its WebSockets, and what stands in Slack's app settings about its request URL. */
public final class App {
    private static final int MOST_TEXT = 5_000_000;

    private final BotLink bot;
    private final SocketLinks sockets;
    private final ServerWebSocketContainer container;

    public App(BotLink bot, SocketLinks sockets, ServerWebSocketContainer container) {
        this.bot = bot;
        this.sockets = sockets;
        this.container = container;
        container.setMaxTextMessageSize(MOST_TEXT);
    }

    /** Makes a WebSocket of a request that shows a good ticket. */
    void connect(Exchange exchange) {
        Fields query = Request.extractQueryParameters(exchange.request());
        String ticket = String.valueOf(query.getValue("ticket"));
        Optional<SocketLink> link = sockets.accept(ticket, "true".equals(query.getValue("debug_reconnects")));
        if (link.isEmpty()) {
            exchange.refuse(401, "the ticket is used up or none of ours; apps.connections.open gives a new one");
            return;
        }
        if (!container.upgrade((_, _, _) -> link.get(), exchange.request(), exchange.response(), exchange.callback())) {
            exchange.refuse(400, "this address is for a WebSocket");
        }
    }

    /**
     * GET shows how the app is reached; POST {@code {request_url}} verifies and takes a request URL, POST
     * {@code {disconnect: reason}} ends the WebSockets as Slack ends them.
     */
    void settings(Exchange exchange) throws IOException {
        ObjectNode answer = Json.object().put("ok", true);
        if (exchange.method().equals("POST")) {
            JsonNode request = Bodies.json(exchange.request());
            String reason = request.path("disconnect").asText();
            if (request.hasNonNull("request_url")) {
                bot.verify(url(request.path("request_url").asText()))
                        .ifPresent(wrong -> answer.put("ok", false).put("error", wrong));
            } else if (SocketLinks.REASONS.contains(reason)) {
                sockets.disconnect(reason);
            } else {
                throw new Bodies.Unreadable("send {\"request_url\": \"http://…\"} or {\"disconnect\": one of %s}"
                        .formatted(SocketLinks.REASONS));
            }
        }
        bot.requestUrl().ifPresent(url -> answer.put("request_url", url.toString()));
        exchange.json(200, answer.put("connections", sockets.count()));
    }

    private static URI url(String text) throws Bodies.Unreadable {
        if (!text.matches("http://(127\\.0\\.0\\.1|localhost)(:\\d{1,5})?(/[!-~]*)?")) {
            throw new Bodies.Unreadable("request_url must be http://127.0.0.1:… - was '%s'".formatted(text));
        }
        return URI.create(text);
    }
}
