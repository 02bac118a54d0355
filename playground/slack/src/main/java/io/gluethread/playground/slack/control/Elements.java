package io.gluethread.playground.slack.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;
import java.util.ArrayList;
import java.util.List;

/** The interactive elements of a message or a view, and the state that they hold. */
final class Elements {
    /** One element and the block it stands in. */
    record Placed(JsonNode block, JsonNode element) {
        String blockId() {
            return block.path("block_id").asText();
        }

        String actionId() {
            return element.path("action_id").asText();
        }
    }

    private Elements() {}

    static List<Placed> of(JsonNode blocks) {
        List<Placed> all = new ArrayList<>();
        blocks.forEach(block -> collect(block, block, all));
        return all;
    }

    /** Elements of a block and of the blocks within it; one within that has no id goes by the id of the outer. */
    private static void collect(JsonNode block, JsonNode outer, List<Placed> all) {
        JsonNode named = block.has("block_id") ? block : outer;
        switch (block.path("type").asText()) {
            case "actions", "context_actions" -> block.path("elements").forEach(e -> all.add(new Placed(named, e)));
            case "card" -> block.path("actions").forEach(e -> all.add(new Placed(named, e)));
            case "carousel" -> block.path("elements").forEach(card -> collect(card, named, all));
            case "container" -> block.path("child_blocks").forEach(child -> collect(child, named, all));
            default -> {
                for (String place : List.of("accessory", "element")) {
                    if (block.path(place).has("action_id")) {
                        all.add(new Placed(named, block.path(place)));
                    }
                }
            }
        }
    }

    /** The one element that is meant; among several of one action id, the button with the given value. */
    static Placed find(JsonNode blocks, String actionId, String blockId, JsonNode value) {
        List<Placed> all = of(blocks);
        List<Placed> named = all.stream()
                .filter(p -> p.actionId().equals(actionId))
                .filter(p -> blockId.isEmpty() || p.blockId().equals(blockId))
                .toList();
        if (named.isEmpty()) {
            throw new BadRequest("nothing to click with action_id '%s'; there is %s"
                    .formatted(actionId, all.stream().map(Placed::actionId).toList()));
        }
        boolean buttons =
                named.stream().allMatch(p -> p.element().path("type").asText().equals("button"));
        if (!buttons || value.isMissingNode() || value.isNull()) {
            return named.getFirst();
        }
        return named.stream()
                .filter(p -> p.element().path("value").asText().equals(value.asText()))
                .findFirst()
                .orElseThrow(() -> new BadRequest("no button '%s' has the value '%s'; values are %s"
                        .formatted(
                                actionId,
                                value.asText(),
                                named.stream()
                                        .map(p -> p.element().path("value").asText())
                                        .toList())));
    }

    /**
     * {@code state} for what was given by block and action id, by block id alone or by action id alone; what was
     * not given keeps what it had, or has its initial value.
     */
    static ObjectNode state(JsonNode blocks, JsonNode before, JsonNode given) {
        ObjectNode state = Json.object();
        ObjectNode values = state.putObject("values");
        for (Placed placed : of(blocks)) {
            if (!Choice.stateful(placed.element())) {
                continue;
            }
            JsonNode entered = given.path(placed.blockId());
            if (entered.isObject() && entered.has(placed.actionId())) {
                entered = entered.path(placed.actionId());
            } else if (entered.isMissingNode() || (entered.isObject() && !entered.has(field(placed)))) {
                entered = given.path(placed.actionId());
            }
            JsonNode had = before.path("values").path(placed.blockId()).path(placed.actionId());
            JsonNode kept = entered.isMissingNode() && had.isObject() ? had : Choice.of(placed.element(), entered);
            values.withObject("/" + placed.blockId().replace("~", "~0").replace("/", "~1"))
                    .set(placed.actionId(), kept);
        }
        return state;
    }

    private static String field(Placed placed) {
        return Choice.field(placed.element().path("type").asText());
    }

    /** The ids of the input blocks that a person must fill and has not. */
    static List<String> missing(JsonNode blocks, JsonNode state) {
        List<String> missing = new ArrayList<>();
        for (Placed placed : of(blocks)) {
            boolean required = placed.block().path("type").asText().equals("input")
                    && !placed.block().path("optional").asBoolean();
            JsonNode value = state.path("values")
                    .path(placed.blockId())
                    .path(placed.actionId())
                    .path(field(placed));
            boolean empty = value.isNull() || value.isMissingNode() || (value.isArray() && value.isEmpty());
            if (required && empty) {
                missing.add(placed.blockId());
            }
        }
        return missing;
    }

    /** The state with what is entered elsewhere ({@code values}) and what has just been chosen. */
    static ObjectNode state(JsonNode blocks, JsonNode before, JsonNode request, Placed placed) {
        ObjectNode given =
                request.path("values").isObject() ? ((ObjectNode) request.path("values")).deepCopy() : Json.object();
        if (Choice.stateful(placed.element()) && request.has("value")) {
            given.set(placed.blockId(), Json.object().set(placed.actionId(), request.path("value")));
        }
        return state(blocks, before, given);
    }
}
