package io.gluethread.broker.glue;

import org.jspecify.annotations.Nullable;

/** How a call to Glue can fail: a closed family, sorted by the adapter, so that the broker never looks at AWS's names. */
public abstract sealed class GlueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private GlueException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Too many calls; nothing happened. Wait and try again. */
    public static final class Throttled extends GlueException {
        private static final long serialVersionUID = 1L;

        public Throttled(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The caller may not. GetSession on a tagged session says so at random, so one such answer is not the truth. */
    public static final class Denied extends GlueException {
        private static final long serialVersionUID = 1L;

        public Denied(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** No such session or statement. */
    public static final class NotFound extends GlueException {
        private static final long serialVersionUID = 1L;

        public NotFound(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The id is taken, perhaps by our own earlier, unclear call. */
    public static final class AlreadyExists extends GlueException {
        private static final long serialVersionUID = 1L;

        public AlreadyExists(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The session's state does not allow it: not ready yet, over, or its driver is lost. Look at the session to decide. */
    public static final class WrongState extends GlueException {
        private static final long serialVersionUID = 1L;

        public WrongState(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The session works on something else and takes nothing now. */
    public static final class Busy extends GlueException {
        private static final long serialVersionUID = 1L;

        public Busy(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** A value was refused; the same call will be refused again. */
    public static final class Invalid extends GlueException {
        private static final long serialVersionUID = 1L;

        public Invalid(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** An account limit was reached. */
    public static final class LimitReached extends GlueException {
        private static final long serialVersionUID = 1L;

        public LimitReached(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** Nobody knows whether it happened: a 500, a time-out, a dropped connection. */
    public static final class Unclear extends GlueException {
        private static final long serialVersionUID = 1L;

        public Unclear(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** It did not reach the service at all (no connection, no credentials); nothing happened. */
    public static final class Unreachable extends GlueException {
        private static final long serialVersionUID = 1L;

        public Unreachable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
