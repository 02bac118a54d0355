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

    /**
     * Whether it says nothing against what was asked for: what is about the moment or about us passes, however long it
     * takes, and then the same may work. What is about the place, the thing or the content stays.
     */
    public boolean mayPass() {
        return switch (this) {
            case Limited _, Unreachable _, Unclear _, ShutOut _, NotGranted _ -> true;
            case TooRich _, ChannelGone _, TargetGone _, Frozen _, Refused _ -> false;
        };
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

    /** The message is there and cannot be edited: others wrote it, or too long ago for this workspace. */
    public static final class Frozen extends ChatException {
        private static final long serialVersionUID = 1L;

        public Frozen(String message) {
            super(message, null);
        }
    }

    /** We are not let in at all now: a token that is not taken, a workspace that is closed. Nothing happened. */
    public static final class ShutOut extends ChatException {
        private static final long serialVersionUID = 1L;

        public ShutOut(String message) {
            super(message, null);
        }
    }

    /** We lack what this call needs, such as a scope, until whoever runs us mends it. Nothing happened. */
    public static final class NotGranted extends ChatException {
        private static final long serialVersionUID = 1L;

        public NotGranted(String message) {
            super(message, null);
        }
    }

    /** Refused for a reason that will hold the next time too: a call that makes no sense. */
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
