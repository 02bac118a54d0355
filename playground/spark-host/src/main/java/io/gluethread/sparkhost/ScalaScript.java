package io.gluethread.sparkhost;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A job's script in Scala: its definitions go into the REPL, then {@code main} of its object is called. */
final class ScalaScript {
    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+[A-Za-z_]");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private ScalaScript() {}

    static Answer run(Script script, Interpreter repl, StandardOutput stdout) throws IOException {
        String source = Files.readString(script.path(), StandardCharsets.UTF_8);
        if (PACKAGE.matcher(source).find()) {
            return refused(
                    "A Scala script with a package clause does not run in the playground; leave the clause out.");
        }
        if (source.contains("com.amazonaws.services.glue")) {
            return refused("The playground has no com.amazonaws.services.glue for Scala; plain Spark works,"
                    + " and so does awsglue in a Python script.");
        }
        if (!NAME.matcher(script.mainClass()).matches()) {
            return refused(
                    "--class must name the script's object, such as GlueApp, and is '" + script.mainClass() + "'.");
        }
        String main = script.mainClass() + ".main(Array[String]("
                + script.arguments().stream().map(ScalaScript::literal).collect(Collectors.joining(", ")) + "))";
        try (OutputStream file = Files.newOutputStream(script.output());
                CappedOutput printed = new CappedOutput(file, Script.OUTPUT_LIMIT)) {
            stdout.collectInto(printed);
            Answer answer = repl.run(source, "script", new BoundedOutput(0));
            if (answer instanceof Answer.Ok) {
                answer = repl.run(main, "script", new BoundedOutput(0));
            }
            stdout.stopCollecting();
            if (answer instanceof Answer.Failed failed) {
                PrintStream last = new PrintStream(printed, true, StandardCharsets.UTF_8);
                last.println(failed.value());
                failed.traceback().forEach(last::print);
            }
            return answer;
        } finally {
            stdout.stopCollecting();
        }
    }

    private static Answer refused(String why) {
        return new Answer.Failed("UnsupportedScript", why, List.of(why + "\n"));
    }

    private static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                literal.append('\\').append(c);
            } else if (c < 32 || c > 126) {
                literal.append(String.format("\\u%04x", (int) c));
            } else {
                literal.append(c);
            }
        }
        return literal.append('"').toString();
    }
}
