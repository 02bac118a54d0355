package io.gluethread.bot.slack.blocks;

import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.statement.Part;
import io.gluethread.broker.statement.Result;
import io.gluethread.broker.statement.Table;
import io.gluethread.commands.reply.Doc;
import io.gluethread.commands.reply.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Works out the {@link Plan} of one cell, part by part in the order in which they were printed. */
final class CellPlan {
    private static final int TRACEBACK_LINES = 8;
    private static final int LONGEST_MESSAGE = 2_000;
    private static final int LEAST_ROOM = 400;
    /** So many files go out with one result; what else could be one waits for somebody to ask. */
    private static final int MOST_FILES = 10;

    private final CellView cell;
    private final Plan.Context context;
    private final Rung rung;
    private final Limits limits;
    /** Room for the headline, the buttons and the line about what was left out. */
    private final Page page;

    private final List<String> facts = new ArrayList<>();
    private final List<FilePart> files = new ArrayList<>();
    private final ResultFiles all;

    CellPlan(CellView cell, Plan.Context context, Rung rung, Limits limits) {
        this.cell = cell;
        this.context = context;
        this.rung = rung;
        this.limits = limits;
        this.page = new Page(limits, 6);
        this.all = new ResultFiles(cell);
    }

    Plan plan() {
        cell.result().ifPresent(this::result);
        if (!cell.note().isBlank()) {
            page.add(text(Texts.cut(cell.note(), LONGEST_MESSAGE)));
        }
        String headline = new CellHeadline(cell, context).line(facts);
        List<Block> blocks = new ArrayList<>();
        blocks.add(RichTexts.block(List.of(RichTexts.section(List.of(Doc.strong(headline))))));
        blocks.addAll(page.blocks(left ->
                DocBlocks.context("%d more part(s) of the output do not fit into one message.".formatted(left))));
        List<Block> buttons = Buttons.of(CellActions.of(cell, files));
        buttons.stream().limit(1).forEach(blocks::add);
        return new Plan(new Message(Texts.cut(Texts.escape(headline), limits.text()), blocks), files);
    }

    private void result(Result result) {
        switch (result) {
            case Result.Ok(var parts) -> {
                parts(parts);
                if (parts.stream().allMatch(CellPlan::isEmpty)) {
                    facts.add("finished, no output");
                }
            }
            case Result.Failed failed -> {
                parts(failed.parts());
                failed(failed);
            }
            case Result.Cancelled(var parts) -> parts(parts);
        }
    }

    private static boolean isEmpty(Part part) {
        return part instanceof Part.Text(String text) && text.isBlank();
    }

    private void parts(List<Part> parts) {
        int place = 0;
        for (Part part : parts) {
            int number = ResultFiles.number(++place);
            switch (part) {
                case Part.Text(String text) -> {
                    if (!text.isBlank()) {
                        text(text, number);
                    }
                }
                case Part.Rows(Table table) -> table(table, number);
                case Part.Picture picture -> picture(picture, number);
            }
        }
    }

    /** The file with this number belongs to the message. */
    private void file(int number, boolean now) {
        all.get(number).ifPresent(file -> {
            Optional<String> why = unsent(number);
            files.add(file.now(now && why.isEmpty() && hasPlace()));
            why.ifPresent(w -> page.add(DocBlocks.context("%s could not be sent: %s".formatted(file.name(), w))));
        });
    }

    private boolean hasPlace() {
        return files.stream().filter(FilePart::now).count() < MOST_FILES;
    }

    private Optional<String> unsent(int number) {
        return Optional.ofNullable(context.unsent().get(number));
    }

    /** Where the file is that the message speaks of. */
    private String below(int number) {
        return unsent(number).isPresent()
                ? "a file that could not be sent"
                : hasPlace() ? "a file below" : "a file that its button brings";
    }

