package io.gluethread.playground.slack.api;

import io.gluethread.playground.slack.delivery.SocketLinks;
import io.gluethread.playground.slack.json.Json;
import java.util.Map;
import java.util.function.Supplier;

/** {@code apps.connections.open}: the address of a WebSocket for Socket Mode, for an app-level token. */
final class SocketMethods {
    static final String OPEN = "apps.connections.open";

    private final SocketLinks sockets;
    private final Supplier<String> base;

    SocketMethods(SocketLinks sockets, Supplier<String> base) {
        this.sockets = sockets;
        this.base = base;
    }

    void register(Map<String, Method> methods) {
        methods.put(OPEN, _ -> Json.object().put("url", base.get().replaceFirst("^http", "ws") + sockets.ticket()));
    }
}
