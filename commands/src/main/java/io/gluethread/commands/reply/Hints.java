package io.gluethread.commands.reply;

import io.gluethread.broker.session.Language;
import io.gluethread.broker.statement.Result;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Errors whose cause is known, with the one line that mends them. */
public final class Hints {
    /** A cause stands at the beginning; a traceback may be long. */
    private static final int LOOKED_AT = 20_000;

    private record Known(Pattern sign, Function<Matcher, String> hint) {}

    /** The cell that failed, as far as a hint looks at it. */
    public record Failure(Result.Failed failed, Language language, String code, int ordinal) {}

    private static final List<Known> KNOWN = List.of(
            known(
                    "PYSPARK_?NOT_?INSTALLED|no module named '?pyspark",
                    m ->
                            "Python cells need PySpark beside this playground: `python3 -m pip install pyspark==3.5.7`, or use Scala and SQL cells."),
            known(
                    "table_or_view_not_found|table or view not found|(?:database|schema) '?[^ ]*'? not found|schema_not_found",
                    m ->
                            "Look at what there is with `%%sql show databases` and `%%sql show tables in <database>`; dashes in names need backticks."),
            known(
                    "(?:is not authorized to perform|not authorized to perform):? *iam:passrole|passrole",
                    m ->
                            "The service's own role needs `iam:PassRole` on the session's role, with `iam:PassedToService` = `glue.amazonaws.com`."),
            known(
                    "not authorized to perform:? *([a-z0-9]+:[a-z0-9*]+)(?: on resource:? *(\\S+))?",
                    m ->
                            "The session's role may not `%s`: add that action%s to its policy, or choose another role with `%%iam_role`."
                                    .formatted(
                                            m.group(1),
                                            m.group(2) == null
                                                    ? ""
                                                    : " on `" + m.group(2).replaceAll("[`.,]+$", "") + "`")),
            known(
                    "lake ?formation|insufficient lake formation permission",
                    m ->
                            "Lake Formation guards that table: grant the session's role `SELECT` and `DESCRIBE` on it there."),
            known(
                    "access ?denied|accessdenied|status code: 403|403 forbidden",
                    m ->
                            "The session's role may not read or write there: add `s3:GetObject`, `s3:PutObject` and `s3:ListBucket` for that bucket to its policy, or choose another role with `%iam_role`."),
            known(
                    "cannot run multiple sparkcontexts|only one sparkcontext",
                    m ->
                            "A session has one already: use `sc`, or `SparkContext.getOrCreate()` instead of `SparkContext()`."),
            known(
                    "outofmemory|out of memory|java heap space|gc overhead|exit code 137|container killed|replserver",
                    m ->
                            "It ran out of memory: start again with bigger workers (`%worker_type G.2X`) or more of them (`%number_of_workers 4`), and avoid `collect()` of large results."),
            known(
                    "maxresultsize",
                    m ->
                            "Too much was brought back to one place: use `limit`, write to S3, or set `%spark_conf spark.driver.maxResultSize=4g`."),
            known(
                    "no module named '?([\\w.]+)",
                    m ->
                            "Install it when the session starts: `%%additional_python_modules %s`, then stop the session and run again."
                                    .formatted(m.group(1).split("\\.", 2)[0])),
            known(
                    "failed to find data source: (\\w+)",
                    m -> "iceberg|delta|hudi".contains(m.group(1))
                            ? "Set `%%%%configure {\"datalake-formats\": \"%s\"}` before the session starts."
                                    .formatted(m.group(1))
                            : "The jar of that data source is missing: name it with `%extra_jars s3://...` before the session starts."),
            known(
                    "no suitable driver|classnotfoundexception: com\\.\\w+\\.\\S*driver",
                    m ->
                            "The JDBC driver is missing: name its jar with `%extra_jars`, or use a Glue connection with `%connections`."),
            known(
                    "path does not exist",
                    m ->
                            "There is nothing at that path: check the bucket and the spelling, and that the session runs in the right `%region`."),
            known(
                    "connect timed out|unknownhostexception|connection refused",
                    m ->
                            "The session cannot reach that host: give it a Glue connection into the network with `%connections`."),
            known(
                    "ansi_enabled|divide_by_zero|cast_invalid_input",
                    m -> "Use `try_cast` or `try_divide` to get NULL instead of an error."));

    private Hints() {}

    public static Optional<String> of(Failure failure) {
        Result.Failed failed = failure.failed();
        String said = failed.name() + ": " + failed.message();
        return syntax(failure, said)
                .or(() -> notDefined(failure, said))
                .or(() -> match(said + "\n" + String.join("\n", failed.traceback())));
    }

    /** A hint for what Glue itself said of a session. */
    static Optional<String> forGlue(String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("resourcenumberlimitexceeded") || lower.contains("limit")) {
            return Optional.of("Stop a session that nobody needs (`@glue list`), or ask AWS for a higher quota.");
        }
        if (lower.contains("assume role") || lower.contains("sts:assumerole") || lower.contains("trust")) {
            return Optional.of("The role must trust `glue.amazonaws.com`; see its trust policy in IAM.");
        }
        return match(message);
    }

    private static Optional<String> match(String said) {
        String text = said.length() <= LOOKED_AT ? said : said.substring(0, LOOKED_AT);
        for (Known known : KNOWN) {
            Matcher matcher = known.sign().matcher(text);
            if (matcher.find()) {
                return Optional.of(known.hint().apply(matcher));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> syntax(Failure failure, String said) {
        String lower = said.toLowerCase(Locale.ROOT);
        boolean sql = lower.contains("parse_syntax_error")
                || lower.contains("parseexception")
                || lower.contains("invalid_identifier");
        if (sql && lower.contains("'#'")) {
            return Optional.of("Comments in SQL begin with `--`, not with `#`.");
        }
        if (sql
                && (lower.contains("'-'")
                        || lower.contains("possibly unquoted identifier")
                        || lower.contains("invalid_identifier"))) {
            return Optional.of(
                    "Names with dashes or blanks need backticks: ``select * from `covid-19`.`my-table`.id``");
        }
        if ((lower.contains("invalid character") && lower.contains("u+20"))
                || lower.contains("illegal character '\\u201")) {
            return Optional.of(
                    "There is a curly quote in the code: type it inside a code block, where the editor leaves quotes straight.");
        }
        boolean looksLikeSql = failure.language() != Language.SQL
                && failure.code()
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .matches("(?s)(select|show|with|describe|create table|insert)\\b.*");
        if (looksLikeSql && (lower.contains("syntaxerror") || lower.contains("error:") || lower.contains("compil"))) {
            return Optional.of("That looks like SQL: put `%%sql` on a line before it, or tag the block `sql`.");
        }
        return Optional.empty();
    }

    private static Optional<String> notDefined(Failure failure, String said) {
        Matcher name = Pattern.compile("(?i)name '(\\w+)' is not defined|not found: value (\\w+)")
                .matcher(said);
        if (!name.find()) {
            return Optional.empty();
        }
        String missing = name.group(1) == null ? name.group(2) : name.group(1);
        if (missing.equals("glueContext")) {
            return Optional.of(
                    "Make it first: `from awsglue.context import GlueContext; glueContext = GlueContext(sc)`.");
        }
        return failure.ordinal() > 1
                ? Optional.of("A new session begins empty: if `%s` came from an earlier cell, run that cell again."
                        .formatted(missing))
                : Optional.empty();
    }

    private static Known known(String sign, Function<Matcher, String> hint) {
        return new Known(Pattern.compile(sign, Pattern.CASE_INSENSITIVE), hint);
    }
}
