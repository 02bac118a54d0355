package io.gluethread.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.bot.memory.Fixtures;
import io.gluethread.broker.statement.Table;
import io.gluethread.commands.reply.Doc;
import io.gluethread.commands.reply.Doc.Element;
import io.gluethread.commands.reply.Doc.Span;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DocJsonTest {
    @Test
    @SuppressWarnings("NullAway") // reading a class file, it does not see that values may be null
    void a_document_comes_back_as_it_was() {
        Table table = new Table(
                List.of(new Table.Column("a", "int")),
                List.of(Arrays.asList((String) null), List.of("1")),
                new Table.Total.Exactly(2),
                true);
        Doc doc = Doc.of(
                new Element.Heading("Größe 😀"),
                Doc.para(
                        Doc.text("a <b> & \"c\""),
                        Doc.strong("s"),
                        Doc.mono("m"),
                        new Span.Who(Fixtures.ANA),
                        new Span.Channel("C1"),
                        new Span.Link("https://x", "y"),
                        new Span.At(Fixtures.NOON.plusMillis(5))),
                new Element.Bullets(List.of(List.of(Doc.text("1")), List.of())),
                new Element.Facts(List.of(new Doc.Fact("f", List.of(Doc.text("v"))))),
                new Element.Code("x = 1\n", "python"),
                new Element.Grid("caption", table),
                new Element.Grid("more", Fixtures.table(1, 1, new Table.Total.More())),
                new Element.Grid("unknown", Fixtures.table(1, 1, new Table.Total.Unknown())),
                new Element.Buttons(List.of(
                        new Doc.Button(
                                "l",
                                "a",
                                "v",
                                Doc.Button.Kind.DANGER,
                                Optional.of(new Doc.Confirm("t", "x", "y", "n"))),
                        new Doc.Button("l", "a", "v", Doc.Button.Kind.NORMAL, Optional.empty()))),
                Doc.small(Doc.text("small")),
                new Element.Rule());

        assertThat(DocJson.read(DocJson.write(doc))).contains(doc);
    }

    @Test
    void what_is_no_document_is_none() {
        assertThat(DocJson.read("{\"notice\":{}}")).isEmpty();
        assertThat(DocJson.read("not json")).isEmpty();
    }
}
