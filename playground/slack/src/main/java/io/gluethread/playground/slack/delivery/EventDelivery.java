package io.gluethread.playground.slack.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;
import io.gluethread.playground.slack.workspace.People;
import io.gluethread.playground.slack.workspace.Workspace;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Brings events to the bot as the Events API does (docs.slack.dev/apis/events-api): in order per channel as long as all
 * goes well, and when it does not, three more times: at once, after a minute, after five.
 */
public final class EventDelivery {
    private static final Duration HELD = Duration.ofMillis(400);

    private final Workspace workspace;
    private final BotLink link;
    private final Faults faults;
    private final Later later;
    private final List<Duration> retries;
    private final Lanes lanes;
    private final Map<String, Runnable> held = new HashMap<>();

    /** @param retries how long after each failure an event comes again */
    public EventDelivery(
            Workspace workspace, BotLink link, Faults faults, Later later, List<Duration> retries, Executor executor) {
        this.workspace = workspace;
        this.link = link;
        this.faults = faults;
        this.later = later;
        this.retries = List.copyOf(retries);
        this.lanes = new Lanes(executor);
    }

    /** Queues an event; the future holds the answer to the first attempt. */
    public CompletableFuture<Answer> deliver(String lane, ObjectNode event, boolean shared) {
        CompletableFuture<Answer> first = new CompletableFuture<>();
        if (!link.connected()) {
            first.complete(new Answer(0, "", 0, "connection_failed", false));
            return first;
        }
        ObjectNode envelope = envelope(event, shared);
        Optional<Fault> fault = faults.take("event");
        if (fault.map(Fault::drop).orElse(false)) {
            first.complete(new Answer(0, "", 0, "dropped_by_fault", false));
            return first;
        }
        Runnable send = () -> {
            fault.filter(f -> f.delayMs() > 0).ifPresent(f -> Delay.millis(f.delayMs()));
            first.complete(attempt(envelope, 0, ""));
            for (int copy = 1; copy < fault.map(Fault::duplicate).orElse(0); copy++) {
                link.event(envelope, copy, "http_timeout");
            }
        };
        if (fault.map(Fault::reorder).orElse(false)) {
            hold(lane, send);
        } else {
            lanes.add(lane, send);
            release(lane);
        }
        return first;
    }

    /** A reordered event waits for the next one of its channel to pass, but not for ever. */
    private void hold(String lane, Runnable send) {
        Runnable before;
        synchronized (held) {
            before = held.put(lane, send);
        }
        if (before != null) {
            // Two in a row to reorder: the later one has just overtaken the earlier one.
            synchronized (held) {
                held.put(lane, before);
            }
            lanes.add(lane, send);
            release(lane);
            return;
        }
        later.after(HELD, () -> {
            boolean still;
            synchronized (held) {
                still = held.remove(lane, send);
            }
            if (still) {
                lanes.add(lane, send);
            }
        });
    }

    private void release(String lane) {
        Runnable waiting;
        synchronized (held) {
            waiting = held.remove(lane);
        }
        if (waiting != null) {
            lanes.add(lane, waiting);
        }
    }

    private Answer attempt(ObjectNode envelope, int number, String reason) {
        Answer answer = link.event(envelope, number, reason);
        if (!answer.ok() && !answer.noRetry() && number < retries.size()) {
            later.after(retries.get(number), () -> attempt(envelope, number + 1, answer.failure()));
        }
        return answer;
    }

    private ObjectNode envelope(ObjectNode event, boolean shared) {
        ObjectNode envelope = Json.object()
                .put("token", Workspace.VERIFICATION)
                .put("team_id", Workspace.TEAM)
                .put("api_app_id", Workspace.APP);
        envelope.set("event", event);
        envelope.put("type", "event_callback")
                .put("event_id", workspace.newId("Ev"))
                .put("event_time", workspace.now().getEpochSecond());
        envelope.putArray("authorizations")
                .addObject()
                .putNull("enterprise_id")
                .put("team_id", Workspace.TEAM)
                .put("user_id", People.GLUE.id())
                .put("is_bot", true)
                .put("is_enterprise_install", false);
        return envelope.put("is_ext_shared_channel", shared).put("event_context", workspace.newId("4-EC"));
    }
}
