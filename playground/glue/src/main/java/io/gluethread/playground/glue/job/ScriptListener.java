package io.gluethread.playground.glue.job;

import io.gluethread.playground.glue.catalog.CatalogChange;

/**
 * Hears what happens in one run, in order: {@code running} at most once, {@code ended} exactly once and last. May be
 * called before {@link ScriptRunner#start} has returned. Must not wait for the run it listens to.
 */
public interface ScriptListener {
    /** Spark is up and the script's first line is about to be carried out. */
    void running();

    /** The script has changed the catalog. */
    void catalogChanged(CatalogChange change);

    void ended(ScriptEnd end);
}
