package io.gluethread.playground.slack.block;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules that look at more than one field: what must stand together, be unique, or add up. */
final class BlockRules {
    private final Shape shape;
    private final Set<String> blockIds = new HashSet<>();

    BlockRules(Shape shape) {
        this.shape = shape;
    }

    void block(JsonNode block, String at) {
        String id = block.path("block_id").asText();
        if (!id.isEmpty() && !blockIds.add(id)) {
            shape.problem("block_id `%s` already exists".formatted(id), at + "/block_id");
        }
        switch (block.path("type").asText()) {
            case "section" -> section(block, at);
            case "actions" -> actions(block, at);
            case "input" -> select(block.path("element"), at + "/element");
            case "image" -> picture(block, at);
            case "context" -> {
                for (int i = 0; i < block.path("elements").size(); i++) {
                    JsonNode element = block.path("elements").path(i);
                    if (element.path("type").asText().equals("image")) {
                        picture(element, at + "/elements/" + i);
                    }
                }
            }
            case "container" -> container(block, at);
            case "card" -> pictures(block, List.of("hero_image", "icon"), at);
            case "carousel" -> {
                for (int i = 0; i < block.path("elements").size(); i++) {
                    block(block.path("elements").path(i), at + "/elements/" + i);
                }
            }
            case "table" -> cells(block, BlockKit.limit("table_characters"), at);
            case "data_table" -> dataTable(block, at);
            case "data_visualization" -> chart(block.path("chart"), at + "/chart");
            default -> {} // one field at a time says it all
        }
    }

    private void container(JsonNode block, String at) {
        if (block.has("title") == block.has("rich_text_title")) {
            shape.problem("must provide exactly one of title and rich_text_title", at);
        }
        pictures(block, List.of("icon"), at);
        for (int i = 0; i < block.path("child_blocks").size(); i++) {
            block(block.path("child_blocks").path(i), at + "/child_blocks/" + i);
        }
    }

    private void pictures(JsonNode block, List<String> fields, String at) {
        for (String field : fields) {
            if (block.has(field)) {
                picture(block.path(field), at + "/" + field);
            }
        }
    }

    private void section(JsonNode block, String at) {
        if (block.path("text").isMissingNode() && block.path("fields").isMissingNode()) {
            shape.problem("missing required field: text or fields", at);
        }
        select(block.path("accessory"), at + "/accessory");
    }

    private void actions(JsonNode block, String at) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < block.path("elements").size(); i++) {
            JsonNode element = block.path("elements").path(i);
            String id = element.path("action_id").asText();
            if (!id.isEmpty() && !ids.add(id)) {
                shape.problem("action_id `%s` already exists".formatted(id), at + "/elements/" + i + "/action_id");
            }
            select(element, at + "/elements/" + i);
        }
    }

    private void select(JsonNode element, String at) {
        String type = element.path("type").asText();
        if (type.equals("static_select") || type.equals("multi_static_select")) {
            if (element.has("options") == element.has("option_groups")) {
                shape.problem("must provide exactly one of options and option_groups", at);
            }
        }
        if (type.equals("static_select") || type.equals("radio_buttons")) {
            initial(element, element.path("initial_option"), at + "/initial_option");
        }
        if (type.equals("checkboxes") || type.equals("multi_static_select")) {
            for (JsonNode option : element.path("initial_options")) {
                initial(element, option, at + "/initial_options");
            }
        }
        if (type.equals("image")) {
            picture(element, at);
        }
        if (type.equals("plain_text_input")) {
            int least = element.path("min_length").asInt(0);
            int most = element.path("max_length").asInt(3000);
            int length = element.path("initial_value").asText().length();
            if (least > most) {
                shape.problem("min_length must not exceed max_length", at);
            } else if (length > most) {
                shape.problem("must be less than %d characters".formatted(most + 1), at + "/initial_value");
            }
        }
    }

    private void initial(JsonNode element, JsonNode chosen, String at) {
        if (!chosen.isObject()) {
            return;
        }
        for (JsonNode option : element.path("options")) {
            if (option.equals(chosen)) {
                return;
            }
        }
        for (JsonNode group : element.path("option_groups")) {
            for (JsonNode option : group.path("options")) {
                if (option.equals(chosen)) {
                    return;
                }
            }
        }
        shape.problem("must exactly match one of the provided options", at);
    }

    private void picture(JsonNode image, String at) {
        if (image.has("image_url") == image.has("slack_file")) {
            shape.problem("must provide exactly one of image_url and slack_file", at);
        }
        JsonNode file = image.path("slack_file");
        if (file.isObject() && file.has("id") == file.has("url")) {
            shape.problem("must provide exactly one of id and url", at + "/slack_file");
        }
    }

    private void dataTable(JsonNode block, String at) {
        cells(block, BlockKit.limit("data_table_characters"), at);
        JsonNode rows = block.path("rows");
        int width = rows.path(0).size();
        for (int i = 1; i < rows.size(); i++) {
            if (rows.path(i).size() != width) {
                shape.problem("all rows must have the same number of columns", at + "/rows/" + i);
                break;
            }
        }
        for (int i = 0; i < width; i++) {
            if (rows.path(0).path(i).path("type").asText().equals("rich_text")) {
                shape.problem("rich_text is not allowed in the header row", at + "/rows/0/" + i);
            }
        }
        if (width > 0 && block.path("row_header_column_index").asInt(0) >= width) {
            shape.problem("must name a column of the table", at + "/row_header_column_index");
        }
    }

    private void cells(JsonNode block, int most, String at) {
        if (BlockText.characters(block.path("rows")) > most) {
            shape.problem("all cells together must be less than %d characters".formatted(most + 1), at + "/rows");
        }
    }

    private void chart(JsonNode chart, String at) {
        Set<String> names = new HashSet<>();
        for (int s = 0; s < chart.path("series").size(); s++) {
            JsonNode series = chart.path("series").path(s);
            if (!names.add(series.path("name").asText())) {
                shape.problem("series names must be unique", at + "/series/" + s + "/name");
            }
            Set<String> labels = new HashSet<>();
            series.path("data").forEach(point -> labels.add(point.path("label").asText()));
            Set<String> categories = new HashSet<>();
            chart.path("axis_config").path("categories").forEach(c -> categories.add(c.asText()));
            if (!categories.equals(labels)) {
                shape.problem("data labels must match axis_config.categories", at + "/series/" + s + "/data");
            }
        }
    }
}
