package io.gluethread.playground.glue.engine;

import java.util.Optional;

/**
 * What a session turned out to run on.
 *
 * @param python the version of PySpark that runs Python statements; empty if there is none
 */
public record EngineInfo(long pid, String spark, String java, Optional<String> python) {}
