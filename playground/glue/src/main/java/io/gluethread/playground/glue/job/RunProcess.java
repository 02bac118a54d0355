package io.gluethread.playground.glue.job;

import io.gluethread.playground.glue.catalog.CatalogChange;
import io.gluethread.playground.glue.catalog.CatalogStore;
import io.gluethread.playground.glue.s3.S3Folder;
import io.gluethread.playground.glue.wire.AwsError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run together with its script's process. */
final class RunProcess implements ScriptListener, LocalRun.Orders {
    /** What a run needs of its surroundings. */
    record Surroundings(ScriptRunner runner, CatalogStore catalog, S3Folder s3, Path outputs, InstantSource clock) {}

    private static final Logger log = LoggerFactory.getLogger(RunProcess.class);

    private final LocalRun run;
    private final Surroundings around;
    private final Runnable over;
    private @Nullable ScriptRun script;
    private boolean stopAsked;

    RunProcess(LocalRun run, Surroundings around, Runnable over) {
        this.run = run;
        this.around = around;
        this.over = over;
    }

    /** Starts the script; on a thread of its own, as looking for it may take a while. */
    void begin() {
        Thread.ofVirtual().name("glue-run-" + run.number()).start(() -> {
            try {
                start();
            } catch (RuntimeException e) {
                log.error("Run {} could not be started", run.id(), e);
                ended(new ScriptEnd.NotStarted("The run could not be started: " + e));
            }
        });
    }

    private void start() {
        String location = run.spec().job().scriptLocation();
        Optional<Path> file = script(location);
        if (file.isEmpty()) {
            ended(new ScriptEnd.NotStarted("LAUNCH ERROR | File " + location
                    + " does not exist. Upload the script to this place, then start another run."));
            return;
        }
        ScriptRun started = around.runner()
                .start(
                        new ScriptRequest(
                                run.id(),
                                file.get(),
                                run.spec().job().language(),
                                run.spec().mainClass(),
                                run.spec().commandLine(run.id()),
                                run.spec().sparkConf(),
                                around.catalog().snapshot(),
                                output()),
                        this);
        boolean stopNow;
        synchronized (this) {
            script = started;
            stopNow = stopAsked;
        }
        if (stopNow) {
            started.stop();
        }
    }

    private Optional<Path> script(String location) {
        try {
            return around.s3().find(location).filter(Files::isRegularFile);
        } catch (AwsError e) {
            return Optional.empty();
        }
    }

    /** The file that has what the script printed. */
    Path output() {
        try {
            return Files.createDirectories(around.outputs()).resolve(run.id() + ".log");
        } catch (IOException e) {
            throw new UncheckedIOException("The folder for what jobs print cannot be made: " + around.outputs(), e);
        }
    }

    OptionalLong pid() {
        @Nullable ScriptRun now;
        synchronized (this) {
            now = script;
        }
        return now == null ? OptionalLong.empty() : now.pid();
    }

    @Override
    public void running() {
        run.running(around.clock().instant());
    }

    @Override
    public void catalogChanged(CatalogChange change) {
        try {
            around.catalog().apply(change);
        } catch (UncheckedIOException e) {
            log.error("Run {}: a catalog change holds until the endpoint ends only", run.id(), e);
        }
    }

    @Override
    public void ended(ScriptEnd end) {
        run.ended(end, around.clock().instant());
    }

    @Override
    public void stop() {
        @Nullable ScriptRun now;
        synchronized (this) {
            stopAsked = true;
            now = script;
        }
        if (now != null) {
            Thread.ofVirtual().name("glue-run-" + run.number() + "-stop").start(now::stop);
        }
    }

    /** On a thread of its own: whoever hears of it may look at other runs, and this one is locked. */
    @Override
    public void over() {
        Thread.ofVirtual().name("glue-run-" + run.number() + "-over").start(over);
    }
}
