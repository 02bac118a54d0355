package io.gluethread.playground.glue.engine;

import java.util.OptionalInt;

/**
 * Why a session is over.
 *
 * @param asked whether {@link EngineSession#stop} or {@link EngineSession#kill} asked for it
 * @param exitCode of the process; empty if it never started
 * @param reason one sentence for people
 * @param logTail the last lines of the session's log, without secrets; empty if there are none
 */
public record EngineEnd(boolean asked, OptionalInt exitCode, String reason, String logTail) {}
