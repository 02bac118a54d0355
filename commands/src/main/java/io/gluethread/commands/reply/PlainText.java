package io.gluethread.commands.reply;

import io.gluethread.commands.reply.Doc.Element;
import io.gluethread.commands.reply.Doc.Span;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/** A {@link Doc} as plain text, one line or more for each element. */
final class PlainText {
    private PlainText() {}

    static String of(Doc doc) {
        return doc.elements().stream().map(PlainText::of).collect(Collectors.joining("\n"));
    }

    private static String of(Element element) {
        return switch (element) {
            case Element.Heading(String text) -> "# " + text;
            case Element.Para(List<Span> spans) -> line(spans);
            case Element.Bullets(List<List<Span>> items) ->
                items.stream().map(item -> "- " + line(item)).collect(Collectors.joining("\n"));
            case Element.Facts(List<Doc.Fact> facts) ->
                facts.stream().map(f -> f.label() + ": " + line(f.value())).collect(Collectors.joining("\n"));
            case Element.Code(String text, String language) -> "```" + language + "\n" + text + "\n```";
            case Element.Grid(String caption, var table) ->
                caption
                        + "\n"
                        + table.columns().stream().map(c -> c.name()).collect(Collectors.joining(" | "))
                        + "\n"
                        + table.rows().stream()
                                .map(row -> row.stream()
                                        .map(value -> value == null ? "NULL" : value)
                                        .collect(Collectors.joining(" | ")))
                                .collect(Collectors.joining("\n"));
            case Element.Buttons(List<Doc.Button> buttons) ->
                buttons.stream().map(b -> "[" + b.label() + "]").collect(Collectors.joining(" "));
            case Element.Small(List<Span> spans) -> line(spans);
            case Element.Rule() -> "---";
        };
    }

    static String line(List<Span> spans) {
        return spans.stream()
                .map(span -> switch (span) {
                    case Span.Plain(String text) -> text;
                    case Span.Strong(String text) -> "*" + text + "*";
                    case Span.Mono(String text) -> "`" + text + "`";
                    case Span.Who(var person) -> "<@" + person.user() + ">";
                    case Span.Channel(String id) -> "<#" + id + ">";
                    case Span.Link(String url, String label) -> label + " (" + url + ")";
                    case Span.At(var instant) ->
                        instant.truncatedTo(ChronoUnit.SECONDS).toString();
                })
                .collect(Collectors.joining());
    }
}
