package io.gluethread.playground.slack.block;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Says what Slack would refuse in a modal or an App Home view (docs.slack.dev/reference/views). */
public final class ViewValidator {
    private ViewValidator() {}

    /** Every problem, worded as Slack words them with a JSON pointer; empty when Slack would take the view. */
    public static List<String> check(JsonNode view) {
        List<String> problems = new ArrayList<>();
        Shape shape = new Shape(problems);
        String type = view.path("type").asText();
        if (!type.equals("modal") && !type.equals("home")) {
            shape.problem("unsupported type: " + type, "/type");
            return problems;
        }
        shape.named(view, type, true, "");
        // The walk above has reported every field; what remains are the rules across fields.
        List<String> across = new ArrayList<>();
        BlockRules rules = new BlockRules(new Shape(across));
        boolean input = false;
        for (int i = 0; i < view.path("blocks").size(); i++) {
            rules.block(view.path("blocks").path(i), "/blocks/" + i);
            input |= view.path("blocks").path(i).path("type").asText().equals("input");
        }
        problems.addAll(across);
        if (type.equals("modal") && input && !view.path("submit").isObject()) {
            shape.problem("a modal with input blocks needs a submit text", "/submit");
        }
        return problems;
    }
}
