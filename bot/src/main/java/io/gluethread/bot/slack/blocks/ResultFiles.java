package io.gluethread.bot.slack.blocks;

import io.gluethread.broker.session.CellView;
import io.gluethread.broker.statement.Part;
import io.gluethread.broker.statement.Result;
import io.gluethread.broker.statement.Table;
import io.gluethread.commands.reply.Figures;
import java.util.List;
import java.util.Optional;

/**
 * The files that a cell's result can come in, each under a number that is a function of the result alone: 100 is the
 * traceback, 101 the first part, 102 the second.
 */
final class ResultFiles {
    private final CellView cell;
    private final List<Part> parts;
    private final int tables;

    ResultFiles(CellView cell) {
        this.cell = cell;
        this.parts = cell.result().map(Result::parts).orElse(List.of());
        this.tables = (int) parts.stream().filter(Part.Rows.class::isInstance).count();
    }

    /** Of the part with this place in the result, from 1. */
    static int number(int place) {
        return FilePart.TRACEBACK + place;
    }

    /** Empty when there is nothing that such a file could hold. */
    Optional<FilePart> get(int number) {
        int place = number - FilePart.TRACEBACK;
        if (place == 0) {
            return cell.result()
                    .flatMap(r -> r instanceof Result.Failed failed ? Optional.of(traceback(failed)) : empty());
        }
        return place < 0 || place > parts.size() ? empty() : part(place);
    }

    private static Optional<FilePart> empty() {
        return Optional.empty();
    }

    private Optional<FilePart> part(int place) {
        return switch (parts.get(place - 1)) {
            case Part.Text(String text) when text.isBlank() -> empty();
            case Part.Text(String text) -> Optional.of(text(place, text));
            case Part.Rows(Table table) when table.rows().isEmpty() -> empty();
            case Part.Rows(Table table) -> Optional.of(table(place, table));
            case Part.Picture picture -> Optional.of(picture(place, picture));
        };
    }

    private FilePart text(int place, String text) {
        return new FilePart(
                number(place),
                "cell-%d-output-%d.txt".formatted(cell.ordinal(), place),
                "Cell [%d]: output".formatted(cell.ordinal()),
                "The whole output of cell [%d]".formatted(cell.ordinal()),
                new FilePart.Content.Text(text),
                false);
    }

    private FilePart table(int place, Table table) {
        return new FilePart(
                number(place),
                tables == 1
                        ? "cell-%d.csv".formatted(cell.ordinal())
                        : "cell-%d-%d.csv".formatted(cell.ordinal(), place),
                "Cell [%d]: %s".formatted(cell.ordinal(), Totals.words(table)),
                caption(table),
                new FilePart.Content.Csv(table),
                false);
    }

    /** What a table is called, in the message and as a file. */
    String caption(Table table) {
        return "Result of cell [%d]%s: %s, %s"
                .formatted(
                        cell.ordinal(),
                        tables > 1 ? " (one of %d tables)".formatted(tables) : "",
                        Totals.words(table),
                        Figures.count(table.columns().size(), "column", "columns"));
    }

    private FilePart picture(int place, Part.Picture picture) {
        String end = picture.mime().equals("image/svg+xml") ? "svg" : "png";
        String alt = alt(picture);
        return new FilePart(
                number(place),
                "cell-%d-%d.%s".formatted(cell.ordinal(), place, end),
                "Cell [%d]: %s".formatted(cell.ordinal(), Texts.cut(alt, 100)),
                Texts.cut(alt, 900),
                new FilePart.Content.Base64(picture.base64(), picture.mime()),
                false);
    }

    String alt(Part.Picture picture) {
        return picture.alt().isBlank() ? "Picture of cell [%d]".formatted(cell.ordinal()) : picture.alt();
    }

    private FilePart traceback(Result.Failed failed) {
        return new FilePart(
                FilePart.TRACEBACK,
                "cell-%d-traceback.txt".formatted(cell.ordinal()),
                "Cell [%d]: traceback".formatted(cell.ordinal()),
                "The full traceback of cell [%d]".formatted(cell.ordinal()),
                new FilePart.Content.Text("%s: %s\n\n%s\n"
                        .formatted(failed.name(), failed.message(), String.join("\n", failed.traceback()))),
                false);
    }
}
