package io.gluethread.commands.reply;

import static io.gluethread.commands.reply.Doc.mono;
import static io.gluethread.commands.reply.Doc.para;
import static io.gluethread.commands.reply.Doc.small;
import static io.gluethread.commands.reply.Doc.strong;
import static io.gluethread.commands.reply.Doc.text;

import io.gluethread.broker.session.Ending;
import io.gluethread.broker.session.Notice;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.Usage;
import io.gluethread.commands.reply.Doc.Button;
import io.gluethread.commands.reply.Doc.Element;
import io.gluethread.commands.reply.Doc.Span;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the service says by itself: what happened, what to do. */
public final class Notices {
    private Notices() {}

    public static Doc notice(Notice notice, ThreadId thread) {
        return switch (notice) {
            case Notice.IdleSoon(var session, var since, var stopsAt) ->
                Doc.of(
                        para(
                                text("Nothing has run here since "),
                                new Span.At(since),
                                text(". I stop the session at "),
                                new Span.At(stopsAt),
                                text(" to save money. Its variables are gone then; the cells in this thread stay.")),
                        new Element.Buttons(List.of(
                                new Button(
                                        "Keep %d min".formatted(Actions.KEEP_MINUTES),
                                        Actions.KEEP,
                                        thread.value(),
                                        Button.Kind.PRIMARY,
                                        Optional.empty()),
                                Voice.stopButton(thread))),
                        small(mono(session.value())));
            case Notice.LifetimeSoon(var session, var stopsAt) ->
                Doc.of(
                        para(
                                text("This session reaches its longest lifetime and ends at "),
                                new Span.At(stopsAt),
                                text(
                                        ", even if something runs. Save what you need; a new one can then be started here.")),
                        small(mono(session.value())));
            case Notice.Ended(var session, var ending, var usage, var lost) ->
                ended(session.value(), ending, usage, lost.size(), thread);
            case Notice.Trouble(String what) ->
                Marked.doc("Something is not as it should be: %s".formatted(Redactor.quoted(what)));
            case Notice.Found(var session) ->
                Doc.of(para(
                        text("I found a session of this thread that I had lost sight of, "),
                        mono(session.value()),
                        text(". It is back here: send it code, or stop it if you are done.")));
        };
    }

    private static Doc ended(String session, Ending ending, Usage usage, int lost, ThreadId thread) {
        List<Element> elements = new ArrayList<>();
        List<Span> why = new ArrayList<>(List.of(strong("The session is over:"), text(" ")));
        why.addAll(Endings.why(ending));
        elements.add(new Element.Para(why));
        boolean neverRan = ending instanceof Ending.Refused;
        List<String> gone = new ArrayList<>();
        if (!neverRan) {
            gone.add("Its variables are gone; the cells and results in this thread stay.");
        }
        if (lost == 1) {
            gone.add("One cell did not finish and gives no result: send it again if you still want it.");
        } else if (lost > 1) {
            gone.add("%,d cells did not finish and give no result: send them again if you still want them."
                    .formatted(lost));
        }
        if (!gone.isEmpty()) {
            elements.add(para(String.join(" ", gone)));
        }
        String next =
                neverRan ? "The next code block here tries again. " : "The next code block here starts a new session. ";
        elements.add(new Element.Para(Marked.spans((next + Endings.advice(ending)).strip())));
        elements.add(new Element.Buttons(List.of(
                new Button("Start again", Actions.START_AGAIN, thread.value(), Button.Kind.NORMAL, Optional.empty()))));
        elements.add(small(
                mono(session),
                text((neverRan ? " never ran and cost nothing." : " ran %s and used %s DPU-hours%s.")
                        .formatted(
                                Figures.time(usage.running()),
                                usage.dpuSeconds()
                                        .divide(BigDecimal.valueOf(3600), 3, RoundingMode.HALF_UP)
                                        .toPlainString(),
                                usage.measured() ? "" : " (estimate)"))));
        return new Doc(elements);
    }
}
