package io.gluethread.playground.glue.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.glue.wire.HttpAnswer;
import io.gluethread.playground.glue.wire.HttpCall;
import io.gluethread.playground.glue.wire.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the only caller may: everything but the actions that were denied. {@code POST /playground/iam {deny: [...]}} says
 * which, in IAM's words, {@code glue:Stop*} for example; GET tells them.
 */
public final class Permissions {
    private static final Pattern ACTION = Pattern.compile("\\*|[a-z0-9-]+:[A-Za-z0-9*?]+");

    private volatile List<String> denied = List.of();

    /** Whether an action such as {@code glue:RunStatement} is allowed. Names of actions are the same in any case. */
    public boolean allows(String action) {
        return denied.stream().noneMatch(pattern -> matches(pattern, action));
    }

    private static boolean matches(String pattern, String action) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE)
                .matcher(action)
                .matches();
    }

    HttpAnswer answer(HttpCall call) {
        try {
            switch (call.method()) {
                case "GET" -> {}
                case "POST" -> denied = read(Json.read(call.body()));
                default -> {
                    return refusal(405, "use GET or POST");
                }
            }
        } catch (IOException e) {
            return refusal(400, "the body is not JSON");
        } catch (IllegalArgumentException e) {
            return refusal(400, String.valueOf(e.getMessage()));
        }
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("deny");
        denied.forEach(list::add);
        return HttpAnswer.json(200, json);
    }

    private static List<String> read(JsonNode body) {
        List<String> actions = new ArrayList<>();
        if (!body.path("deny").isArray() || body.size() != 1) {
            throw new IllegalArgumentException("send {\"deny\": [\"glue:StopSession\", …]}; an empty list allows all");
        }
        for (JsonNode action : body.path("deny")) {
            if (!action.isTextual() || !ACTION.matcher(action.textValue()).matches()) {
                throw new IllegalArgumentException("not an action such as glue:StopSession or iam:*: " + action);
            }
            actions.add(action.textValue());
        }
        return actions;
    }

    private static HttpAnswer refusal(int status, String message) {
        return HttpAnswer.json(status, Json.object().put("error", message));
    }
}
