package io.gluethread.playground.slack.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The newest requests on the wire. What was sent and answered is kept beside each line, for whoever looks closer. */
final class WireLog {
    private static final int MOST = 1_000;
    /** Of all bodies together, in characters. */
    private static final int ROOM = 8_000_000;

    private static final int LONGEST = 64_000;

    private final Deque<Entry> entries = new ArrayDeque<>();
    private long last;
    private long kept;

    private record Entry(ObjectNode line, String request, String response) {
        int size() {
            return request.length() + response.length();
        }
    }

    /** Keeps a request; answers its line, without the bodies and with a number. */
    synchronized ObjectNode add(ObjectNode wire) {
        last++;
        ObjectNode line = wire.deepCopy();
        line.remove("request");
        line.remove("response");
        line.put("id", last);
        Entry entry = new Entry(line, body(wire, "request"), body(wire, "response"));
        entries.add(entry);
        kept += entry.size();
        while (entries.size() > MOST || kept > ROOM) {
            kept -= entries.remove().size();
        }
        return line;
    }

    /** The lines, oldest first. */
    synchronized ArrayNode lines() {
        ArrayNode all = Json.array();
        entries.forEach(entry -> all.add(entry.line()));
        return all;
    }

    /** One with its bodies, as long as it is kept. */
    synchronized Optional<ObjectNode> find(long id) {
        return entries.stream()
                .filter(entry -> entry.line().path("id").asLong() == id)
                .map(entry ->
                        entry.line().deepCopy().put("request", entry.request()).put("response", entry.response()))
                .findFirst();
    }

    private static String body(ObjectNode wire, String name) {
        String text = wire.path(name).isTextual()
                ? wire.path(name).textValue()
                : wire.has(name) ? wire.get(name).toString() : "";
        return text.length() <= LONGEST
                ? text
                : text.substring(0, LONGEST) + "… (%d more characters)".formatted(text.length() - LONGEST);
    }
}
