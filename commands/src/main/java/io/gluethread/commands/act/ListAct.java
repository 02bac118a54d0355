package io.gluethread.commands.act;

import io.gluethread.broker.Broker.Foreign;
import io.gluethread.broker.session.SessionSpec.Size;
import io.gluethread.broker.session.SessionView;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.broker.statement.Table;
import io.gluethread.broker.statement.Table.Column;
import io.gluethread.commands.parse.Command;
import io.gluethread.commands.reply.Answer;
import io.gluethread.commands.reply.Doc;
import io.gluethread.commands.reply.Doc.Element;
import io.gluethread.commands.reply.Figures;
import io.gluethread.commands.reply.Voice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Lists sessions: those of threads, those waiting for a first cell, and those that other tools started. */
public final class ListAct {
    private static final Duration PAST = Duration.ofDays(30);
    private static final List<Column> COLUMNS = Stream.of(
                    "Session", "Owner", "Channel", "State", "Glue", "Workers", "Age", "Idle", "Cost so far")
            .map(name -> new Column(name, "string"))
            .toList();

    private final Desk desk;

    public ListAct(Desk desk) {
        this.desk = desk;
    }

    public Answer act(Turn turn, Command.ListSessions list) {
        Instant now = desk.now();
        String team = turn.ask().where().team();
        List<List<String>> rows = new ArrayList<>();
        Set<String> shown = new HashSet<>();
        for (ThreadView thread : desk.broker().openThreads()) {
            if (thread.team().equals(team)) {
                Optional<SessionView> session =
                        thread.session().filter(s -> list.all() || !s.state().isOver());
                rows.add(session.map(s -> row(thread, s, now)).orElseGet(() -> waiting(thread, now)));
                session.ifPresent(s -> shown.add(s.id().value()));
            }
        }
        if (list.all()) {
            desk.broker().sessionsBetween(now.minus(PAST), now).stream()
                    .filter(s -> shown.add(s.id().value()))
                    .sorted(Comparator.comparing(SessionView::createdAt).reversed())
                    .forEach(s -> desk.broker()
                            .thread(s.thread())
                            .filter(t -> t.team().equals(team))
                            .ifPresent(t -> rows.add(row(t, s, now))));
        }
        List<Foreign> foreign = desk.broker().foreignSessions();
        foreign.stream().filter(f -> list.all() || !isOver(f)).forEach(f -> rows.add(row(f, now)));
        if (rows.isEmpty()) {
            return turn.say(Doc.of(Doc.para("No session is alive, so nothing costs anything.")));
        }
        String caption = "%s%s"
                .formatted(
                        Figures.count(rows.size(), "session", "sessions"),
                        list.all()
                                ? ", with those that ended in the last %d days".formatted(PAST.toDays())
                                : " alive or about to start");
        return turn.say(Doc.of(
                new Element.Grid(caption, new Table(COLUMNS, rows, new Table.Total.Exactly(rows.size()), false))));
    }

    private static boolean isOver(Foreign foreign) {
        return switch (foreign.session().status().toUpperCase(Locale.ROOT)) {
            case "STOPPED", "FAILED", "TIMEOUT" -> true;
            default -> false;
        };
    }

    private List<String> row(ThreadView thread, SessionView session, Instant now) {
        boolean over = session.state().isOver();
        boolean estimate = !session.usage().measured() || !session.rate().listed();
        return cells(
                session.id().value(),
                desk.accounts().name(thread.owner()),
                thread.channel(),
                thread.open().isEmpty() ? Voice.stateWords(session) : Voice.stateWords(session) + ", busy",
                session.spec().glueVersion(),
                workers(session.spec().size()),
                Figures.time(
                        Duration.between(session.createdAt(), session.endedAt().orElse(now))),
                over || !thread.open().isEmpty()
                        ? ""
                        : session.lastActivity()
                                .map(at -> Figures.time(Duration.between(at, now)))
                                .orElse(""),
                Figures.usd(desk.spending().soFar(session, now)) + (estimate ? " (estimate)" : ""));
    }

    private List<String> waiting(ThreadView thread, Instant now) {
        return cells(
                ThreadChoice.label(thread),
                desk.accounts().name(thread.owner()),
                thread.channel(),
                "waits for a first cell",
                "",
                "",
                Figures.time(Duration.between(thread.openedAt(), now)),
                "",
                "$0.00");
    }

    private static List<String> row(Foreign foreign, Instant now) {
        var session = foreign.session();
        String size = session.workerType()
                .map(type -> session.workers().map(n -> n + " × " + type).orElse(type))
                .or(() -> session.maxCapacity().map(c -> c.toPlainString() + " DPU"))
                .orElse("");
        return cells(
                session.id().value(),
                session.tags().getOrDefault("owner", "not ours"),
                "(started elsewhere)",
                session.status().toLowerCase(Locale.ROOT),
                session.glueVersion().orElse(""),
                size,
                session.createdOn()
                        .map(at -> Figures.time(
                                Duration.between(at, session.completedOn().orElse(now))))
                        .orElse(""),
                "",
                "");
    }

    private static String workers(Size size) {
        return switch (size) {
            case Size.Workers(var type, int count) -> count + " × " + type.name();
            case Size.Capacity(var dpus) -> dpus.toPlainString() + " DPU";
        };
    }

    private static List<String> cells(String... values) {
        return new ArrayList<>(List.of(values));
    }
}
