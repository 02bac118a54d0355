package io.gluethread.playground.slack.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;
import io.gluethread.playground.slack.workspace.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The app's WebSockets in Socket Mode (docs.slack.dev/apis/events-api/using-socket-mode): at most ten at once, each
 * envelope goes to one of them, and each ends after a few hours with a warning ten seconds before.
 */
public final class SocketLinks implements AutoCloseable {
    /** Why a connection is told to end. */
    public static final List<String> REASONS =
            List.of("warning", "refresh_requested", "link_disabled", "too_many_websockets");

    private static final int MOST = 10;
    private static final Duration TICKET = Duration.ofSeconds(30);
    private static final Duration LIFE = Duration.ofMinutes(301);
    private static final Duration DEBUG_LIFE = Duration.ofMinutes(6);
    private static final Duration WARNED = Duration.ofSeconds(10);
    private static final Duration PING = Duration.ofSeconds(10);

    private final Workspace workspace;
    private final Later later;
    private final Map<String, Instant> tickets = new HashMap<>();
    private final Map<SocketLink, Duration> lives = new HashMap<>();
    private final List<SocketLink> open = new ArrayList<>();
    private int turn;
    private boolean used;

    public SocketLinks(Workspace workspace, Later later) {
        this.workspace = workspace;
        this.later = later;
    }

    /** Path and query of an address that is good for one connection, soon. */
    public synchronized String ticket() {
        Instant now = workspace.now();
        tickets.values().removeIf(issued -> issued.plus(TICKET).isBefore(now));
        String ticket = UUID.randomUUID().toString();
        tickets.put(ticket, now);
        return "/link/?ticket=" + ticket + "&app_id=" + Workspace.APP;
    }

    /** A connection for a good ticket; {@code debug} is {@code debug_reconnects}, which makes it a short one. */
    public synchronized Optional<SocketLink> accept(String ticket, boolean debug) {
        Instant issued = tickets.remove(ticket);
        if (issued == null || issued.plus(TICKET).isBefore(workspace.now())) {
            return Optional.empty();
        }
        SocketLink link = new SocketLink(this);
        lives.put(link, debug ? DEBUG_LIFE : LIFE);
        return Optional.of(link);
    }

    /** How many connections there are. */
    public synchronized int count() {
        return open.size();
    }

    /** Whether the app has ever had a connection. */
    synchronized boolean used() {
        return used;
    }

    void opened(SocketLink link) {
        Duration life;
        int count;
        synchronized (this) {
            life = lives.getOrDefault(link, LIFE);
            if (open.size() >= MOST) {
                count = 0;
            } else {
                open.add(link);
                used = true;
                count = open.size();
            }
        }
        if (count == 0) {
            disconnect(link, "too_many_websockets");
            return;
        }
        ObjectNode hello = Json.object().put("type", "hello").put("num_connections", count);
        hello.putObject("debug_info")
                .put("host", "applink-local")
                .put("build_number", 1)
                .put("approximate_connection_time", life.toSeconds());
        hello.putObject("connection_info").put("app_id", Workspace.APP);
        later.after(PING, () -> ping(link));
        later.after(life.minus(WARNED), () -> disconnect(link, "warning"));
        later.after(life, () -> disconnect(link, "refresh_requested"));
        link.say(hello);
    }

    synchronized void closed(SocketLink link) {
        open.remove(link);
        lives.remove(link);
    }

    private synchronized boolean isOpen(SocketLink link) {
        return open.contains(link);
    }

    /** Slack pings; clients take its silence for the end. */
    private void ping(SocketLink link) {
        if (isOpen(link)) {
            link.ping();
            later.after(PING, () -> ping(link));
        }
    }

    /** Tells every connection to end, and ends it unless this is only the warning. */
    public void disconnect(String reason) {
        List<SocketLink> all;
        synchronized (this) {
            all = List.copyOf(open);
        }
        all.forEach(link -> disconnect(link, reason));
    }

    private void disconnect(SocketLink link, String reason) {
        ObjectNode frame = Json.object().put("type", "disconnect").put("reason", reason);
        frame.putObject("debug_info").put("host", "applink-local");
        if (isOpen(link) || reason.equals("too_many_websockets")) {
            link.say(frame);
            if (!reason.equals("warning")) {
                closed(link);
                link.close();
            }
        }
    }

    /** Any of the connections may get an envelope; here they take turns. */
    private synchronized Optional<SocketLink> next() {
        return open.isEmpty() ? Optional.empty() : Optional.of(open.get(Math.floorMod(turn++, open.size())));
    }

    /** Sends one envelope and waits for its acknowledgement, whose payload is the answer's body. */
    Answer deliver(Outgoing outgoing, Duration deadline) {
        long from = System.nanoTime();
        Optional<SocketLink> link = next();
        if (link.isEmpty()) {
            return Answer.none("connection_failed", from);
        }
        ObjectNode envelope = outgoing.envelope(UUID.randomUUID().toString());
        CompletableFuture<JsonNode> ack = link.get().send(envelope);
        try {
            JsonNode payload = ack.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            boolean shown = outgoing.takesPayload() && !payload.isMissingNode() && !payload.isNull();
            return Answer.of(200, shown ? Json.write(payload) : "", from);
        } catch (TimeoutException _) {
            return Answer.none("http_timeout", from);
        } catch (ExecutionException _) {
            return Answer.none("connection_failed", from);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Answer.none("connection_failed", from);
        } finally {
            link.get().forget(envelope);
        }
    }

    @Override
    public void close() {
        List<SocketLink> all;
        synchronized (this) {
            all = List.copyOf(open);
        }
        all.forEach(SocketLink::close);
    }
}
