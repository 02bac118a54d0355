package io.gluethread.bot.delivery;

import io.gluethread.bot.slack.blocks.FilePart;
import io.gluethread.broker.statement.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** A file's bytes. */
final class Files {
    private Files() {}

    static Chat.Upload upload(FilePart file) {
        byte[] bytes =
                switch (file.content()) {
                    case FilePart.Content.Csv(Table table) -> csv(table);
                    case FilePart.Content.Text(String text) -> text.getBytes(StandardCharsets.UTF_8);
                    case FilePart.Content.Base64(String base64, String _) ->
                        Base64.getMimeDecoder().decode(base64);
                };
        return new Chat.Upload(file.name(), file.title(), file.alt(), bytes);
    }

    /**
     * RFC 4180, UTF-8. NULL is an empty field and an empty text is {@code ""}. A text that a spreadsheet would take for a
     * formula gets an apostrophe before it
     * (<a href="https://owasp.org/www-community/attacks/CSV_Injection">CSV injection</a>); numbers stay as they are.
     */
    static byte[] csv(Table table) {
        StringBuilder out = new StringBuilder();
        CSVFormat format = CSVFormat.RFC4180;
        try (CSVPrinter printer = new CSVPrinter(out, format)) {
            printer.printRecord(
                    table.columns().stream().map(c -> guard(c.name())).toList());
            for (List<@Nullable String> row : table.rows()) {
                for (int i = 0; i < row.size(); i++) {
                    String value = row.get(i);
                    boolean number = table.columns().get(i).isNumeric();
                    printer.print(value == null || value.isEmpty() ? null : number ? value : guard(value));
                    // An empty text is not NULL; the printer itself would not tell them apart.
                    out.append(value != null && value.isEmpty() ? "\"\"" : "");
                }
                printer.println();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a text takes everything", e);
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String guard(String value) {
        if (value.isEmpty() || isNumber(value)) {
            return value;
        }
        return switch (value.charAt(0)) {
            case '=', '+', '-', '@', '\t', '\r' -> "'" + value;
            default -> value;
        };
    }

    private static boolean isNumber(String value) {
        return value.matches("[+-]?\\d{1,40}(\\.\\d{1,40})?([eE][+-]?\\d{1,4})?");
    }
}
