package io.gluethread.broker.statement;

import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cells as marked code. Code of the session's own language is sent as it is, under the mark. SQL becomes code that runs
 * each of its statements once, keeps the DataFrame as {@code _sql}, and prints its rows in the envelope that
 * {@link OutputParser} reads: a line {@code @@gluethread:table} with the schema in Spark's JSON, one JSON array per row
 * (each value as text, null for NULL), and a line {@code @@gluethread:end}. One row more than the limit is taken, so that
 * whether more exist is known without a second query. SQL code needs nothing of the prelude.
 */
public final class MarkedStatementCode implements StatementCode {
    /** Values are cut after this many characters before they leave the session, and the table says so. */
    static final int LONGEST_VALUE = 32_768;

    private static final Pattern MARK = Pattern.compile("\\A(?:#|//) gluethread cell ([a-z0-9-]{4,60})(?:\\r?\\n|\\z)");

    private final ResultLimits limits;

    public MarkedStatementCode(ResultLimits limits) {
        this.limits = limits;
    }

    /**
     * @throws IllegalArgumentException if the code is longer than Glue takes, or of the other language; the message is
     *     for people
     */
    @Override
    public String encode(CellId id, Language session, Language cell, String code) {
        if (session == Language.SQL || (cell != Language.SQL && cell != session)) {
            throw new IllegalArgumentException("a %s session does not take a %s cell".formatted(session, cell));
        }
        String body = cell == Language.SQL ? sql(session, code) : code;
        String marked = "%s gluethread cell %s\n%s".formatted(commentSign(session), id, body);
        if (marked.length() > MAX_CODE) {
            throw new IllegalArgumentException("the cell is too long: %,d characters as code, Glue takes %,d"
                    .formatted(marked.length(), MAX_CODE));
        }
        return marked;
    }

    @Override
    public String prelude(Language session) {
        return "%s gluethread prelude\n%s%s"
                .formatted(
                        commentSign(session),
                        template("show", session),
                        template("display", session)
                                .replace("$ROWS", Integer.toString(limits.rows()))
                                .replace("$BYTES", Integer.toString(limits.bytes())));
    }

    @Override
    public Optional<CellId> cellOf(String code) {
        Matcher mark = MARK.matcher(code);
        return mark.find() ? Optional.of(new CellId(mark.group(1))) : Optional.empty();
    }

    private String sql(Language session, String text) {
        String show = "_gluethread_show(_sql, %d, %d)".formatted(limits.rows(), limits.bytes());
        StringBuilder code = new StringBuilder(template("show", session));
        for (String statement : SqlText.statements(text)) {
            String query = "spark.sql(%s)".formatted(Literal.of(statement, session));
            boolean first = code.indexOf("spark.sql(") < 0;
            code.append(
                    switch (session) {
                        case PYTHON -> "_sql = %s\n%s\n".formatted(query, show);
                        // A second definition in one piece of code is an error, and an assignment of its own is echoed.
                        case SCALA ->
                            (first ? "var _sql = %s\n%s\n" : "locally { _sql = %s; %s }\n").formatted(query, show);
                        case SQL -> throw new IllegalArgumentException("a session speaks python or scala, not SQL");
                    });
        }
        return code.toString();
    }

    private static String commentSign(Language session) {
        return session == Language.SCALA ? "//" : "#";
    }

    private static String template(String name, Language session) {
        String file = "%s.%s".formatted(name, session == Language.SCALA ? "scala" : "py");
        try (InputStream in = MarkedStatementCode.class.getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("$MORE_THAN_LONGEST", Integer.toString(LONGEST_VALUE + 1))
                    .replace("$LONGEST", Integer.toString(LONGEST_VALUE));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
