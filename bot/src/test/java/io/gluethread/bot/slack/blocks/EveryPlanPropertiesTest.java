package io.gluethread.bot.slack.blocks;

import io.gluethread.bot.memory.Fixtures;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.statement.Part;
import io.gluethread.broker.statement.Result;
import io.gluethread.broker.statement.Table;
import io.gluethread.commands.reply.Doc;
import io.gluethread.commands.reply.Doc.Element;
import io.gluethread.commands.reply.Doc.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a program prints and whatever we say, Slack takes the message. */
final class EveryPlanPropertiesTest {
    @Property(tries = 300)
    void number_23_slack_takes_every_plan_on_every_rung(@ForAll("cells") CellView cell, @ForAll Rung rung) {
        Plan.Context context = new Plan.Context(
                Fixtures.NOON, Optional.of(Fixtures.ready()), Optional.of(Doc.of(Doc.para("A hint."))));
        Checked.valid(Plan.of(cell, context, rung, Limits.SLACK).message());
    }

    @Property(tries = 200)
    void slack_takes_every_document(@ForAll("docs") Doc doc, @ForAll Rung rung) {
        Checked.valid(DocBlocks.message(doc, rung, Limits.SLACK));
    }

    private static Arbitrary<String> text() {
        Arbitrary<String> nasty = Arbitraries.of(
                "",
                " ",
                "\n",
                "<!channel>",
                "😀".repeat(40),
                "\u0000\u0007",
                "a\tb",
                "=1+1",
                "|",
                "𝔘\ud83d",
                "x".repeat(1999));
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(60);
        Arbitrary<String> longer =
                Combinators.combine(any, Arbitraries.integers().between(1, 900)).as(String::repeat);
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(4, any), net.jqwik.api.Tuple.of(3, nasty), net.jqwik.api.Tuple.of(1, longer));
    }

    @SuppressWarnings("NullAway") // reading a class file, it does not see that values may be null
    private static Arbitrary<Table> tables() {
        Arbitrary<Integer> columns = Arbitraries.integers().between(0, 24);
        Arbitrary<Integer> rows = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(5, Arbitraries.integers().between(0, 8)),
                net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(95, 230)));
        return Combinators.combine(
                        columns, rows, text().injectNull(0.1).list().ofSize(12), text(), Arbitraries.of(true, false))
                .as((c, r, values, name, cut) -> {
                    List<Table.Column> names = new ArrayList<>();
                    for (int i = 0; i < c; i++) {
                        names.add(new Table.Column(name + i, i % 3 == 0 ? "bigint" : "string"));
                    }
                    List<List<String>> all = new ArrayList<>();
                    for (int i = 0; i < r; i++) {
                        List<String> row = new ArrayList<>();
                        for (int j = 0; j < c; j++) {
                            row.add(j % 3 == 0 ? String.valueOf(i * 7919L) : values.get((i + j) % values.size()));
                        }
                        all.add(row);
                    }
                    Table.Total total = cut ? new Table.Total.More() : new Table.Total.Exactly(r);
                    return new Table(names, all, total, cut);
                });
    }

    private static Arbitrary<List<Part>> parts() {
        Arbitrary<Part> part = Arbitraries.oneOf(
                text().map(Part.Text::new),
                tables().map(Part.Rows::new),
                text().map(alt -> new Part.Picture("iVBORw0KGgo=", "image/png", alt)));
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(6, part.list().ofMaxSize(5)),
                net.jqwik.api.Tuple.of(1, part.list().ofMinSize(40).ofMaxSize(70)));
    }

    @Provide
    Arbitrary<CellView> cells() {
        Arbitrary<Result> ok = parts().map(Result.Ok::new);
        Arbitrary<Result> cancelled = parts().map(Result.Cancelled::new);
        Arbitrary<Result> failed = Combinators.combine(
                        text(), text(), text().list().ofMaxSize(30), parts())
                .as(Result.Failed::new);
        return Combinators.combine(
                        Arbitraries.of(CellState.class),
                        Arbitraries.oneOf(ok, cancelled, failed).optional())
                .as((state, result) -> Fixtures.cell(3, state, result));
    }

    @Provide
    Arbitrary<Doc> docs() {
        Arbitrary<Span> span = Arbitraries.oneOf(
                text().map(Span.Plain::new),
                text().map(Span.Strong::new),
                text().map(Span.Mono::new),
                text().map(t -> new Span.Link("https://example.com/?q=a|b>", t)),
                Arbitraries.just(new Span.Who(Fixtures.ANA)),
                Arbitraries.just(new Span.Channel("C_DATA")),
                Arbitraries.just(new Span.At(Fixtures.NOON)));
        Arbitrary<List<Span>> spans = span.list().ofMaxSize(6);
        Arbitrary<Doc.Button> button = Combinators.combine(text(), text())
                .as((label, value) -> new Doc.Button(
                        label,
                        "act",
                        value,
                        Doc.Button.Kind.DANGER,
                        Optional.of(new Doc.Confirm(label, value, label, value))));
        Arbitrary<Element> element = Arbitraries.oneOf(
                text().map(Element.Heading::new),
                spans.map(Element.Para::new),
                spans.list().ofMaxSize(12).map(Element.Bullets::new),
                Combinators.combine(text(), spans)
                        .as(Doc.Fact::new)
                        .list()
                        .ofMaxSize(13)
                        .map(Element.Facts::new),
                text().map(t -> new Element.Code(t, "python")),
                Combinators.combine(text(), tables()).as(Element.Grid::new),
                button.list().ofMaxSize(30).map(Element.Buttons::new),
                spans.map(Element.Small::new),
                Arbitraries.just(new Element.Rule()));
        return element.list().ofMaxSize(70).map(Doc::new);
    }
}
