package io.gluethread.playground.glue.engine;

import io.gluethread.playground.glue.catalog.CatalogChange;
import io.gluethread.playground.glue.job.ScriptEnd;
import io.gluethread.playground.glue.job.ScriptListener;
import io.gluethread.playground.glue.job.ScriptRequest;
import io.gluethread.playground.glue.job.ScriptRun;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One script and its process: hands the script over when Spark is up, and ends the process when the script is done. */
final class ScriptProcess implements ScriptRun, EngineListener {
    private static final Logger LOG = LoggerFactory.getLogger(ScriptProcess.class);
    private static final int LONGEST_MESSAGE = 2_000;

    private final ScriptRequest request;
    private final ScriptListener listener;
    private @Nullable SparkSessionProcess process;
    private @Nullable EngineOutcome outcome;
    private boolean ready;
    private boolean stopped;

    ScriptProcess(ScriptRequest request, ScriptListener listener) {
        this.request = request;
        this.listener = listener;
    }

    /** Tells which process it is; Spark may have come up before. */
    synchronized void in(SparkSessionProcess its) {
        process = its;
        if (stopped) {
            its.kill();
        } else if (ready) {
            its.run(request);
        }
    }

    @Override
    public synchronized void stop() {
        stopped = true;
        if (process != null) {
            process.stop();
        }
    }

    @Override
    public synchronized OptionalLong pid() {
        return process == null ? OptionalLong.empty() : process.pid();
    }

    @Override
    public synchronized void ready(EngineInfo info) {
        ready = true;
        if (process != null && !stopped) {
            process.run(request);
        }
    }

    @Override
    public void running(int statementId) {
        listener.running();
    }

    @Override
    public void progress(int statementId, double fraction) {
        LOG.debug("run {} is at {}", request.runId(), fraction);
    }

    @Override
    public synchronized void done(int statementId, EngineOutcome told) {
        outcome = told;
        if (process != null) {
            process.kill();
        }
    }

    @Override
    public void catalogChanged(CatalogChange change) {
        listener.catalogChanged(change);
    }

    @Override
    public void ended(EngineEnd end) {
        listener.ended(whatCameOfIt(end));
    }

    private synchronized ScriptEnd whatCameOfIt(EngineEnd end) {
        EngineOutcome told = outcome;
        if (told == null) {
            return stopped || end.asked() ? new ScriptEnd.Stopped() : new ScriptEnd.Failed(end.reason());
        }
        return switch (told) {
            case EngineOutcome.Ok _ -> new ScriptEnd.Succeeded();
            case EngineOutcome.Cancelled _ -> new ScriptEnd.Stopped();
            // Scala's errors have their names in their messages.
            case EngineOutcome.Failed failed ->
                new ScriptEnd.Failed(bounded(
                        failed.name().equals("Error") ? failed.value() : failed.name() + ": " + failed.value()));
        };
    }

    private static String bounded(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "...";
    }
}
