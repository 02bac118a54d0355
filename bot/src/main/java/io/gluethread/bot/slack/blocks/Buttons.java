package io.gluethread.bot.slack.blocks;

import static io.gluethread.bot.slack.blocks.Block.object;

import io.gluethread.commands.reply.Doc;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Buttons. Their action ids must differ within a block, so the second of a kind gets a colon and a number, which commands take off again. */
final class Buttons {
    private static final int MOST = 25;
    private static final char MARK = ':';

    private Buttons() {}

    static List<Block> of(List<Doc.Button> buttons) {
        List<Block> blocks = new ArrayList<>();
        for (int from = 0; from < buttons.size(); from += MOST) {
            List<Doc.Button> some = buttons.subList(from, Math.min(buttons.size(), from + MOST));
            Set<String> used = new HashSet<>();
            List<Map<String, Object>> elements = new ArrayList<>();
            for (Doc.Button button : some) {
                String id = used.add(button.action()) ? button.action() : button.action() + MARK + elements.size();
                elements.add(element(button, id));
            }
            blocks.add(Block.of("type", "actions", "elements", elements));
        }
        return blocks;
    }

    private static Map<String, Object> element(Doc.Button button, String id) {
        Map<String, Object> element = object(
                "type",
                "button",
                "text",
                plain(button.label(), 75),
                "action_id",
                id,
                "value",
                Texts.head(button.value(), 2000));
        switch (button.kind()) {
            case NORMAL -> {}
            case PRIMARY -> element.put("style", "primary");
            case DANGER -> element.put("style", "danger");
        }
        button.confirm()
                .ifPresent(confirm -> element.put(
                        "confirm",
                        object(
                                "title",
                                plain(confirm.title(), 100),
                                "text",
                                plain(confirm.text(), 300),
                                "confirm",
                                plain(confirm.yes(), 30),
                                "deny",
                                plain(confirm.no(), 30))));
        return element;
    }

    static Map<String, Object> plain(String text, int most) {
        return object("type", "plain_text", "text", Texts.cut(Texts.visible(text), most), "emoji", true);
    }
}
