package io.gluethread.broker.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What went wrong, in the few words of it that a person reads first. Spark wraps the reason: in Py4J's "An error
 * occurred while calling", in a task's Java stack, in a worker's traceback, before a query plan. The whole stays in the
 * traceback.
 */
record FailureText(String name, String message) {
    private static final int LONGEST = 1_000;
    private static final String CLASS = "(?:[\\w$]+\\.)*([A-Z][\\w$]*)";
    private static final Pattern WORKER = Pattern.compile("Traceback \\(most recent call last\\):\\n");
    private static final Pattern RAISED = Pattern.compile("(?:\\w+\\.)*([A-Za-z_]\\w*)(?:: (.*))?");
    private static final Pattern TASK =
            Pattern.compile("most recent failure: Lost task [^\\n]*?\\): " + CLASS + "(?:: |(?=\\n))");
    private static final Pattern PY4J = Pattern.compile("(?m)^: " + CLASS + "(?:: |$)");
    private static final Pattern BARE = Pattern.compile("\\A" + CLASS + "(?<=Exception|Error):\\s");
    private static final Pattern REST = Pattern.compile(
            "\\A(?:\\s+\\.\\.\\. \\d+ |\\s+at [\\w$./<>]+\\(|Driver stacktrace:|JVM stacktrace:|Caused by: |== SQL|'[A-Z])");
    private static final Pattern BRANCH = Pattern.compile("\\A\\s*[+:]- ");
    private static final Pattern POINTER = Pattern.compile("(?m)^(.+)\\n(-*\\^+)$");

    static FailureText of(String errorName, String errorValue) {
        String value = errorValue.replace("\r\n", "\n");
        return worker(value)
                .or(() -> named(TASK, value))
                .or(() -> errorName.startsWith("Py4J") ? named(PY4J, value) : Optional.empty())
                .or(() -> errorName.matches("|Error|Exception") ? named(BARE, value) : Optional.empty())
                .orElseGet(() -> new FailureText(simple(errorName), words(value)));
    }

    /** A Python worker's own traceback inside Java's: its last line says what was raised. */
    private static Optional<FailureText> worker(String value) {
        Matcher traceback = WORKER.matcher(value);
        int from = -1;
        while (traceback.find()) {
            from = traceback.end();
        }
        if (from < 0) {
            return Optional.empty();
        }
        String raisedLine = value.substring(from)
                .lines()
                .filter(line -> !line.isEmpty() && !Character.isWhitespace(line.charAt(0)))
                .findFirst()
                .orElse("");
        Matcher raised = RAISED.matcher(raisedLine);
        return raised.matches()
                ? Optional.of(new FailureText(
                        raised.group(1), Optional.ofNullable(raised.group(2)).orElse("")))
                : Optional.empty();
    }

    private static Optional<FailureText> named(Pattern head, String value) {
        Matcher found = head.matcher(value);
        return found.find()
                ? Optional.of(new FailureText(simple(found.group(1)), words(value.substring(found.end()))))
                : Optional.empty();
    }

    /** Up to where a stack or a plan begins; with the line that a syntax error points at. */
    private static String words(String value) {
        List<String> kept = new ArrayList<>();
        for (String line : value.lines().toList()) {
            if (REST.matcher(line).find()) {
                break;
            }
            if (BRANCH.matcher(line).find() && !kept.isEmpty()) {
                // The line above is the plan's root.
                kept.removeLast();
                break;
            }
            kept.add(line);
        }
        String message = String.join("\n", kept).strip();
        Matcher pointer = POINTER.matcher(value);
        if (pointer.find() && !message.contains(pointer.group(2))) {
            message = "%s\n%s\n%s".formatted(message, pointer.group(1), pointer.group(2));
        }
        return shortened(message.isEmpty() ? value.strip() : message);
    }

    private static String shortened(String message) {
        if (message.length() <= LONGEST) {
            return message;
        }
        int end = Character.isHighSurrogate(message.charAt(LONGEST - 2)) ? LONGEST - 2 : LONGEST - 1;
        return message.substring(0, end) + "…";
    }

    private static String simple(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1).strip();
        // Spark 3.5's inner name for the same thing.
        return last.isEmpty() ? "Error" : last.replace("ExtendedAnalysisException", "AnalysisException");
    }
}