    private void table(Table table, int number) {
        String caption = all.caption(table);
        // A message takes one table block; a second table is shown as text.
        Rung form = page.hasTable() && rung.isTable() ? Rung.TEXT : rung;
        Optional<TableBlocks.Fitted> fitted = form == Rung.TEXT && page.room() < LEAST_ROOM
                ? Optional.empty()
                : TableBlocks.fit(caption, table, form, roomy());
        boolean shown = false;
        if (fitted.isPresent()) {
            if (form != Rung.DATA_TABLE) {
                page.add(DocBlocks.context(caption));
            }
            shown = page.add(fitted.get().block());
        }
        int rows = shown ? fitted.map(TableBlocks.Fitted::rows).orElse(0) : 0;
        int columns = shown ? fitted.map(TableBlocks.Fitted::columns).orElse(0) : 0;
        boolean whole = rows == table.rows().size()
                && (columns == table.columns().size() || table.rows().isEmpty())
                && fitted.map(f -> !f.cellsCut()).orElse(true);
        facts.add(Totals.shown(table, rows));
        if (shown && columns < table.columns().size()) {
            facts.add("%d of %d columns".formatted(columns, table.columns().size()));
        }
        if (table.rows().isEmpty()) {
            page.add(DocBlocks.context("No rows. Columns: "
                    + Texts.cut(
                            String.join(
                                    ", ",
                                    table.columns().stream()
                                            .map(Table.Column::name)
                                            .toList()),
                            1_000)));
            return;
        }
        if (table.cellsCut()) {
            page.add(DocBlocks.context("Long values were cut before they left the session."));
        }
        if (table.total() instanceof Table.Total.More && whole) {
            page.add(DocBlocks.context("More rows exist than came back."));
        }
        if (!shown) {
            page.add(DocBlocks.context("%s: as %s.".formatted(caption, below(number))));
        }
        file(number, !whole || !shown);
    }

    private Limits roomy() {
        return new Limits(
                limits.blocks(),
                limits.characters(),
                limits.text(),
                limits.section(),
                Math.min(limits.preformatted(), Math.max(LEAST_ROOM, page.room() - LEAST_ROOM)),
                limits.dataTable(),
                limits.table());
    }

    private void text(String text, int number) {
        int most = Math.min(limits.preformatted(), page.room() - LEAST_ROOM);
        boolean fits = rung != Rung.FILE && text.length() <= most;
        String head = fits ? text : Texts.head(text, Math.max(0, rung == Rung.FILE ? 0 : most));
        boolean shown = !head.isBlank() && page.add(pre(head));
        boolean whole = shown && fits;
        if (!whole) {
            page.add(DocBlocks.context("%s of %s characters (%s) of the output; the whole is %s."
                    .formatted(
                            shown ? "The first " + Texts.number(head.length()) : "None",
                            Texts.number(text.length()),
                            Figures.count(Texts.lines(text), "line", "lines"),
                            below(number))));
            file(number, true);
        }
    }

    private void picture(Part.Picture picture, int number) {
        String where = below(number);
        facts.add("a picture");
        page.add(DocBlocks.context("Picture: %s (%s)"
                .formatted(Texts.cut(all.alt(picture), 300), where.equals("a file below") ? "below" : where)));
        file(number, true);
    }

    private void failed(Result.Failed failed) {
        String name = failed.name().isBlank() ? "Error" : failed.name();
        facts.add(Texts.cut(name, 100));
        page.add(RichTexts.block(List.of(RichTexts.section(List.of(
                Doc.strong(Texts.cut(name, 200)),
                Doc.text(failed.message().isBlank() ? "" : ": " + Texts.cut(failed.message(), LONGEST_MESSAGE)))))));
        FailingLine.of(cell, failed).ifPresent(line -> page.add(pre(line)));
        context.hint()
                .ifPresent(hint ->
                        DocBlocks.message(hint, Rung.TEXT, limits).blocks().forEach(page::add));
        String brief = brief(failed.traceback());
        boolean messageCut = failed.message().length() > LONGEST_MESSAGE;
        if (!brief.isBlank() && !brief.strip().equals(failed.message().strip())) {
            page.add(pre(brief));
        }
        if (messageCut
                || !brief.strip().equals(String.join("\n", failed.traceback()).strip())) {
            file(FilePart.TRACEBACK, rung == Rung.FILE);
        }
    }

    /** The end of a Python traceback says most, the beginning of a Java one. */
    private String brief(List<String> traceback) {
        List<String> lines = traceback.stream()
                .flatMap(String::lines)
                .filter(line -> !line.isBlank())
                .toList();
        boolean scala = lines.stream().anyMatch(line -> line.strip().startsWith("at "));
        int from = cell.language() == Language.SCALA || scala ? 0 : Math.max(0, lines.size() - TRACEBACK_LINES);
        List<String> some = lines.subList(from, Math.min(lines.size(), from + TRACEBACK_LINES));
        return Texts.cut(String.join("\n", some), Math.max(0, Math.min(1_500, page.room() - LEAST_ROOM)));
    }

    private static Block text(String text) {
        return RichTexts.block(List.of(RichTexts.section(List.of(Doc.text(text)))));
    }

    private static Block pre(String text) {
        return RichTexts.block(List.of(RichTexts.preformatted(text, "")));
    }
}
