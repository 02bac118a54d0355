package io.gluethread.playground.glue.engine;

import io.gluethread.playground.glue.catalog.CatalogChange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session's process that was started ahead and belongs to nobody yet. It runs nothing, so there is nothing to hear.
 *
 * @param language in which it speaks
 * @param number under which the engine knows its process
 */
record WarmSession(EngineLanguage language, long number) implements EngineListener {
    private static final Logger LOG = LoggerFactory.getLogger(WarmSession.class);

    @Override
    public void ready(EngineInfo info) {
        LOG.debug("a {} session waits for somebody: {}", language, info);
    }

    @Override
    public void running(int statementId) {
        throw unexpected();
    }

    @Override
    public void progress(int statementId, double fraction) {
        throw unexpected();
    }

    @Override
    public void done(int statementId, EngineOutcome outcome) {
        throw unexpected();
    }

    @Override
    public void catalogChanged(CatalogChange change) {
        throw unexpected();
    }

    @Override
    public void ended(EngineEnd end) {
        if (!end.asked()) {
            LOG.info("a session that was started ahead ended before anybody came: {} {}", end.reason(), end.logTail());
        }
    }

    private static IllegalStateException unexpected() {
        return new IllegalStateException("a session that nobody has runs statements");
    }
}
