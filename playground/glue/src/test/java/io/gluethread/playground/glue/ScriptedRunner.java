package io.gluethread.playground.glue;

import io.gluethread.playground.glue.catalog.CatalogChange;
import io.gluethread.playground.glue.catalog.CatalogDatabase;
import io.gluethread.playground.glue.job.ScriptEnd;
import io.gluethread.playground.glue.job.ScriptListener;
import io.gluethread.playground.glue.job.ScriptRequest;
import io.gluethread.playground.glue.job.ScriptRun;
import io.gluethread.playground.glue.job.ScriptRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Runs scripts without Spark. A script's first word says what becomes of it: {@code hold} runs until it is released or
 * stopped, {@code fail} raises, {@code database} makes a database, {@code stuck} never begins, anything else goes
 * through.
 */
public final class ScriptedRunner implements ScriptRunner {
    private final List<ScriptRequest> requests = new CopyOnWriteArrayList<>();
    private final List<Held> held = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /** Everything that was to be run, in order. */
    public List<ScriptRequest> requests() {
        return List.copyOf(requests);
    }

    public boolean closed() {
        return closed;
    }

    /** Lets every held script go through. */
    public void release() {
        held.forEach(run -> run.end(new ScriptEnd.Succeeded()));
    }

    @Override
    public ScriptRun start(ScriptRequest request, ScriptListener listener) {
        requests.add(request);
        Held run = new Held(listener);
        String script = read(request);
        if (!script.startsWith("stuck")) {
            listener.running();
        }
        if (script.startsWith("fail")) {
            run.end(new ScriptEnd.Failed("NameError: name 'summary_dyf' is not defined"));
        } else if (script.startsWith("database")) {
            listener.catalogChanged(new CatalogChange.DatabaseCreated(new CatalogDatabase("by_job", "", "", Map.of())));
            run.end(new ScriptEnd.Succeeded());
        } else if (script.startsWith("hold") || script.startsWith("stuck")) {
            held.add(run);
        } else {
            run.end(new ScriptEnd.Succeeded());
        }
        return run;
    }

    private static String read(ScriptRequest request) {
        try {
            return Files.readString(request.script());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        held.forEach(Held::stop);
    }

    private static final class Held implements ScriptRun {
        private final ScriptListener listener;
        private boolean over;

        Held(ScriptListener listener) {
            this.listener = listener;
        }

        synchronized void end(ScriptEnd end) {
            if (!over) {
                over = true;
                Thread.ofVirtual().start(() -> listener.ended(end));
            }
        }

        @Override
        public void stop() {
            end(new ScriptEnd.Stopped());
        }

        @Override
        public synchronized OptionalLong pid() {
            return over ? OptionalLong.empty() : OptionalLong.of(4712);
        }
    }
}
