package io.gluethread.broker.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tables as {@code Dataset.show()} draws them. Rows are split by the widths of the border, never at {@code |}, which
 * values may contain. Whatever does not fit exactly (beeline's overflowing rows, values with raw line ends) is no table
 * to us and stays text.
 */
final class ShowTable {
    static final Pattern FOOTER = Pattern.compile("only showing top \\d+ rows?");

    private static final Pattern BORDER = Pattern.compile("\\+(?:-+\\+)+");
    private static final Pattern DASHES = Pattern.compile("-+");

    private ShowTable() {}

    static Optional<Piece> read(List<String> lines, int at) {
        String border = lines.get(at);
        if (border.equals("++")) {
            return withoutColumns(lines, at);
        }
        if (!BORDER.matcher(border).matches()
                || at + 2 >= lines.size()
                || !lines.get(at + 2).equals(border)) {
            return Optional.empty();
        }
        int[] widths = widths(border);
        @Nullable List<String> header = split(lines.get(at + 1), widths);
        if (header == null) {
            return Optional.empty();
        }
        List<List<String>> rows = new ArrayList<>();
        int next = at + 3;
        while (next < lines.size() && !lines.get(next).equals(border)) {
            @Nullable List<String> row = split(lines.get(next), widths);
            if (row == null) {
                return Optional.empty();
            }
            rows.add(row);
            next++;
        }
        return next == lines.size() ? Optional.empty() : Optional.of(table(header, rows, lines, next + 1));
    }

    private static Piece table(List<String> header, List<List<String>> rows, List<String> lines, int after) {
        boolean right = isRightAligned(header, rows);
        List<Table.Column> columns = strip(header, right).stream()
                .map(name -> new Table.Column(name, ""))
                .toList();
        List<List<@Nullable String>> values = new ArrayList<>();
        for (List<String> row : rows) {
            values.add(new ArrayList<>(strip(row, right)));
        }
        boolean more = after < lines.size() && FOOTER.matcher(lines.get(after)).matches();
        // Without the footer, show() has shown everything there was.
        Table.Total total = more ? new Table.Total.More() : new Table.Total.Exactly(rows.size());
        return new Piece(
                List.of(new Part.Rows(new Table(columns, values, total, right && isCut(values)))),
                more ? after + 1 : after);
    }

    /**
     * Values that were cut at n characters have exactly n, the last three being dots, and no value has more. What ends in
     * dots and is shorter than another one ends in dots by itself.
     */
    static boolean isCut(List<List<@Nullable String>> rows) {
        int longest = 0;
        boolean longestHasDots = false;
        for (List<@Nullable String> row : rows) {
            for (@Nullable String value : row) {
                if (value == null || value.length() < longest) {
                    continue;
                }
                longestHasDots = value.endsWith("...") || (value.length() == longest && longestHasDots);
                longest = value.length();
            }
        }
        return longestHasDots;
    }

    /** {@code ++} twice is how Spark shows the result of a command that has none. */
    private static Optional<Piece> withoutColumns(List<String> lines, int at) {
        if (at + 3 < lines.size()
                && lines.get(at + 1).equals("||")
                && lines.get(at + 2).equals("++")
                && lines.get(at + 3).equals("++")) {
            return Optional.of(new Piece(List.of(), at + 4));
        }
        return Optional.empty();
    }

    private static int[] widths(String border) {
        Matcher dashes = DASHES.matcher(border);
        return dashes.results()
                .mapToInt(column -> column.end() - column.start())
                .toArray();
    }

    private static @Nullable List<String> split(String line, int[] widths) {
        if (line.isEmpty() || line.charAt(0) != '|') {
            return null;
        }
        List<String> cells = new ArrayList<>(widths.length);
        int at = 1;
        for (int width : widths) {
            int end = DisplayWidth.end(line, at, width);
            if (end < 0 || end >= line.length() || line.charAt(end) != '|') {
                return null;
            }
            cells.add(line.substring(at, end));
            at = end + 1;
        }
        return at == line.length() ? cells : null;
    }

    /** Names have no blanks at their edges, as a rule, so the header tells; where it does not, the values do. */
    private static boolean isRightAligned(List<String> header, List<List<String>> rows) {
        int balance = balance(header);
        return balance == 0 ? rows.stream().mapToInt(ShowTable::balance).sum() >= 0 : balance > 0;
    }

    private static int balance(List<String> cells) {
        int balance = 0;
        for (String cell : cells) {
            if (!cell.isBlank()) {
                balance += (cell.startsWith(" ") ? 1 : 0) - (cell.endsWith(" ") ? 1 : 0);
            }
        }
        return balance;
    }

    private static List<String> strip(List<String> cells, boolean right) {
        return cells.stream()
                .map(cell -> right ? cell.stripLeading() : cell.stripTrailing())
                .toList();
    }
}
