package io.gluethread.broker.statement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@link MarkedStatementCode} makes sessions print: tables and pictures as JSON on lines of their own. A value
 * cannot break it, as JSON has no line ends within; what looks like an envelope and is none stays text.
 */
final class Envelope {
    private static final String TABLE = "@@gluethread:table ";
    private static final String PICTURE = "@@gluethread:picture ";
    private static final String END = "@@gluethread:end ";
    private static final Set<String> PICTURES = Set.of("image/png", "image/svg+xml");
    private static final ObjectMapper JSON = new ObjectMapper();

    private Envelope() {}

    static Optional<Piece> read(List<String> lines, int at) {
        String line = lines.get(at);
        int table = line.indexOf(TABLE);
        if (table >= 0) {
            return json(line.substring(table + TABLE.length()))
                    .filter(schema -> schema.path("fields").isArray())
                    .map(schema -> table(schema, line.substring(0, table), lines, at + 1));
        }
        int picture = line.indexOf(PICTURE);
        if (picture >= 0) {
            return json(line.substring(picture + PICTURE.length()))
                    .flatMap(Envelope::picture)
                    .map(part -> new Piece(List.of(part), line.substring(0, picture), at + 1));
        }
        return Optional.empty();
    }

    private static Piece table(JsonNode schema, String before, List<String> lines, int from) {
        List<Table.Column> columns = new ArrayList<>();
        for (JsonNode field : schema.path("fields")) {
            columns.add(new Table.Column(field.path("name").asText(), SparkTypes.simple(field.path("type"))));
        }
        List<List<@Nullable String>> rows = new ArrayList<>();
        StringBuilder between = new StringBuilder();
        int at = from;
        @Nullable JsonNode end = null;
        while (at < lines.size() && end == null) {
            String line = lines.get(at);
            // A row first: what it holds may look like a marker.
            if (!addRow(line, columns.size(), rows)) {
                if (line.contains(TABLE) || line.contains(PICTURE)) {
                    break;
                }
                int ends = line.indexOf(END);
                end = ends < 0
                        ? null
                        : json(line.substring(ends + END.length())).orElse(null);
                // What another thread printed in between is text.
                String text = end == null ? line : line.substring(0, ends);
                if (!text.isEmpty()) {
                    between.append(text).append('\n');
                }
            }
            at++;
        }
        List<Part> parts = new ArrayList<>();
        if (!columns.isEmpty()) {
            parts.add(new Part.Rows(finish(columns, rows, end)));
        }
        if (!between.isEmpty()) {
            parts.add(new Part.Text(between.substring(0, between.length() - 1)));
        }
        return new Piece(List.copyOf(parts), before, at);
    }

    private static Table finish(List<Table.Column> columns, List<List<@Nullable String>> rows, @Nullable JsonNode end) {
        if (end == null) {
            return new Table(columns, rows, new Table.Total.Unknown(), false);
        }
        int longest = end.path("longest").asInt(Integer.MAX_VALUE);
        boolean cut = false;
        for (List<@Nullable String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                @Nullable String value = row.get(i);
                if (value != null && value.codePointCount(0, value.length()) > longest) {
                    row.set(i, value.substring(0, value.offsetByCodePoints(0, longest)));
                    cut = true;
                } else if (value != null && columns.get(i).type().startsWith("decimal")) {
                    row.set(i, plain(value));
                }
            }
        }
        boolean all = !end.path("more").asBoolean(true) && end.path("rows").asInt(-1) == rows.size();
        return new Table(columns, rows, all ? new Table.Total.Exactly(rows.size()) : new Table.Total.More(), cut);
    }

    private static boolean addRow(String line, int width, List<List<@Nullable String>> rows) {
        if (!line.startsWith("[")) {
            return false;
        }
        @Nullable JsonNode array = json(line).orElse(null);
        if (array == null || !array.isArray() || array.size() != width) {
            return false;
        }
        List<@Nullable String> row = new ArrayList<>(width);
        for (JsonNode value : array) {
            if (!value.isTextual() && !value.isNull()) {
                return false;
            }
            row.add(value.isNull() ? null : value.asText());
        }
        rows.add(row);
        return true;
    }

    /** Spark writes a zero of many places as 0E-18. */
    private static String plain(String decimal) {
        try {
            return decimal.indexOf('E') < 0 ? decimal : new BigDecimal(decimal).toPlainString();
        } catch (NumberFormatException e) {
            return decimal;
        }
    }

    private static Optional<Part> picture(JsonNode json) {
        String mime = json.path("mime").asText();
        String base64 = json.path("base64").asText();
        try {
            if (!PICTURES.contains(mime) || Base64.getDecoder().decode(base64).length == 0) {
                return Optional.empty();
            }
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return Optional.of(new Part.Picture(base64, mime, json.path("alt").asText("")));
    }

    private static Optional<JsonNode> json(String text) {
        try {
            return Optional.ofNullable(JSON.readTree(text)).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
