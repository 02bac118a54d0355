package io.gluethread.playground.demo.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.gluethread.playground.demo.Human;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Slack thread as somebody reads it. */
record ThreadPage(List<JsonNode> messages) {
    private static final Pattern RESULT = Pattern.compile("\\[(\\d+)\\] (.)(?s).*");
    private static final String FINAL = "✓✗⊘⚠";
    private static final String CARD = "card";

    static ThreadPage of(Human reader, String channel, String root) {
        return new ThreadPage(reader.thread(channel, root));
    }

    /** What the bot's label of a message says which surface it is; empty for messages of people. */
    static String slot(JsonNode message) {
        return message.path("metadata").path("event_payload").path("slot").asText();
    }

    static String text(JsonNode message) {
        return message.path("text").asText();
    }

    /** A cell's message. */
    record Answer(String cell, int ordinal, boolean isFinal, String ts, String text, String blocks) {
        boolean says(char sign) {
            return text.startsWith("[%d] %c".formatted(ordinal, sign));
        }
    }

    /** In the order in which they stand. */
    List<Answer> answers() {
        return messages.stream()
                .filter(message -> slot(message).startsWith("cell:"))
                .map(ThreadPage::answer)
                .toList();
    }

    private static Answer answer(JsonNode message) {
        Matcher line = RESULT.matcher(text(message));
        boolean known = line.matches();
        return new Answer(
                slot(message).substring("cell:".length()),
                known ? Integer.parseInt(line.group(1)) : 0,
                known && FINAL.contains(line.group(2)),
                message.path("ts").asText(),
                text(message),
                message.path("blocks").toString());
    }

    /** How many files stand there that a cell's result has brought. */
    long files(int ordinal) {
        return messages.stream()
                .flatMap(message -> message.path("files").findValuesAsText("name").stream())
                .filter(name -> name.matches("cell-%d[-.].*".formatted(ordinal)))
                .count();
    }

    long finals() {
        return answers().stream().filter(Answer::isFinal).count();
    }

    boolean isAnythingRunning() {
        return answers().stream().anyMatch(answer -> answer.says('▶'));
    }

    Optional<JsonNode> card() {
        return messages.stream().filter(message -> slot(message).equals(CARD)).findFirst();
    }

    /** What the card says of the session, in its own words. */
    String state() {
        return card().map(ThreadPage::text).orElse("");
    }

    /** Whether the card shows that no session is alive. */
    boolean isOver() {
        return state().matches("(?s).*(◼ Stopped|✗ Failed|⚠ Lost|○ Not started).*");
    }
}
