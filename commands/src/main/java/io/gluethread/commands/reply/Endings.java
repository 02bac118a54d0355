package io.gluethread.commands.reply;

import static io.gluethread.commands.reply.Doc.text;

import io.gluethread.broker.session.Ending;
import io.gluethread.commands.reply.Doc.Span;
import java.util.ArrayList;
import java.util.List;

/** Why a session ended, and what to do about it. */
public final class Endings {
    private Endings() {}

    /** One sentence of why, for where nobody can be named; {@link #why} names the one who asked. */
    public static String sentence(Ending ending) {
        return switch (ending) {
            case Ending.Asked _ -> "somebody stopped it.";
            case Ending.Idle(long minutes) ->
                "nothing ran for %s.".formatted(Figures.count(minutes, "minute", "minutes"));
            case Ending.Lifetime(long minutes) ->
                "it reached its longest lifetime of %s.".formatted(Figures.count(minutes, "minute", "minutes"));
            case Ending.Failed(String message) -> "Glue says it failed: %s".formatted(Redactor.quoted(message));
            case Ending.Refused(String message) -> "Glue would not start it: %s".formatted(Redactor.quoted(message));
            case Ending.Elsewhere(String state) ->
                "it was stopped outside of Slack (Glue says %s).".formatted(state.isBlank() ? "STOPPED" : state);
            case Ending.Vanished() -> "Glue does not know it any more; somebody may have deleted it.";
        };
    }

    /** What to do next, beside starting anew; "" where starting anew is all there is. */
    static String advice(Ending ending) {
        return switch (ending) {
            case Ending.Asked _, Ending.Elsewhere _, Ending.Vanished _ -> "";
            case Ending.Idle _ ->
                "If you need more time between cells, set `%idle_timeout 60` before the next one starts.";
            case Ending.Lifetime _ -> "If you need longer, set `%timeout` in minutes before the next one starts.";
            case Ending.Failed(String message) -> Hints.forGlue(message).orElse("");
            case Ending.Refused(String message) ->
                Hints.forGlue(message)
                        .orElse("Mend the setting it names, with `@glue config` here, and send the cell again.");
        };
    }

    /** Why a session ended, with the person by name where one asked for it. */
    public static List<Span> why(Ending ending) {
        return ending instanceof Ending.Asked(var by)
                ? List.of(new Span.Who(by), text(" stopped it."))
                : Marked.spans(sentence(ending));
    }

    /** These words, and then those spans. */
    public static List<Span> led(String words, List<Span> spans) {
        List<Span> all = new ArrayList<>(List.of(text(words)));
        all.addAll(spans);
        return all;
    }
}
