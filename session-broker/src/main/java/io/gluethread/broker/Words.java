package io.gluethread.broker;

import io.gluethread.broker.glue.GlueException;
import io.gluethread.broker.session.Ending;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.SessionId;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The few sentences that the broker itself writes into the ledger. Everything else is worded by whoever shows it. */
final class Words {
    private static final int LONGEST = 500;

    static final String CANCELLED_BEFORE = "Cancelled before it ran.";
    static final String CANCELLED_ELSEWHERE = "Glue cancelled it; nobody here asked for that.";
    static final String NEVER_RAN = "It did not run: the session ended before it was its turn.";
    static final String RAN_INTO_THE_END = "The session ended while it ran; its result is lost.";
    static final String NOBODY_KNOWS = "The session ended just as it was sent; whether it ran cannot be told any more.";
    static final String FORGOTTEN = "Glue does not know this statement any more; its result is lost.";
    static final String FRESH = "Runs in a new session: variables of earlier cells are gone.";

    private Words() {}

    static String movedOn(SessionId old, Ending ending) {
        return "The session %s was over (%s) before this ran, so it runs in a new one: variables of earlier cells are gone."
                .formatted(old, ended(ending));
    }

    static String ended(Ending ending) {
        return switch (ending) {
            case Ending.Asked _ -> "stopped on request";
            case Ending.Idle(long minutes) -> "idle for %d minutes".formatted(minutes);
            case Ending.Lifetime(long minutes) -> "at the end of its %d minutes".formatted(minutes);
            case Ending.Failed(String message) -> message.isEmpty() ? "failed" : "failed: " + oneLine(message);
            case Ending.Refused(String message) -> "refused: " + oneLine(message);
            case Ending.Elsewhere(String state) -> "ended outside of this service, " + state.toLowerCase(Locale.ROOT);
            case Ending.Vanished() -> "Glue does not know it any more";
        };
    }

    static String notReadyIn(Duration time) {
        return "it was not ready after %d minutes".formatted(time.toMinutes());
    }

    static String notCreated(GlueException trouble, Duration time) {
        return "Glue could not be asked for it for %d minutes: %s".formatted(time.toMinutes(), said(trouble));
    }

    static String wouldNotStop(SessionId id, Duration time) {
        return ("Glue still says that session %s is stopping, %d minutes after it was told to. It may still cost money:"
                        + " look at it in the AWS console.")
                .formatted(id, time.toMinutes());
    }

    static String unfit(IllegalArgumentException why) {
        return "It did not run: it does not fit the session that took the place of its own. (%s)".formatted(said(why));
    }

    static String trouble(GlueException trouble) {
        String what =
                switch (trouble) {
                    case GlueException.Throttled _ -> "Glue is asked too often and refuses";
                    case GlueException.Denied _ -> "Glue denies access";
                    case GlueException.Unreachable _ -> "Glue cannot be reached";
                    case GlueException.Unclear _ -> "Glue does not answer properly";
                    case GlueException.Busy _ -> "the session is busy with something else";
                    case GlueException.LimitReached _ -> "a limit of the AWS account is reached";
                    case GlueException.NotFound _ -> "Glue does not find what it is asked for";
                    case GlueException.AlreadyExists _, GlueException.WrongState _, GlueException.Invalid _ ->
                        "Glue refuses what it is asked for";
                };
        return "%s; it is tried again. (%s)".formatted(what, said(trouble));
    }

    static String preludeFailed(String why) {
        return "display() is not available in this session: its definition failed. (%s)".formatted(oneLine(why));
    }

    static String otherLanguage(Language session, Language cell) {
        return "This thread's session speaks %s, and this cell is %s.".formatted(name(session), name(cell));
    }

    static String wayOut(Language cell) {
        return "Start a %s session in another thread (/glue start %s), or stop this one and start anew here; SQL works in both."
                .formatted(name(cell), name(cell));
    }

    static String name(Language language) {
        return language.name().toLowerCase(Locale.ROOT);
    }

    static String said(Throwable trouble) {
        return oneLine(trouble.getMessage());
    }

    static String oneLine(@Nullable String text) {
        String line = text == null ? "" : text.strip().replaceAll("\\s+", " ");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
