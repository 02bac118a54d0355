package io.gluethread.playground.glue.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** Cells of published tutorials with the output that is printed there, read from where they lie beside the project. */
final class Seeds {
    private static final Path FOLDER = Path.of(System.getProperty("gluethread.root", "../.."), "../shared/seeds");
    private static final Pattern FENCE = Pattern.compile("(?ms)^```python\\n(.*?)^```");
    private static final Pattern CODE = Pattern.compile("(?s)<code class=\"lang-[a-z]+\">(.*?)</code>");

    /**
     * A piece of a cell and what is printed after it.
     *
     * @param output empty if the tutorial prints none
     */
    record Piece(String code, String output) {}

    private Seeds() {}

    private static String seed(String name) {
        Path file = FOLDER.resolve(name);
        boolean there = Files.isRegularFile(file);
        if (!there) {
            System.out.println("skipped: the tutorials are not at " + FOLDER.normalize());
        }
        Assumptions.assumeTrue(there, "the tutorials are not at " + FOLDER.normalize());
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    /** The Python blocks of the OneUptime post. */
    static List<String> oneUptime() {
        return all(FENCE, seed("001_aa4f19189db52451.txt"));
    }

    /** The first Python block of the Jupyter tutorial without its magics, which never reach a session. */
    static String jupyterStart() {
        String cell = all(FENCE, seed("002_ab21e935bd41f621.txt")).stream()
                .filter(block -> block.contains("Job(glueContext)"))
                .findFirst()
                .orElseThrow();
        return String.join(
                "\n", cell.lines().filter(line -> !line.startsWith("%")).toList());
    }

    /** The cells of the Jupyter tutorial, each cut where output is printed. */
    static List<List<Piece>> jupyter() {
        return all(CODE, seed("002_ab21e935bd41f621.txt")).stream()
                .map(cell -> cell.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
                .map(Seeds::pieces)
                .toList();
    }

    private static List<Piece> pieces(String cell) {
        List<Piece> pieces = new ArrayList<>();
        List<String> code = new ArrayList<>();
        List<String> output = new ArrayList<>();
        for (String line : cell.lines().toList()) {
            boolean printed = line.matches("root|\\|.*|\\+-.*|only showing top .*");
            if (!printed && !output.isEmpty() && !line.isBlank()) {
                pieces.add(new Piece(String.join("\n", code).strip(), String.join("\n", output)));
                code.clear();
                output.clear();
            }
            if (printed) {
                output.add(line);
            } else {
                code.add(line);
            }
        }
        pieces.add(new Piece(String.join("\n", code).strip(), String.join("\n", output)));
        return pieces;
    }

    /** The code that Glue's kernel sends for an {@code %%sql} cell; a remark at a line's end is left out. */
    static String sql(String cell) {
        Matcher magic = Pattern.compile("(?s)\\A%%sql\\s*\\n(.*)").matcher(cell);
        if (!magic.matches()) {
            throw new AssertionError("not an SQL cell: " + cell);
        }
        return "spark.sql(\"\"\"" + magic.group(1).replaceAll("\\s+# .*", "").stripTrailing() + "\"\"\").show()";
    }
}
