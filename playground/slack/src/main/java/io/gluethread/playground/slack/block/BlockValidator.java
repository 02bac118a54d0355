package io.gluethread.playground.slack.block;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Says what Slack would refuse in the {@code blocks} of a message.
 *
 * <p>Rules: docs.slack.dev/reference/block-kit; the numbers stand in {@code block-kit.json} beside this class. Lengths
 * count UTF-16 units, the stricter reading.
 */
public final class BlockValidator {
    private BlockValidator() {}

    /** Every problem, worded as Slack words them with a JSON pointer; empty when Slack would take the blocks. */
    public static List<String> check(JsonNode blocks) {
        List<String> problems = new ArrayList<>();
        Shape shape = new Shape(problems);
        if (!blocks.isArray()) {
            shape.problem("must provide an array", "/blocks");
            return problems;
        }
        int most = BlockKit.limit("blocks_per_message");
        if (blocks.size() > most) {
            shape.problem("no more than %d items allowed".formatted(most), "/blocks");
            return problems;
        }
        blocks(blocks, "message-block", shape);
        addUp(List.of(blocks), shape);
        if (characters(blocks) > BlockKit.limit("characters_over_all_blocks")) {
            shape.problem(
                    "all blocks together must be less than %d characters"
                            .formatted(BlockKit.limit("characters_over_all_blocks") + 1),
                    "/blocks");
        }
        return problems;
    }

    /**
     * What is too much in all lists of blocks of one message together, its own and those of its attachments: tables,
     * charts and markdown are counted over the whole message.
     */
    public static List<String> together(List<JsonNode> lists) {
        List<String> problems = new ArrayList<>();
        addUp(lists, new Shape(problems));
        return problems;
    }

    /** The characters that count against {@code msg_blocks_too_long}; cells of tables have their own limit. */
    public static int characters(JsonNode blocks) {
        return BlockText.outsideTables(blocks);
    }

    static void blocks(JsonNode blocks, String group, Shape shape) {
        BlockRules rules = new BlockRules(shape);
        for (int i = 0; i < blocks.size(); i++) {
            String at = "/blocks/" + i;
            shape.oneOf(blocks.path(i), group, at);
            rules.block(blocks.path(i), at);
        }
    }

    /** Every block of a list, those in containers too. */
    private static void flat(JsonNode blocks, List<JsonNode> all) {
        for (JsonNode block : blocks) {
            all.add(block);
            flat(block.path("child_blocks"), all);
        }
    }

    private static void addUp(List<JsonNode> lists, Shape shape) {
        List<JsonNode> all = new ArrayList<>();
        lists.forEach(blocks -> flat(blocks, all));
        int tables = 0;
        int charts = 0;
        int markdown = 0;
        for (JsonNode block : all) {
            switch (block.path("type").asText()) {
                case "table", "data_table" -> tables++;
                case "data_visualization" -> charts++;
                case "markdown" -> markdown += block.path("text").asText().length();
                default -> {} // counts nowhere
            }
        }
        if (tables > BlockKit.limit("tables_per_message")) {
            shape.problem("only_one_table_allowed", "/blocks");
        }
        if (charts > BlockKit.limit("charts_per_message")) {
            shape.problem(
                    "no more than %d data_visualization blocks".formatted(BlockKit.limit("charts_per_message")),
                    "/blocks");
        }
        if (markdown > BlockKit.limit("markdown_over_all_blocks")) {
            shape.problem(
                    "all markdown blocks together must be less than %d characters"
                            .formatted(BlockKit.limit("markdown_over_all_blocks") + 1),
                    "/blocks");
        }
    }
}
