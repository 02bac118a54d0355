package io.gluethread.playground.demo.chaos;

import io.gluethread.playground.demo.PlayedSession;
import io.gluethread.playground.glue.engine.Engine;
import io.gluethread.playground.glue.engine.EngineListener;
import io.gluethread.playground.glue.engine.EngineOutcome;
import io.gluethread.playground.glue.engine.EngineRequest;
import io.gluethread.playground.glue.engine.EngineSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An engine without Spark. Each cell takes the time that its last line says, and before anything else writes a line into
 * a file: so the file tells how often each cell ran, and in which order.
 */
final class LoggedEngine implements Engine {
    private static final Pattern MARK = Pattern.compile("\\A// gluethread cell (\\S+)");
    private static final Pattern CELL = Pattern.compile("([a-z]+) (\\S+) (\\d+)");

    private final Path log;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());

    LoggedEngine(Path log) {
        this.log = log;
    }

    /** A cell that began to run. */
    record Execution(String session, String cell, String token) {
        private static Execution of(String line) {
            String[] words = line.split(" ", -1);
            return new Execution(words[0], words[1], words[2]);
        }
    }

    /** In the order in which they began. */
    List<Execution> executions() throws IOException {
        if (!Files.exists(log)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(log)) {
            return lines.map(Execution::of).toList();
        }
    }

    private synchronized void write(Execution execution) {
        try {
            Files.writeString(
                    log,
                    "%s %s %s%n".formatted(execution.session(), execution.cell(), execution.token()),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public EngineSession start(EngineRequest request, EngineListener listener) {
        Session session = new Session(request.sessionId(), listener);
        session.ready();
        return session;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private final class Session extends PlayedSession {
        private final String id;
        private final EngineListener listener;

        Session(String id, EngineListener listener) {
            super(listener);
            this.id = id;
            this.listener = listener;
        }

        @Override
        public void run(int statementId, String code) {
            inOrder(() -> {
                if (!isOver()) {
                    begin(statementId, code);
                }
            });
        }

        private void begin(int statementId, String code) {
            hold(statementId);
            listener.running(statementId);
            Matcher mark = MARK.matcher(code);
            Matcher cell = CELL.matcher(code.strip().lines().reduce("", (_, last) -> last));
            if (!mark.find() || !cell.matches()) {
                endHeld(statementId, new EngineOutcome.Ok(""));
                return;
            }
            String token = cell.group(2);
            write(new Execution(id, mark.group(1), token));
            switch (CellKind.valueOf(cell.group(1).toUpperCase(Locale.ROOT))) {
                case OK, HOLD -> after(cell, () -> endHeld(statementId, new EngineOutcome.Ok("result of " + token)));
                case LENGTHY -> after(cell, () -> endHeld(statementId, new EngineOutcome.Ok(lengthy(token))));
                case FAIL -> after(cell, () -> endHeld(statementId, failed(token)));
                case DIE -> after(cell, this::die);
            }
        }

        private void after(Matcher cell, Runnable what) {
            var _ = clock.schedule(() -> inOrder(what), Long.parseLong(cell.group(3)), TimeUnit.MILLISECONDS);
        }

        private static String lengthy(String token) {
            return "result of %s%n".formatted(token)
                    + "a line of many, all alike%n".formatted().repeat(1_000);
        }

        private static EngineOutcome failed(String token) {
            String message = "failure of " + token;
            return new EngineOutcome.Failed(
                    "java.lang.IllegalStateException",
                    message,
                    List.of("java.lang.IllegalStateException: %s%n".formatted(message)),
                    "");
        }
    }
}
