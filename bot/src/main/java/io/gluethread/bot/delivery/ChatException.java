package io.gluethread.bot.delivery;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a call to the chat can fail: a closed family, sorted at the rim, so that nobody here looks at Slack's names. */
public abstract sealed class ChatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ChatException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), "");
    }

    /** Too fast; nothing happened. */
    public static final class Limited extends ChatException {
        private static final long serialVersionUID = 1L;
        private final Duration retryAfter;

        public Limited(String method, Duration retryAfter) {
            super("%s: wait %d s".formatted(method, retryAfter.toSeconds()), null);
            this.retryAfter = retryAfter;
        }

        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** The content is not taken in this form; a poorer form may be. */
    public static final class TooRich extends ChatException {
        private static final long serialVersionUID = 1L;

        public TooRich(String message) {
            super(message, null);
        }
    }

    /** The channel is gone, closed, or we are not in it. */
    public static final class ChannelGone extends ChatException {
        private static final long serialVersionUID = 1L;

        public ChannelGone(String message) {
            super(message, null);
        }
    }

    /** The message, user or view that was meant is not there any more. */
    public static final class TargetGone extends ChatException {
        private static final long serialVersionUID = 1L;

        public TargetGone(String message) {
            super(message, null);
        }
    }

    /** Refused for a reason that will hold the next time too: a missing scope, a bad token, a call that makes no sense. */
    public static final class Refused extends ChatException {
        private static final long serialVersionUID = 1L;

        public Refused(String message) {
            super(message, null);
        }
    }

    /** It did not reach the service; nothing happened. */
    public static final class Unreachable extends ChatException {
        private static final long serialVersionUID = 1L;

        public Unreachable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** Nobody knows whether it happened: a time-out, a dropped connection, a 500. */
    public static final class Unclear extends ChatException {
        private static final long serialVersionUID = 1L;

        public Unclear(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
