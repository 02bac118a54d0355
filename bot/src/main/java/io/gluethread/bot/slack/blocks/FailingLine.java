package io.gluethread.bot.slack.blocks;

import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.statement.Result;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The line of the cell at which Python says it failed. The traceback counts lines as the person wrote them. */
final class FailingLine {
    private static final Pattern FRAME =
            Pattern.compile("File \"<(?:stdin|string|input|cell)[^\"]*>\", line (\\d{1,6})");

    private FailingLine() {}

    /** {@code 3 | df.coutn()}, or empty when the traceback does not name a line that the cell has. */
    static Optional<String> of(CellView cell, Result.Failed failed) {
        if (cell.language() != Language.PYTHON) {
            return Optional.empty();
        }
        Matcher frame = FRAME.matcher(String.join("\n", failed.traceback()));
        int line = 0;
        while (frame.find()) {
            line = Integer.parseInt(frame.group(1));
        }
        List<String> lines = cell.code().lines().toList();
        if (line < 1 || line > lines.size() || lines.get(line - 1).isBlank()) {
            return Optional.empty();
        }
        return Optional.of("%d | %s".formatted(line, Texts.cut(lines.get(line - 1), 300)));
    }
}
