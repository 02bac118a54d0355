package io.gluethread.playground.slack.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;
import io.gluethread.playground.slack.workspace.Channel;
import io.gluethread.playground.slack.workspace.Happening;
import io.gluethread.playground.slack.workspace.Person;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Tells open pages what happens, each person only what that person may see, as Server-Sent Events. */
final class PageStream implements Consumer<Happening> {
    private static final String END = "";
    private static final int WAITING = 10_000;
    private static final long HEARTBEAT_SECONDS = 10;

    private final List<Reader> readers = new CopyOnWriteArrayList<>();
    private final WireLog log = new WireLog();
    private volatile boolean open = true;

    private record Reader(Person person, BlockingQueue<String> queue) {
        void offer(String event) {
            // A page that does not read is cut off; it reconnects and asks for the state anew.
            if (!queue.offer(event)) {
                queue.clear();
                queue.add(END);
            }
        }
    }

    @Override
    public void accept(Happening happening) {
        switch (happening) {
            case Happening.Posted(Channel channel, ObjectNode message, Person _) ->
                toMembers(channel, event("message", channel).set("message", message));
            case Happening.Changed(Channel channel, ObjectNode message, ObjectNode _, boolean _) ->
                toMembers(channel, event("message_changed", channel).set("message", message));
            case Happening.Deleted(Channel channel, String ts, ObjectNode before) ->
                toMembers(
                        channel,
                        event("message_deleted", channel)
                                .put("ts", ts)
                                .put("thread_ts", before.path("thread_ts").asText()));
            case Happening.Reacted reacted ->
                toMembers(
                        reacted.channel(),
                        event(reacted.added() ? "reaction_added" : "reaction_removed", reacted.channel())
                                .put("ts", reacted.message().path("ts").asText())
                                .put("name", reacted.name())
                                .set("users", Json.array(reacted.users())));
            case Happening.Joined(Channel channel, Person person, Person _) ->
                toMembers(channel, event("member_joined", channel).put("user", person.id()));
            case Happening.Left(Channel channel, Person person) ->
                toMembers(channel, event("member_left", channel).put("user", person.id()));
            case Happening.Archived(Channel channel, Person by, boolean archived) ->
                toMembers(
                        channel,
                        event(archived ? "channel_archived" : "channel_unarchived", channel)
                                .put("user", by.id()));
            case Happening.Whispered(Channel channel, Person to, String thread, ObjectNode message) ->
                to(to, event("ephemeral", channel).put("thread_ts", thread).set("message", message));
            case Happening.Unwhispered(Channel channel, Person to, String ts) ->
                to(to, event("message_deleted", channel).put("ts", ts).put("thread_ts", ""));
            case Happening.ViewShown(Person to, Happening.ViewShown.Verb verb, ObjectNode view) ->
                to(
                        to,
                        Json.object()
                                .put("type", "view_" + verb.name().toLowerCase(Locale.ROOT))
                                .set("view", view));
            case Happening.HomeShown(Person to, ObjectNode view) ->
                to(to, Json.object().put("type", "home").set("view", view));
            case Happening.Status(Channel channel, String thread, String status, List<String> loading) ->
                toMembers(
                        channel,
                        event("assistant_status", channel)
                                .put("thread_ts", thread)
                                .put("status", status)
                                .set("loading_messages", Json.array(loading)));
            case Happening.Wire(ObjectNode json) -> wire(json);
        }
    }

    private static ObjectNode event(String type, Channel channel) {
        return Json.object().put("type", type).put("channel", channel.id());
    }

    /** Tells of a request, whoever heard it. */
    void wire(ObjectNode json) {
        // One after the other, so that the numbers that pages get go up.
        synchronized (log) {
            String line = Json.write(Json.object().put("type", "wire").setAll(log.add(json)));
            readers.forEach(r -> r.offer(line));
        }
    }

    /** The newest requests between Slack, the bot and who else tells of them. */
    WireLog log() {
        return log;
    }

    /** Whether a page is open. */
    boolean watched() {
        return !readers.isEmpty();
    }

    private void toMembers(Channel channel, ObjectNode event) {
        if (readers.isEmpty()) {
            return;
        }
        String line = Json.write(event);
        readers.stream().filter(r -> channel.has(r.person())).forEach(r -> r.offer(line));
    }

    private void to(Person person, ObjectNode event) {
        String line = Json.write(event);
        readers.stream().filter(r -> r.person().equals(person)).forEach(r -> r.offer(line));
    }

    /** Writes events to one page until it goes away or the server ends. */
    void serve(Person person, OutputStream out) throws IOException {
        Reader reader = new Reader(person, new LinkedBlockingQueue<>(WAITING));
        readers.add(reader);
        try {
            write(out, ": hello\nretry: 1000\n\n");
            while (open) {
                String event = reader.queue().poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
                if (END.equals(event)) {
                    return;
                }
                write(out, event == null ? ": still here\n\n" : "data: " + event + "\n\n");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            readers.remove(reader);
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    void close() {
        open = false;
        readers.forEach(r -> r.offer(END));
    }
}
