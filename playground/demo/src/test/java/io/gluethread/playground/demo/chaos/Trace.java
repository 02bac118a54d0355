package io.gluethread.playground.demo.chaos;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes down what passes and when, so that a fault's story can be read afterwards; then asks the next watch. */
final class Trace implements Tripwire.Watch, AutoCloseable {
    private static final Pattern TELLING = Pattern.compile(
            "gt-[a-z0-9]+-\\d+|gluethread (?:cell \\S+?|prelude)(?=\\\\)|(?:card|cell|note|file)%3A[^%&]+|cell-\\d+-\\d+"
                    + "|\"(?:Status|State)\":\"\\w+\"|\"ok\":\\w+|\"ts\":\"[0-9.]+\"");
    private static final int LONGEST = 200;

    private final PrintWriter file;
    private final Tripwire.Watch next;
    private volatile long saidNanos = System.nanoTime();

    Trace(Path file, Tripwire.Watch next) throws IOException {
        this.file = new PrintWriter(file.toFile(), java.nio.charset.StandardCharsets.UTF_8);
        this.next = next;
    }

    @Override
    public boolean before(Passing passing) {
        line("> " + passing.replica(), passing.operation(), passing.request());
        if (passing.operation().startsWith("chat.") || passing.operation().startsWith("conversations.")) {
            saidNanos = System.nanoTime();
        }
        boolean goesOn = next.before(passing);
        if (!goesOn) {
            line("x " + passing.replica(), passing.operation(), "");
        }
        return goesOn;
    }

    @Override
    public void after(Passing passing) {
        line("< " + passing.replica(), passing.operation(), passing.answer() + " " + passing.request());
        next.after(passing);
    }

    /** For how long no bot has had anything to say. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - saidNanos);
    }

    void line(String sign, String what, String body) {
        Set<String> words = new LinkedHashSet<>();
        Matcher telling = TELLING.matcher(body);
        while (telling.find()) {
            words.add(telling.group());
        }
        String about = String.join(" ", words);
        synchronized (file) {
            file.printf(
                    "%s %s %s %s%n",
                    Instant.now(), sign, what, about.length() > LONGEST ? about.substring(0, LONGEST) : about);
            file.flush();
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
