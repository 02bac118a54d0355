package io.gluethread.bot.slack.blocks;

import static io.gluethread.bot.slack.blocks.Block.object;
import static java.util.stream.Collectors.joining;

import io.gluethread.commands.reply.Doc;
import io.gluethread.commands.reply.Doc.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A {@link Doc} as blocks. */
public final class DocBlocks {
    private static final int FIELDS = 10;
    private static final int LONGEST_FIELD = 2000;
    private static final int LONGEST_SPAN = 3_000;

    private DocBlocks() {}

    public static Message message(Doc doc, Rung rung, Limits limits) {
        Page page = new Page(limits, 1);
        for (Element element : doc.elements()) {
            add(page, element, rung, limits);
        }
        List<Block> blocks =
                page.blocks(left -> context("%d more part(s) do not fit into one message.".formatted(left)));
        return new Message(fallback(doc, limits), blocks);
    }

    /** What a notification shows: the words, without tables, code and buttons. */
    static String fallback(Doc doc, Limits limits) {
        String words = doc.elements().stream()
                .map(DocBlocks::words)
                .filter(w -> !w.isBlank())
                .collect(joining("\n"));
        return words.isBlank() ? "Gluethread" : Texts.cut(Texts.visible(words), limits.text());
    }

    private static String words(Element element) {
        return switch (element) {
            case Element.Heading(String text) -> Texts.escape(text);
            case Element.Para(var spans) -> Mrkdwn.of(spans);
            case Element.Bullets(var items) ->
                items.stream().map(item -> "• " + Mrkdwn.of(item)).collect(joining("\n"));
            case Element.Facts(var facts) ->
                facts.stream()
                        .map(fact -> Texts.escape(fact.label()) + ": " + Mrkdwn.of(fact.value()))
                        .collect(joining("\n"));
            case Element.Small(var spans) -> Mrkdwn.of(spans);
            case Element.Grid(String caption, var _) -> Texts.escape(caption);
            case Element.Code _, Element.Buttons _, Element.Rule _ -> "";
        };
    }

    private static void add(Page page, Element element, Rung rung, Limits limits) {
        switch (element) {
            case Element.Heading(String text) -> page.add(Block.of("type", "header", "text", Buttons.plain(text, 150)));
            case Element.Para(var spans) -> {
                if (!spans.isEmpty()) {
                    page.add(RichTexts.block(List.of(RichTexts.section(cut(spans)))));
                }
            }
            case Element.Bullets(var items) -> {
                if (!items.isEmpty()) {
                    page.add(RichTexts.block(List.of(
                            RichTexts.bullets(items.stream().map(DocBlocks::cut).toList()))));
                }
            }
            case Element.Facts(var facts) -> facts(page, facts);
            case Element.Code(String text, String language) -> code(page, text, language, limits);
            case Element.Grid(String caption, var table) -> grid(page, caption, table, rung, limits);
            case Element.Buttons(var buttons) -> Buttons.of(buttons).forEach(page::add);
            case Element.Small(var spans) -> {
                if (!spans.isEmpty()) {
                    page.add(context(spans));
                }
            }
            case Element.Rule() -> page.add(Block.of("type", "divider"));
        }
    }

    private static List<Doc.Span> cut(List<Doc.Span> spans) {
        return spans.stream()
                .map(span -> switch (span) {
                    case Doc.Span.Plain(String text) -> new Doc.Span.Plain(Texts.cut(text, LONGEST_SPAN));
                    case Doc.Span.Strong(String text) -> new Doc.Span.Strong(Texts.cut(text, LONGEST_SPAN));
                    case Doc.Span.Mono(String text) -> new Doc.Span.Mono(Texts.cut(text, LONGEST_SPAN));
                    default -> span;
                })
                .toList();
    }

    private static void facts(Page page, List<Doc.Fact> facts) {
        for (int from = 0; from < facts.size(); from += FIELDS) {
            List<Map<String, Object>> fields = new ArrayList<>();
            for (Doc.Fact fact : facts.subList(from, Math.min(facts.size(), from + FIELDS))) {
                String text = "*" + Texts.escape(fact.label()) + "*\n" + Mrkdwn.of(fact.value());
                fields.add(object("type", "mrkdwn", "text", Texts.cut(Texts.visible(text), LONGEST_FIELD)));
            }
            page.add(Block.of("type", "section", "fields", fields));
        }
    }

    private static void code(Page page, String text, String language, Limits limits) {
        int most = Math.min(limits.preformatted(), page.room() - 200);
        if (most < 200 || text.length() <= most) {
            page.add(RichTexts.block(List.of(RichTexts.preformatted(text, language))));
            return;
        }
        String head = Texts.head(text, most);
        page.add(RichTexts.block(List.of(RichTexts.preformatted(head, language))));
        page.add(context("The first %,d of %,d characters.".formatted(head.length(), text.length())));
    }

    private static void grid(
            Page page, String caption, io.gluethread.broker.statement.Table table, Rung rung, Limits limits) {
        // One table block per message: a second table is shown as text.
        Rung form = page.hasTable() && rung.isTable() ? Rung.TEXT : rung;
        Rung shown = form == Rung.FILE ? Rung.TEXT : form;
        var fitted = TableBlocks.fit(caption, table, shown, limits);
        if (fitted.isEmpty()) {
            page.add(context(caption));
            return;
        }
        if (shown != Rung.DATA_TABLE) {
            page.add(context(caption));
        }
        page.add(fitted.get().block());
        if (fitted.get().rows() < table.rows().size()) {
            page.add(context("The first %,d of %,d rows."
                    .formatted(fitted.get().rows(), table.rows().size())));
        }
    }

    static Block context(String text) {
        return context(List.of(new Doc.Span.Plain(text)));
    }

    static Block context(List<Doc.Span> spans) {
        String text = Texts.cut(Texts.visible(Mrkdwn.of(spans)), 2000);
        return Block.of("type", "context", "elements", List.of(object("type", "mrkdwn", "text", text)));
    }
}
