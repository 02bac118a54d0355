package io.gluethread.sparkhost;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Runs {@link SqlStatement}s in the JVM; its errors have the shape that the session's language would give them. */
final class SqlInterpreter {
    private final SparkSession spark;
    private final boolean python;

    SqlInterpreter(SparkSession spark, boolean python) {
        this.spark = spark;
        this.python = python;
    }

    Answer run(SqlStatement statement) {
        try {
            Dataset<Row> rows = spark.sql(statement.sql());
            rows.show(statement.rows(), statement.truncate());
            return new Answer.Ok();
        } catch (Exception | LinkageError | StackOverflowError failure) {
            return python ? asPython(failure) : asScala(failure);
        }
    }

    private static Answer asPython(Throwable failure) {
        String name = failure.getClass().getSimpleName();
        if (name.equals("ExtendedAnalysisException")) {
            name = "AnalysisException";
        }
        String value = String.valueOf(failure.getMessage());
        return new Answer.Failed(
                name, value, List.of("Traceback (most recent call last):\n", name + ": " + value + "\n"));
    }

    private static Answer asScala(Throwable failure) {
        List<String> lines = new ArrayList<>((failure.getClass().getName() + ": " + failure.getMessage())
                .lines()
                .toList());
        String first = lines.remove(0);
        lines.replaceAll(line -> line + "\n");
        lines.add("  ... " + failure.getStackTrace().length + " elided\n");
        return new Answer.Failed("Error", first, lines);
    }
}
