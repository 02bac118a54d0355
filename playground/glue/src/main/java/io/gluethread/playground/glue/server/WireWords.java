package io.gluethread.playground.glue.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.gluethread.playground.glue.wire.Json;
import java.io.IOException;
import java.util.List;
import java.util.StringJoiner;

/** What a call is about, in one short line: ids and names as sent, the first line of code, the state that came back. */
final class WireWords {
    private static final List<String> NAMES =
            List.of("SessionId", "Id", "JobName", "RunId", "DatabaseName", "Name", "ServiceCode", "ResourceArn");
    private static final int LONGEST = 160;

    private WireWords() {}

    static String of(byte[] request, byte[] response) {
        JsonNode sent = read(request);
        JsonNode answered = read(response);
        StringJoiner words = new StringJoiner(" ");
        for (String name : NAMES) {
            JsonNode value = sent.path(name);
            if (value.isValueNode() && !value.isNull()) {
                words.add(name.equals("Id") && value.isNumber() ? "statement " + value.asText() : cut(value.asText()));
            }
        }
        if (sent.has("WorkerType")) {
            words.add(sent.path("NumberOfWorkers").asText("?") + " × "
                    + sent.path("WorkerType").asText());
        }
        if (sent.has("Code")) {
            words.add("“" + firstLine(sent.path("Code").asText()) + "”");
        }
        String state = state(answered);
        return state.isEmpty() ? words.toString() : words + " → " + state;
    }

    private static String state(JsonNode answered) {
        if (answered.path("Id").isNumber()) {
            return "statement " + answered.path("Id").asText();
        }
        for (String pointer : List.of("/Session/Status", "/Statement/State", "/JobRun/JobRunState", "/Message")) {
            String text = answered.at(pointer).asText();
            if (!text.isEmpty()) {
                String outcome = answered.at("/Statement/Output/Status").asText();
                return cut(outcome.isEmpty() ? text : text + ", " + outcome);
            }
        }
        for (String list : List.of("Sessions", "Ids", "Statements", "DatabaseList", "TableList", "PriceList")) {
            if (answered.path(list).isArray()) {
                return answered.path(list).size() + " found";
            }
        }
        return "";
    }

    /** Lines that are empty or only a comment say nothing about what is run. */
    private static String firstLine(String code) {
        return cut(code.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("//") && !line.startsWith("#"))
                .findFirst()
                .orElse(""));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }

    private static JsonNode read(byte[] body) {
        try {
            JsonNode node = Json.read(body);
            return node == null ? MissingNode.getInstance() : node;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}
