package io.gluethread.playground.slack.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gluethread.playground.slack.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a person entered or chose in one element, in the form of Slack's payloads. */
final class Choice {
    private static final Set<String> STATEFUL = Set.of(
            "plain_text_input",
            "email_text_input",
            "url_text_input",
            "number_input",
            "static_select",
            "multi_static_select",
            "radio_buttons",
            "checkboxes",
            "users_select",
            "multi_users_select",
            "channels_select",
            "multi_channels_select",
            "conversations_select",
            "multi_conversations_select",
            "datepicker",
            "timepicker",
            "datetimepicker",
            "rich_text_input");

    private Choice() {}

    /** True for elements that appear in {@code state.values}. */
    static boolean stateful(JsonNode element) {
        return STATEFUL.contains(element.path("type").asText());
    }

    /** The field that carries the choice, such as {@code selected_option}. */
    static String field(String type) {
        return switch (type) {
            case "static_select", "radio_buttons", "overflow" -> "selected_option";
            case "multi_static_select", "checkboxes" -> "selected_options";
            case "users_select" -> "selected_user";
            case "multi_users_select" -> "selected_users";
            case "channels_select" -> "selected_channel";
            case "multi_channels_select" -> "selected_channels";
            case "conversations_select" -> "selected_conversation";
            case "multi_conversations_select" -> "selected_conversations";
            case "datepicker" -> "selected_date";
            case "timepicker" -> "selected_time";
            case "datetimepicker" -> "selected_date_time";
            case "rich_text_input" -> "rich_text_value";
            default -> "value";
        };
    }

    /** The element's state for what was given; its initial value when nothing was. */
    static ObjectNode of(JsonNode element, JsonNode given) {
        String type = element.path("type").asText();
        String field = field(type);
        JsonNode value = given.isObject() && !type.equals("rich_text_input") ? given.path(field) : given;
        ObjectNode state = Json.object().put("type", type);
        if (given.isMissingNode() || value.isMissingNode()) {
            return state.set(field, initial(element, type));
        }
        return state.set(field, value.isNull() ? value : chosen(element, type, field, value));
    }

    private static JsonNode initial(JsonNode element, String type) {
        String name =
                switch (type) {
                    case "static_select", "radio_buttons" -> "initial_option";
                    case "multi_static_select", "checkboxes" -> "initial_options";
                    case "users_select" -> "initial_user";
                    case "multi_users_select" -> "initial_users";
                    case "channels_select" -> "initial_channel";
                    case "multi_channels_select" -> "initial_channels";
                    case "conversations_select" -> "initial_conversation";
                    case "multi_conversations_select" -> "initial_conversations";
                    case "datepicker" -> "initial_date";
                    case "timepicker" -> "initial_time";
                    case "datetimepicker" -> "initial_date_time";
                    default -> "initial_value";
                };
        if (element.has(name)) {
            return element.path(name).deepCopy();
        }
        return name.endsWith("s") ? Json.array() : NullNode.getInstance();
    }

    private static JsonNode chosen(JsonNode element, String type, String field, JsonNode value) {
        return switch (field) {
            case "selected_option" -> option(element, value);
            case "selected_options" -> {
                ArrayNode all = Json.array();
                each(value).forEach(v -> all.add(option(element, v)));
                yield all;
            }
            case "selected_users", "selected_channels", "selected_conversations" -> {
                ArrayNode all = Json.array();
                each(value).forEach(v -> all.add(v.asText()));
                yield all;
            }
            case "selected_date_time" -> value;
            case "rich_text_value" -> value;
            default -> typed(element, type, value);
        };
    }

    private static JsonNode typed(JsonNode element, String type, JsonNode value) {
        String text = value.asText();
        int most = element.path("max_length").asInt(3000);
        int least = element.path("min_length").asInt(0);
        if (type.equals("plain_text_input") && (text.length() > most || (text.length() < least && !text.isEmpty()))) {
            throw new BadRequest("'%s' takes %d to %d characters - was %d"
                    .formatted(element.path("action_id").asText(), least, most, text.length()));
        }
        return text.isEmpty() ? NullNode.getInstance() : TextNode.valueOf(text);
    }

    private static List<JsonNode> each(JsonNode value) {
        List<JsonNode> all = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(all::add);
        } else {
            all.add(value);
        }
        return all;
    }

    /** The option with this value, or with this text. */
    private static JsonNode option(JsonNode element, JsonNode value) {
        String wanted = value.isObject() ? value.path("value").asText() : value.asText();
        List<JsonNode> options = new ArrayList<>();
        element.path("options").forEach(options::add);
        element.path("option_groups").forEach(g -> g.path("options").forEach(options::add));
        for (JsonNode option : options) {
            if (option.path("value").asText().equals(wanted)) {
                return option.deepCopy();
            }
        }
        for (JsonNode option : options) {
            if (option.path("text").path("text").asText().equals(wanted)) {
                return option.deepCopy();
            }
        }
        throw new BadRequest("'%s' has no option '%s'; it has %s"
                .formatted(
                        element.path("action_id").asText(),
                        wanted,
                        options.stream().map(o -> o.path("value").asText()).toList()));
    }
}
