package io.gluethread.playground.glue.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.glue.wire.HttpAnswer;
import io.gluethread.playground.glue.wire.HttpCall;
import io.gluethread.playground.glue.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * The newest AWS calls with what was sent and answered, so that a person can look at them: {@code GET /playground/wire}.
 * Each has a number; {@code /playground/wire/after/7} tells those that came after number 7.
 */
final class WireLog {
    static final String PATH = "/playground/wire";
    private static final String AFTER = PATH + "/after/";
    private static final int MOST = 1_000;
    /** Of all bodies together, in characters. */
    private static final int ROOM = 8_000_000;

    private static final int LONGEST = 64_000;

    private final InstantSource clock;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long last;
    private long kept;

    private record Entry(long number, int size, ObjectNode json) {}

    WireLog(InstantSource clock) {
        this.clock = clock;
    }

    /** Carries a call out and remembers it; what is slow or fails is remembered as well. */
    HttpAnswer watched(HttpCall call, String what, byte[] request, Supplier<HttpAnswer> effect) {
        Instant at = clock.instant();
        long from = System.nanoTime();
        HttpAnswer answer = effect.get();
        long ms = (System.nanoTime() - from) / 1_000_000;
        String sent = shown(request);
        ObjectNode json = Json.object()
                .put("at", at.toString())
                .put("from", caller(call.header("user-agent").orElse("")))
                .put("to", "glue")
                .put("what", what);
        switch (answer) {
            case HttpAnswer.Full full -> {
                String answered = shown(full.body());
                String words = WireWords.of(request, full.body());
                json.put("status", full.status()).put("ms", ms).put("summary", words.isEmpty() ? call.path() : words);
                if (full.status() >= 400) {
                    json.put("error", full.headers().getOrDefault("x-amzn-ErrorType", "HTTP " + full.status()));
                }
                json.put("request", sent).put("response", answered);
            }
            case HttpAnswer.Part part ->
                json.put("status", part.status())
                        .put("ms", ms)
                        .put("summary", call.path())
                        .put("request", sent)
                        .put("response", "(" + part.length() + " bytes)");
            case HttpAnswer.Dropped dropped ->
                json.put("status", 0)
                        .put("ms", ms)
                        .put("summary", WireWords.of(request, new byte[0]))
                        .put("error", "connection dropped")
                        .put("request", sent)
                        .put("response", "");
        }
        keep(json);
        return answer;
    }

    private synchronized void keep(ObjectNode json) {
        last++;
        int size = json.path("request").asText().length()
                + json.path("response").asText().length();
        entries.add(new Entry(last, size, json.put("id", last)));
        kept += size;
        while (entries.size() > MOST || kept > ROOM) {
            kept -= entries.remove().size();
        }
    }

    static boolean serves(String path) {
        return path.equals(PATH)
                || (path.startsWith(AFTER) && path.substring(AFTER.length()).matches("[0-9]{1,18}"));
    }

    /** What is asked for by a path that {@link #serves} accepts. */
    synchronized JsonNode answer(String path) {
        long after = path.equals(PATH) ? 0 : Long.parseLong(path.substring(AFTER.length()));
        ObjectNode json = Json.object().put("ok", true).put("last", last);
        ArrayNode wire = json.putArray("wire");
        entries.stream().filter(entry -> entry.number() > after).forEach(entry -> wire.add(entry.json()));
        return json;
    }

    /** The service uses the SDK for Java; other programs go by their own names. */
    private static String caller(String userAgent) {
        String name = userAgent.split("[/ ]", 2)[0];
        return name.isEmpty() || name.equals("aws-sdk-java") ? "bot" : name;
    }

    private static String shown(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        return text.length() <= LONGEST
                ? text
                : text.substring(0, LONGEST) + "… (%d more characters)".formatted(text.length() - LONGEST);
    }
}
