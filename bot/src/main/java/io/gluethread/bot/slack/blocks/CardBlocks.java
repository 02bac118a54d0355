package io.gluethread.bot.slack.blocks;

import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.Rate;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.SessionView;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.commands.reply.Actions;
import io.gluethread.commands.reply.Doc;
import io.gluethread.commands.reply.Doc.Button;
import io.gluethread.commands.reply.Doc.Fact;
import io.gluethread.commands.reply.Endings;
import io.gluethread.commands.reply.Figures;
import io.gluethread.commands.reply.Voice;
import io.gluethread.cost.Spend;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The live card: one message that says what the thread's session is, costs and can do. */
public final class CardBlocks {
    private CardBlocks() {}

    /**
     * @param planned what the next session would be, where no session is alive
     * @param rate the price of {@code planned}
     */
    public record Context(Optional<SessionSpec> planned, Optional<Rate> rate) {}

    public static Message message(ThreadView thread, Context context, Limits limits) {
        List<Doc.Element> elements = new ArrayList<>();
        String title = title(thread);
        elements.add(new Doc.Element.Heading(title));
        String state = state(thread);
        List<Doc.Span> line = new ArrayList<>(List.of(Doc.strong(state)));
        line.addAll(why(thread));
        elements.add(new Doc.Element.Para(line));
        Optional<SessionView> live = thread.live();
        List<Fact> facts = new ArrayList<>();
        facts.add(fact("Owner", new Doc.Span.Who(thread.owner())));
        live.map(SessionView::spec).or(context::planned).ifPresent(spec -> {
            facts.add(fact(
                    "Language",
                    Doc.text(spec.language().name().toLowerCase(Locale.ROOT) + ", Glue " + spec.glueVersion())));
            facts.add(fact("Size", Doc.text(Figures.size(spec.size()))));
            Optional<Rate> rate = live.map(SessionView::rate).or(context::rate);
            rate.ifPresent(r -> facts.add(fact("Price", Doc.text(Figures.price(spec.size(), r)))));
        });
        thread.session().ifPresent(s -> session(s, facts));
        elements.add(new Doc.Element.Facts(facts));
        if (live.isEmpty()) {
            elements.add(Doc.small(Doc.text(
                    "Paste a code block into this thread and it runs; the session starts with the first one.")));
        }
        elements.add(new Doc.Element.Buttons(buttons(thread)));
        Message shown = DocBlocks.message(new Doc(elements), Rung.DATA_TABLE, limits);
        return new Message(Texts.escape(Texts.cut(title + ": " + state + inWords(thread), 1_000)), shown.blocks());
    }

    private static void session(SessionView s, List<Fact> facts) {
        if (s.usage().dpuSeconds().signum() > 0 || !s.state().isOver()) {
            facts.add(fact(s.state().isOver() ? "Spent" : "Spent so far", Doc.text(spent(s))));
        }
        if (!s.state().isOver()) {
            facts.add(s.idleDeadline()
                    .map(at -> fact("Stops if idle", new Doc.Span.At(at)))
                    .orElseGet(() -> fact(
                            "Stops if idle",
                            Doc.text("after %d min"
                                    .formatted(s.spec().idleTimeout().toMinutes())))));
        }
        facts.add(fact("Session", Doc.mono(s.id().value())));
    }

    private static String spent(SessionView s) {
        return "%s, ran %s".formatted(Spend.of(s), Figures.time(s.usage().running()));
    }

    /** Signs stand beside words, never for them. */
    private static String state(ThreadView thread) {
        if (thread.session().isEmpty()) {
            return "○ Not started";
        }
        SessionView s = thread.session().get();
        return switch (s.state()) {
            case WANTED -> "◌ Starting: asking Glue for it";
            case PROVISIONING -> "◌ Starting" + progress(s.progress());
            case READY -> busy(thread.open());
            case STOPPING -> "◼ Stopping";
            case STOPPED -> "◼ Stopped";
            case FAILED -> "✗ Failed";
            // Glue says TIMEOUT of an idle session, too; where the reason is known, it alone is told.
            case TIMEOUT -> s.ending().isPresent() ? "◼ Stopped" : "◼ Stopped by its time limit";
            case LOST -> "⚠ Lost";
        };
    }

    private static String progress(double progress) {
        return progress > 0 && progress < 1 ? " (%d %%)".formatted((int) (progress * 100)) : "";
    }

    private static String busy(List<CellView> open) {
        if (open.isEmpty()) {
            return "● Ready";
        }
        int queued = open.size() - 1;
        String running = "▶ Running [%d]".formatted(open.getFirst().ordinal());
        return queued == 0 ? running : running + ", %d queued".formatted(queued);
    }

    private static List<Doc.Span> why(ThreadView thread) {
        List<Doc.Span> why = thread.session()
                .filter(s -> s.state() == SessionState.STOPPING || s.state().isOver())
                .flatMap(s -> s.ending().map(Endings::why).or(() -> said(s.message())))
                .orElse(List.of());
        return why.isEmpty()
                ? why
                : Stream.concat(Stream.of(Doc.text(": ")), why.stream()).toList();
    }

    /** For the notification, which names nobody. */
    private static String inWords(ThreadView thread) {
        return thread.session()
                .flatMap(SessionView::ending)
                .map(ending -> ": " + Endings.sentence(ending))
                .orElse("");
    }

    private static Optional<List<Doc.Span>> said(String message) {
        return message.isBlank() ? Optional.empty() : Optional.of(List.of(Doc.text(Texts.cut(message, 500))));
    }

    private static List<Button> buttons(ThreadView thread) {
        String id = thread.id().value();
        List<Button> buttons = new ArrayList<>();
        if (thread.live().isPresent()) {
            buttons.add(Voice.stopButton(thread.id()));
            buttons.add(button("Keep %d min".formatted(Actions.KEEP_MINUTES), Actions.KEEP, id, Button.Kind.NORMAL));
        } else {
            String label = thread.session().isEmpty() ? "Start" : "Start again";
            buttons.add(button(label, Actions.START_AGAIN, id, Button.Kind.PRIMARY));
        }
        buttons.add(button("Configure", Actions.CONFIGURE, id, Button.Kind.NORMAL));
        return buttons;
    }

    private static Button button(String label, String action, String value, Button.Kind kind) {
        return new Button(label, action, value, kind, Optional.empty());
    }

    /** The thread in a list of several. */
    static List<Doc.Element> summary(ThreadView thread) {
        List<Doc.Span> line = new ArrayList<>();
        line.add(Doc.strong(title(thread)));
        line.add(Doc.text(" in "));
        line.add(new Doc.Span.Channel(thread.channel()));
        line.add(Doc.text(": " + state(thread)));
        thread.session().ifPresent(s -> line.add(Doc.text(", " + spent(s))));
        return List.of(new Doc.Element.Para(line), new Doc.Element.Buttons(buttons(thread)));
    }

    private static String title(ThreadView thread) {
        return thread.name().isBlank() ? "Glue session" : thread.name();
    }

    private static Fact fact(String label, Doc.Span value) {
        return new Fact(label, List.of(value));
    }
}
