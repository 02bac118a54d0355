package io.gluethread.broker.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tables as {@code show(vertical=True)} prints them: a {@code -RECORD n} line per row, then a line per column. */
final class VerticalTable {
    private static final Pattern RECORD = Pattern.compile("-RECORD \\d+-*");

    private VerticalTable() {}

    static Optional<Piece> read(List<String> lines, int at) {
        if (!RECORD.matcher(lines.get(at)).matches()) {
            return Optional.empty();
        }
        int bar = at + 1 < lines.size() ? barWidth(lines.get(at + 1)) : -1;
        if (bar < 0) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        List<List<@Nullable String>> rows = new ArrayList<>();
        int next = at;
        while (next < lines.size() && RECORD.matcher(lines.get(next)).matches()) {
            next++;
            List<String> found = new ArrayList<>();
            List<@Nullable String> row = new ArrayList<>();
            while (next < lines.size() && addField(lines.get(next), bar, found, row)) {
                next++;
            }
            if (rows.isEmpty()) {
                names = found;
            } else if (!names.equals(found)) {
                return Optional.empty();
            }
            rows.add(row);
        }
        boolean more =
                next < lines.size() && ShowTable.FOOTER.matcher(lines.get(next)).matches();
        Table.Total total = more ? new Table.Total.More() : new Table.Total.Exactly(rows.size());
        List<Table.Column> columns =
                names.stream().map(name -> new Table.Column(name, "")).toList();
        return Optional.of(new Piece(
                List.of(new Part.Rows(new Table(columns, rows, total, ShowTable.isCut(rows)))),
                more ? next + 1 : next));
    }

    /** How wide the names are drawn: up to the first bar with a blank on both sides. */
    private static int barWidth(String line) {
        int bar = line.indexOf(" | ");
        if (bar < 1 || line.charAt(0) != ' ') {
            return -1;
        }
        return line.substring(0, bar)
                .chars()
                .map(c -> DisplayWidth.of((char) c))
                .sum();
    }

    private static boolean addField(String line, int bar, List<String> names, List<@Nullable String> row) {
        int end = DisplayWidth.end(line, 0, bar);
        if (end < 1 || !line.startsWith(" | ", end) || line.charAt(0) != ' ') {
            return false;
        }
        names.add(line.substring(1, end).stripTrailing());
        row.add(line.substring(end + 3).stripTrailing());
        return true;
    }
}
