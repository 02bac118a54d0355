package io.gluethread.sparkhost;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import scala.Product;
import scala.collection.JavaConverters;
import scala.tools.nsc.Settings;
import scala.tools.nsc.interpreter.IMain;

/** The Scala REPL of one session, with {@code spark} and {@code sc} in scope as in Spark's own shell. */
final class ScalaInterpreter implements Interpreter {
    private static final List<String> PRELUDE = List.of(
            "@transient val spark = io.gluethread.sparkhost.SessionHost.spark()",
            "@transient val sc = spark.sparkContext",
            "import org.apache.spark.SparkContext._",
            "import spark.implicits._",
            "import spark.sql",
            "import org.apache.spark.sql.functions._");

    private final StringWriter echo = new StringWriter();
    private final IMain repl;

    /** Starts the compiler; {@code spark} may be looked at only by {@link #prelude}. */
    ScalaInterpreter(Path classes) {
        Settings settings = new Settings();
        List<String> arguments = List.of("-usejavacp", "-Yrepl-class-based", "-Yrepl-outdir", classes.toString());
        settings.processArguments(
                JavaConverters.asScalaBuffer(new ArrayList<>(arguments)).toList(), true);
        repl = new IMain(settings, new PrintWriter(echo, true));
        repl.initializeSynchronous();
    }

    void prelude() {
        for (String line : PRELUDE) {
            String result = interpret(line);
            if (!result.equals("Success")) {
                throw new IllegalStateException("the Scala REPL refused its first lines: " + takeEcho());
            }
        }
        takeEcho();
    }

    @Override
    public Answer run(String code, String jobGroup, BoundedOutput output) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(repl.classLoader());
        try {
            if (kinds(code).map(List::isEmpty).orElse(false)) {
                return new Answer.Ok(); // comments only, which the REPL takes for the beginning of something
            }
            for (String piece : ScalaCell.pieces(code, this::kinds)) {
                takeEcho();
                String result = interpret(piece);
                System.out.flush();
                if (result.equals("Incomplete")) {
                    return new Answer.Failed("Error", "incomplete statement", List.of());
                }
                if (!result.equals("Success")) {
                    return failure(takeEcho());
                }
                output.print(takeEcho());
            }
            return new Answer.Ok();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private String interpret(String code) {
        return repl.interpret(code).toString();
    }

    private Optional<List<String>> kinds(String code) {
        Object parsed = repl.beSilentDuring(() -> repl.parse().apply(code));
        repl.reporter().reset(); // else it keeps to itself, as told before, what it finds here when the code runs
        if (!(parsed instanceof Product success) || !success.productPrefix().equals("Success")) {
            return Optional.empty();
        }
        List<String> kinds = new ArrayList<>();
        for (Object tree : JavaConverters.asJavaIterable((scala.collection.Iterable<?>) success.productElement(0))) {
            kinds.add(tree.getClass().getSimpleName());
        }
        return Optional.of(kinds);
    }

    private String takeEcho() {
        String text = echo.toString();
        echo.getBuffer().setLength(0);
        return text;
    }

    private static Answer failure(String text) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.strip().split("(?<=\n)", -1)));
        String first = lines.remove(0).strip();
        lines.removeIf(String::isEmpty);
        if (!lines.isEmpty()) {
            lines.set(lines.size() - 1, lines.get(lines.size() - 1) + "\n");
        }
        return new Answer.Failed("Error", first, lines);
    }
}
