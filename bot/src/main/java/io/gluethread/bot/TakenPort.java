package io.gluethread.bot;

import java.net.BindException;

/** Tells a port that another process has from everything else that can go wrong at a start. */
public final class TakenPort {
    private TakenPort() {}

    public static boolean isCauseOf(Throwable trouble) {
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return true;
            }
        }
        return false;
    }
}
