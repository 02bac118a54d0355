package io.gluethread.bot.slack.blocks;

import io.gluethread.broker.session.ThreadView;
import io.gluethread.commands.reply.Doc;
import io.gluethread.commands.reply.Doc.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The home tab. */
public final class HomeView {
    private static final int MOST = 20;

    private HomeView() {}

    /** @param own the person's threads that are alive or wait for their first cell, newest first */
    public static Map<String, Object> view(List<ThreadView> own) {
        List<Element> elements = new ArrayList<>();
        elements.add(new Element.Heading("Your Glue sessions"));
        if (own.isEmpty()) {
            elements.add(Doc.para(
                    Doc.text("None is open. Type "),
                    Doc.mono("/glue start"),
                    Doc.text(" in a channel, and paste code into the thread that begins.")));
        }
        for (ThreadView thread : own.subList(0, Math.min(MOST, own.size()))) {
            elements.add(new Element.Rule());
            elements.addAll(CardBlocks.summary(thread));
        }
        if (own.size() > MOST) {
            elements.add(Doc.small(Doc.text("And %d more.".formatted(own.size() - MOST))));
        }
        Limits roomy = new Limits(
                100,
                100_000,
                Limits.SLACK.text(),
                Limits.SLACK.section(),
                Limits.SLACK.preformatted(),
                Limits.SLACK.dataTable(),
                Limits.SLACK.table());
        List<Map<String, Object>> blocks = DocBlocks.message(new Doc(elements), Rung.TEXT, roomy).blocks().stream()
                .map(Block::json)
                .toList();
        return Block.object("type", "home", "blocks", blocks);
    }
}
