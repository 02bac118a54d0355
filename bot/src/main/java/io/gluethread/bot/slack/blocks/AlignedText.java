package io.gluethread.bot.slack.blocks;

import io.gluethread.broker.statement.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table as text in columns, for where Slack takes no table. */
final class AlignedText {
    private static final int WIDEST = 40;
    private static final int MOST_COLUMNS = 12;

    private AlignedText() {}

    /** As many rows and columns as fit {@code most} characters; always the header. */
    static TableBlocks.Fitted of(Table table, int most) {
        int columns = Math.min(MOST_COLUMNS, table.columns().size());
        int[] widths = new int[columns];
        boolean cut = false;
        for (int i = 0; i < columns; i++) {
            widths[i] = width(table.columns().get(i).name());
        }
        for (List<@Nullable String> row : table.rows()) {
            for (int i = 0; i < columns; i++) {
                String value = TableBlocks.Cell.text(row.get(i));
                widths[i] = Math.max(widths[i], width(value));
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(table, null, widths));
        lines.add(rule(widths));
        int length = 2 * (lines.getFirst().length() + 1);
        int rows = 0;
        for (List<@Nullable String> row : table.rows()) {
            String line = line(table, row, widths);
            if (length + line.length() + 1 > most) {
                break;
            }
            length += line.length() + 1;
            lines.add(line);
            rows++;
            cut |= row.subList(0, columns).stream().anyMatch(v -> v != null && v.length() > WIDEST);
        }
        Block block = RichTexts.block(List.of(RichTexts.preformatted(String.join("\n", lines), "")));
        return new TableBlocks.Fitted(block, rows, columns, cut);
    }

    private static int width(String text) {
        return Math.min(WIDEST, flat(text).length());
    }

    private static String flat(String text) {
        return text.replace("\r", "").replace('\n', '⏎').replace('\t', ' ');
    }

    private static String line(Table table, @Nullable List<@Nullable String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            Table.Column column = table.columns().get(i);
            String value = Texts.cut(flat(row == null ? column.name() : TableBlocks.Cell.text(row.get(i))), WIDEST);
            String gap = " ".repeat(Math.max(0, widths[i] - value.length()));
            line.append(i == 0 ? "" : " | ").append(column.isNumeric() ? gap + value : value + gap);
        }
        return line.toString().stripTrailing();
    }

    private static String rule(int[] widths) {
        List<String> dashes = new ArrayList<>();
        for (int width : widths) {
            dashes.add("-".repeat(Math.max(1, width)));
        }
        return String.join("-|-", dashes);
    }
}
