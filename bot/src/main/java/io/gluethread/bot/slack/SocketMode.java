package io.gluethread.bot.slack;

import com.slack.api.bolt.response.Response;
import io.gluethread.bot.config.Config;
import io.gluethread.bot.config.Secret;
import io.gluethread.bot.delivery.ChatException;
import io.gluethread.bot.ops.Check;
import io.gluethread.bot.ops.Heartbeat;
import io.gluethread.bot.ops.Pulse;
import io.gluethread.broker.policy.Ailment;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests over a WebSocket that we open, for installations without a public address
 * (docs.slack.dev/apis/events-api/using-socket-mode). There is always one; before Slack ends it there is the next. No
 * signature is checked: whoever answers on this line is who we called with our token.
 */
final class SocketMode implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SocketMode.class);
    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final Duration OPENING = Duration.ofSeconds(15);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** Once a connection has lasted so long, the next one is opened without a pause. */
    private static final Duration SOUND = Duration.ofSeconds(30);
    /** Without a connection for so long the process is better started anew. */
    private static final Duration GIVEN_UP = Duration.ofMinutes(3);

    private final SlackApi api;
    private final Secret token;
    private final boolean local;
    private final BoltDoor door;
    private final InTurn turns;
    private final InstantSource clock;
    private final Pulse pulse = new Pulse();
    private final Heartbeat beat;
    private final HttpClient http;
    private final List<SocketConnection> retired = new ArrayList<>();
    private volatile @Nullable SocketConnection current;
    private volatile Instant connected;
    private Instant tried = Instant.EPOCH;
    private int failures;

    SocketMode(Config.Slack config, Secret token, SlackApi api, BoltDoor door, Executor executor, InstantSource clock) {
        this.api = api;
        this.token = token;
        this.local = "http".equals(config.api().getScheme());
        this.door = door;
        this.turns = new InTurn(executor);
        this.clock = clock;
        this.connected = clock.instant();
        this.http = HttpClient.newBuilder()
                .executor(executor)
                .connectTimeout(OPENING)
                .build();
        this.beat = new Heartbeat("socket", pulse, LOOK, clock, this::step);
    }

    /** Tries once at once, so that whoever starts us can be answered when this returns and all is well. */
    void start() {
        try {
            step();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        beat.start();
    }

    /** One look at the connection: opens one where there is none that will do, else asks it for a sign of life. */
    Duration step() throws InterruptedException {
        retired.forEach(SocketConnection::close);
        retired.clear();
        Instant now = clock.instant();
        SocketConnection present = current;
        if (present != null && present.isAlive()) {
            present.ping();
            failures = tried.plus(SOUND).isBefore(now) ? 0 : failures;
            connected = now;
            return LOOK;
        }
        Duration pause = Duration.between(now, tried.plus(pause(failures)));
        if (pause.isPositive()) {
            return pause;
        }
        tried = now;
        failures++;
        try {
            SocketConnection next = open();
            if (present != null) {
                // It may still have an acknowledgement to say; the next look closes it.
                retired.add(present);
            }
            current = next;
            connected = clock.instant();
            log.info("a WebSocket to Slack is open");
            return LOOK;
        } catch (ChatException | ExecutionException | TimeoutException | IllegalStateException e) {
            log.warn("no WebSocket to Slack: {}", e.toString());
            return pause(failures);
        }
    }

    /** None, then 1 s, 2 s, 4 s and so on to half a minute. */
    private static Duration pause(int failures) {
        Duration pause = failures == 0 ? Duration.ZERO : Duration.ofSeconds(1L << Math.min(failures - 1, 5));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private SocketConnection open() throws InterruptedException, ExecutionException, TimeoutException {
        URI address = URI.create(api.call(
                        "apps.connections.open",
                        _ -> api.slack().methods(token.value()).appsConnectionsOpen(r -> r))
                .getUrl());
        if (!"wss".equals(address.getScheme()) && !local) {
            throw new IllegalStateException("Slack gave an address without encryption");
        }
        SocketConnection next = new SocketConnection(clock, this::take, pulse::wake);
        try {
            var _ = http.newWebSocketBuilder()
                    .connectTimeout(OPENING)
                    .buildAsync(address, next)
                    .get(OPENING.toMillis(), TimeUnit.MILLISECONDS);
            if (!next.hello().get(OPENING.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("Slack ended the WebSocket before it began");
            }
            return next;
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
            next.close();
            throw e;
        }
    }

    private void take(SocketConnection from, Envelope envelope) {
        turns.run(envelope.turn(), () -> {
            Response answer = door.take(envelope.body(), envelope.headers(), "");
            envelope.ack(answer).ifPresent(from::say);
        });
    }

    private Optional<Ailment> line() {
        SocketConnection present = current;
        return present != null && present.isAlive()
                ? Optional.empty()
                : Optional.of(new Ailment(connected, "no WebSocket to Slack"));
    }

    /** Not ready without a connection; of no use without one for long. */
    List<Check> checks() {
        return List.of(
                new Check("socket", Duration.ZERO, GIVEN_UP, this::line), Check.vital("socket loop", beat::check));
    }

    @Override
    public void close() {
        beat.close();
        SocketConnection present = current;
        if (present != null) {
            present.close();
        }
        retired.forEach(SocketConnection::close);
        http.shutdown();
    }
}
