package io.gluethread.broker.statement;

import io.gluethread.broker.glue.GlueStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A statement's output as Glue gives it (the text that was printed, or an error) made into a result: our own envelopes,
 * tables as {@code show()} draws them, and text, in the order in which they were printed. Takes any text; what it does
 * not recognise stays text. Pure.
 */
public final class OutputParser {
    /** Terminal sequences: colours, cursor moves, window titles. */
    private static final Pattern ANSI =
            Pattern.compile("\\x1B(?:\\[[0-?]*[ -/]*[@-~]|\\][^\\x07\\x1B]*(?:\\x07|\\x1B\\\\)|[ -/]*[0-Z\\\\^-~])");
    /** What the Scala REPL answers to the definitions in an SQL cell. */
    private static final Pattern SHOW_ECHO = Pattern.compile("(?m)^_gluethread_show: \\(.*\\n?");

    private static final Pattern SQL_ECHO = Pattern.compile("(?m)^_sql: org\\.apache\\.spark\\.sql\\..*\\n?");
    /** A frame of the user's code, which stands one line lower than the person wrote it, under the cell's mark. */
    private static final Pattern FRAME = Pattern.compile("((?:File \"<stdin>\"|\\(<stdin>), line )(\\d{1,9})");

    private static final Pattern PYTHON = Pattern.compile("\\A(?:Traceback |\\s+File \")");

    private OutputParser() {}

    /** @throws IllegalArgumentException if the statement is not over */
    public static Result result(GlueStatement statement) {
        if (!statement.isOver()) {
            throw new IllegalArgumentException(
                    "statement %d is %s, it has no result yet".formatted(statement.id(), statement.state()));
        }
        Optional<GlueStatement.Output> output = statement.output();
        List<Part> parts = output.map(out -> parts(out.text())).orElse(List.of());
        if (statement.state().equalsIgnoreCase("CANCELLED")) {
            return new Result.Cancelled(parts);
        }
        boolean broken =
                statement.state().equalsIgnoreCase("ERROR") || statement.state().equalsIgnoreCase("FAILED");
        if (output.isEmpty() && broken) {
            return new Result.Failed(
                    "StatementFailed",
                    "Glue ended the statement as %s and gave no reason.".formatted(statement.state()),
                    List.of(),
                    parts);
        }
        return output.filter(out -> broken || out.isError())
                .<Result>map(out -> failed(out, parts))
                .orElseGet(() -> new Result.Ok(parts));
    }

    /** Text as it was printed, made into parts. */
    public static List<Part> parts(String printed) {
        List<String> lines = plain(printed).lines().toList();
        List<Part> parts = new ArrayList<>();
        List<String> text = new ArrayList<>();
        int at = 0;
        while (at < lines.size()) {
            Optional<Piece> piece = piece(lines, at);
            if (piece.isPresent()) {
                text.add(piece.get().before());
                addText(text, parts);
                parts.addAll(piece.get().parts());
                at = piece.get().next();
            } else {
                text.add(lines.get(at));
                at++;
            }
        }
        addText(text, parts);
        return List.copyOf(parts);
    }

    private static Optional<Piece> piece(List<String> lines, int at) {
        String line = lines.get(at);
        if (line.startsWith("+")) {
            return ShowTable.read(lines, at);
        }
        if (line.startsWith("-RECORD ")) {
            return VerticalTable.read(lines, at);
        }
        return line.contains("@@gluethread:") ? Envelope.read(lines, at) : Optional.empty();
    }

    /** Adds the lines as one part, without the blank lines at its edges, and forgets them. */
    private static void addText(List<String> lines, List<Part> parts) {
        int from = 0;
        int to = lines.size();
        while (from < to && lines.get(from).isBlank()) {
            from++;
        }
        while (to > from && lines.get(to - 1).isBlank()) {
            to--;
        }
        if (from < to) {
            parts.add(new Part.Text(String.join("\n", lines.subList(from, to))));
        }
        lines.clear();
    }

    private static Result.Failed failed(GlueStatement.Output output, List<Part> parts) {
        String value = asWritten(plain(output.errorValue()));
        List<String> traceback = new ArrayList<>();
        for (String entry : output.traceback()) {
            plain(entry).lines().map(OutputParser::asWritten).forEach(traceback::add);
        }
        String below = String.join("\n", traceback);
        // Scala's error value is only the first line of what there is to say; Python's is all of it.
        boolean goesOn = !traceback.isEmpty() && !PYTHON.matcher(below).find();
        FailureText text = FailureText.of(plain(output.errorName()), goesOn ? "%s\n%s".formatted(value, below) : value);
        if (!text.message().equals(value) && !below.contains(value.strip())) {
            traceback.addAll(goesOn ? 0 : traceback.size(), value.lines().toList());
        }
        return new Result.Failed(text.name(), text.message(), traceback, parts);
    }

    private static String asWritten(String text) {
        return FRAME.matcher(text)
                .replaceAll(found -> found.group(1) + Math.max(1, Integer.parseInt(found.group(2)) - 1));
    }

    private static String plain(String text) {
        String clean = text.indexOf('\u001b') < 0 ? text : ANSI.matcher(text).replaceAll("");
        if (clean.contains("_gluethread_show: (")) {
            clean = SQL_ECHO.matcher(SHOW_ECHO.matcher(clean).replaceAll("")).replaceAll("");
        }
        return clean;
    }
}
