package io.gluethread.bot.slack.blocks;

import static io.gluethread.bot.slack.blocks.Block.object;

import io.gluethread.broker.statement.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tables in each of the forms that Slack has, cut to what fits, saying how much that was. */
final class TableBlocks {
    private static final int LONGEST_CELL = 1_000;
    private static final int PAGE = 10;
    /** Numbers of more digits than this change when JavaScript reads them. */
    private static final int EXACT_DIGITS = 15;

    private TableBlocks() {}

    /** @param cellsCut whether any value shown was shortened */
    record Fitted(Block block, int rows, int columns, boolean cellsCut) {}

    /** The block, or empty where the rung shows no block or the table has nothing that a block can show. */
    static Optional<Fitted> fit(String caption, Table table, Rung rung, Limits limits) {
        if (table.columns().isEmpty() || table.rows().isEmpty()) {
            return Optional.empty();
        }
        return switch (rung) {
            case DATA_TABLE -> {
                Cut cut = Cut.of(table, limits.dataTable());
                List<Object> rows = rows(cut, table, true);
                yield Optional.of(cut.fitted(Block.of(
                        "type",
                        "data_table",
                        "caption",
                        Texts.cut(Texts.visible(caption), 300),
                        "page_size",
                        PAGE,
                        "row_header_column_index",
                        0,
                        "rows",
                        rows)));
            }
            case TABLE -> {
                Cut cut = Cut.of(table, limits.table());
                yield Optional.of(cut.fitted(Block.of(
                        "type", "table", "column_settings", settings(cut, table), "rows", rows(cut, table, false))));
            }
            case TEXT -> Optional.of(AlignedText.of(table, limits.preformatted()));
            case FILE -> Optional.empty();
        };
    }

    private static List<Object> rows(Cut cut, Table table, boolean typed) {
        List<Object> rows = new ArrayList<>();
        rows.add(cut.header().stream().map(text -> cell(text, typed)).toList());
        for (List<@Nullable String> row : cut.values()) {
            List<Object> cells = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                String value = row.get(i);
                Optional<BigDecimal> number =
                        typed && value != null && table.columns().get(i).isNumeric() ? number(value) : Optional.empty();
                cells.add(
                        number.isPresent()
                                ? object("type", "raw_number", "value", number.get(), "text", cut.shorten(value))
                                : cell(cut.shorten(value), typed));
            }
            rows.add(cells);
        }
        return rows;
    }

    /** The plain table has trouble with raw text, so its cells are rich text. */
    private static Map<String, Object> cell(String text, boolean raw) {
        return raw
                ? object("type", "raw_text", "text", text)
                : object(
                        "type",
                        "rich_text",
                        "elements",
                        List.of(object(
                                "type",
                                "rich_text_section",
                                "elements",
                                List.of(object("type", "text", "text", text)))));
    }

    private static List<Object> settings(Cut cut, Table table) {
        List<Object> settings = new ArrayList<>();
        for (int i = 0; i < cut.columns(); i++) {
            settings.add(object("align", table.columns().get(i).isNumeric() ? "right" : "left"));
        }
        return settings;
    }

    private static Optional<BigDecimal> number(@Nullable String value) {
        if (value == null || value.length() > 40) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(value.strip());
            boolean exact = number.precision() <= EXACT_DIGITS && Math.abs(number.scale()) <= 300;
            return exact ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty(); // NaN, Infinity
        }
    }

    /** What of a table fits. */
    private static final class Cut {
        private final List<String> header = new ArrayList<>();
        private final List<List<@Nullable String>> values = new ArrayList<>();
        private boolean shortened;

        static Cut of(Table table, Limits.TableLimits limits) {
            Cut cut = new Cut();
            int columns = Math.min(table.columns().size(), limits.columns());
            int left = limits.characters();
            for (int i = 0; i < columns; i++) {
                String name = Texts.cut(
                        Texts.visible(table.columns().get(i).name()), Math.max(8, limits.characters() / 2 / columns));
                cut.header.add(name);
                left -= name.length();
            }
            for (List<@Nullable String> row : table.rows()) {
                List<@Nullable String> some = row.subList(0, columns);
                int length = some.stream()
                        .mapToInt(value -> Cell.text(value).length())
                        .sum();
                if (cut.values.size() == limits.rows() || (length > left && !cut.values.isEmpty())) {
                    break;
                }
                if (length > left) {
                    cut.values.add(cut.squeezed(some, left / columns));
                    break;
                }
                left -= length;
                cut.values.add(some);
                cut.shortened |= some.stream().anyMatch(Cell::isLong);
            }
            return cut;
        }

        /** A first row that alone is too long is shown with each value cut to its share. */
        private List<@Nullable String> squeezed(List<@Nullable String> row, int share) {
            shortened = true;
            List<@Nullable String> squeezed = new ArrayList<>();
            for (String value : row) {
                squeezed.add(value == null ? null : Texts.cut(value, Math.max(2, share)));
            }
            return squeezed;
        }

        List<String> header() {
            return header;
        }

        List<List<@Nullable String>> values() {
            return values;
        }

        int columns() {
            return header.size();
        }

        String shorten(@Nullable String value) {
            return Cell.text(value);
        }

        Fitted fitted(Block block) {
            return new Fitted(block, values.size(), header.size(), shortened);
        }
    }

    /** One value as text: NULL is visible, nothing is empty, nothing is endless. */
    static final class Cell {
        private Cell() {}

        static String text(@Nullable String value) {
            return value == null ? "NULL" : Texts.cut(Texts.visible(value), LONGEST_CELL);
        }

        static boolean isLong(@Nullable String value) {
            return value != null && value.length() > LONGEST_CELL;
        }
    }
}
