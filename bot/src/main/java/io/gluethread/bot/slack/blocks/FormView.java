package io.gluethread.bot.slack.blocks;

import static io.gluethread.bot.slack.blocks.Block.object;

import io.gluethread.commands.reply.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A form as a modal (docs.slack.dev/reference/views/modal-views). A field's block id is its name. */
public final class FormView {
    /** The action id of every field's input. */
    public static final String INPUT = "value";

    private static final int MOST_CHOICES = 100;

    private FormView() {}

    public static Map<String, Object> view(Answer.Form form) {
        List<Map<String, Object>> blocks = new ArrayList<>();
        for (Answer.Field field : form.fields()) {
            Map<String, Object> block = object(
                    "type",
                    "input",
                    "block_id",
                    field.name(),
                    "optional",
                    field.optional(),
                    "label",
                    Buttons.plain(field.label(), 2000),
                    "element",
                    field.choices().isEmpty() ? input(field) : select(field));
            if (!field.hint().isBlank()) {
                block.put("hint", Buttons.plain(field.hint(), 2000));
            }
            blocks.add(block);
        }
        if (form.about().length() > 3000) {
            throw new IllegalArgumentException("a form carries at most 3,000 characters about itself, not %d"
                    .formatted(form.about().length()));
        }
        return object(
                "type",
                "modal",
                "callback_id",
                form.name(),
                "private_metadata",
                form.about(),
                "title",
                Buttons.plain(form.title(), 24),
                "submit",
                Buttons.plain(form.submit(), 24),
                "close",
                Buttons.plain("Close", 24),
                "blocks",
                blocks);
    }

    private static Map<String, Object> input(Answer.Field field) {
        Map<String, Object> input = object(
                "type", "plain_text_input", "action_id", INPUT, "multiline", field.multiline(), "max_length", 3000);
        if (!field.value().isEmpty()) {
            input.put("initial_value", Texts.head(field.value(), 3000));
        }
        field.placeholder().filter(p -> !p.isBlank()).ifPresent(p -> input.put("placeholder", Buttons.plain(p, 150)));
        return input;
    }

    private static Map<String, Object> select(Answer.Field field) {
        List<Map<String, Object>> options = field.choices().stream()
                .limit(MOST_CHOICES)
                .map(FormView::option)
                .toList();
        Map<String, Object> select = object("type", "static_select", "action_id", INPUT, "options", options);
        if (field.choices().stream().limit(MOST_CHOICES).anyMatch(field.value()::equals)) {
            select.put("initial_option", option(field.value()));
        }
        return select;
    }

    private static Map<String, Object> option(String choice) {
        return object("text", Buttons.plain(choice, 75), "value", Texts.head(choice, 75));
    }
}
