package io.gluethread.bot.cost;

import io.gluethread.broker.statement.Table;
import io.gluethread.commands.act.Spending.Question;
import io.gluethread.commands.reply.Doc;
import io.gluethread.commands.reply.Doc.Element;
import io.gluethread.commands.reply.Doc.Span;
import io.gluethread.commands.reply.Figures;
import io.gluethread.cost.Digest;
import io.gluethread.cost.Spend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Costs as documents. Every figure says when it is an estimate. */
final class CostWords {
    private static final int MOST_LINES = 10;

    private CostWords() {}

    static Doc cost(Question question, Digest digest) {
        String whose =
                switch (question.scope()) {
                    case MINE -> "Your sessions";
                    case THREAD -> "This thread's sessions";
                    case CHANNEL -> "This channel's sessions";
                    case ALL -> "All sessions";
                };
        List<Element> elements = new ArrayList<>();
        elements.add(Doc.para(
                Doc.text("%s cost ".formatted(whose)),
                Doc.strong(digest.total().toString()),
                Doc.text(" %s: %s, %s together."
                        .formatted(
                                LedgerSpending.words(question.period()),
                                Figures.count(digest.sessions(), "session", "sessions"),
                                Figures.time(digest.running())))));
        switch (question.scope()) {
            case MINE -> lines(elements, "By thread", digest.byThread(), Doc::text);
            case THREAD -> {}
            case CHANNEL, ALL -> {
                lines(elements, "By person", digest.byPerson(), Span.Who::new);
                lines(elements, "By channel", digest.byChannel(), Span.Channel::new);
            }
        }
        if (digest.days().days() > 1 && digest.sessions() > 0) {
            elements.add(byDay(digest));
        }
        alive(elements, digest);
        elements.add(note(digest));
        return new Doc(elements);
    }

    /** @param today what has come since, where the digest is of a day that is over */
    static Doc digest(Digest digest, Optional<Digest> today) {
        List<Element> elements = new ArrayList<>();
        String day = digest.days().first().equals(digest.days().last())
                ? digest.days().first().toString()
                : "%s to %s".formatted(digest.days().first(), digest.days().last());
        elements.add(new Element.Heading("Glue costs, " + day + (today.isEmpty() ? " so far" : "")));
        elements.add(Doc.para(
                Doc.strong(digest.total().toString()),
                Doc.text(" for %s, %s together.%s"
                        .formatted(
                                Figures.count(digest.sessions(), "session", "sessions"),
                                Figures.time(digest.running()),
                                compared(digest)))));
        lines(elements, "By person", digest.byPerson(), Span.Who::new);
        lines(elements, "By channel", digest.byChannel(), Span.Channel::new);
        today.ifPresent(now -> {
            elements.add(Doc.para(
                    Doc.text("Today so far: "),
                    Doc.strong(now.total().toString()),
                    Doc.text(" for %s.".formatted(Figures.count(now.sessions(), "session", "sessions")))));
            if (digest.sessions() == 0) {
                lines(elements, "By person", now.byPerson(), Span.Who::new);
                lines(elements, "By channel", now.byChannel(), Span.Channel::new);
            }
        });
        alive(elements, today.orElse(digest));
        strangers(elements, digest);
        digest.saved()
                .ifPresent(saved -> elements.add(Doc.para(
                        "Idle stops: %d. They saved at most %s: that is what the sessions would have cost had they idled on until their time-out."
                                .formatted(saved.stops(), saved.atMost()))));
        elements.add(note(digest));
        return new Doc(elements);
    }

    private static String compared(Digest digest) {
        String before = digest.before()
                .map(spend -> " The day before: %s.".formatted(spend))
                .orElse("");
        String usual = digest.usual()
                .map(spend -> " Usual for this weekday: %s.".formatted(spend))
                .orElse("");
        return before + usual;
    }

    private static <K> void lines(
            List<Element> elements, String title, List<Digest.Line<K>> lines, Function<K, Span> who) {
        if (lines.isEmpty()) {
            return;
        }
        elements.add(Doc.para(Doc.strong(title)));
        List<List<Span>> items = new ArrayList<>();
        for (Digest.Line<K> line : lines.subList(0, Math.min(MOST_LINES, lines.size()))) {
            items.add(List.of(
                    who.apply(line.key()),
                    Doc.text(": %s, %s, %s"
                            .formatted(
                                    line.spend(),
                                    Figures.count(line.sessions(), "session", "sessions"),
                                    Figures.time(line.running())))));
        }
        if (lines.size() > MOST_LINES) {
            Spend rest = lines.stream().skip(MOST_LINES).map(Digest.Line::spend).reduce(Spend.NONE, Spend::plus);
            items.add(List.of(Doc.text("%d more: %s".formatted(lines.size() - MOST_LINES, rest))));
        }
        elements.add(new Element.Bullets(items));
    }

    private static Element byDay(Digest digest) {
        List<List<String>> rows = digest.byDay().stream()
                .map(day -> List.of(day.day().toString(), day.spend().toString()))
                .toList();
        Table table = new Table(
                List.of(new Table.Column("Day", "string"), new Table.Column("Cost", "string")),
                List.copyOf(rows),
                new Table.Total.Exactly(rows.size()),
                false);
        return new Element.Grid("Cost by day", table);
    }

    private static void alive(List<Element> elements, Digest digest) {
        if (digest.alive().isEmpty()) {
            elements.add(Doc.para("No session is alive."));
            return;
        }
        elements.add(Doc.para(
                Doc.strong("%s alive".formatted(Figures.count(digest.alive().size(), "session", "sessions")))));
        List<List<Span>> items = new ArrayList<>();
        for (Digest.Alive one :
                digest.alive().subList(0, Math.min(MOST_LINES, digest.alive().size()))) {
            List<Span> item = new ArrayList<>(List.of(
                    Doc.strong(one.thread()),
                    Doc.text(" of "),
                    new Span.Who(one.owner()),
                    Doc.text(" in "),
                    new Span.Channel(one.channel()),
                    Doc.text(": %s so far, %s per hour".formatted(one.soFar(), one.perHour()))));
            one.idleSince().ifPresent(since -> item.addAll(List.of(Doc.text(", idle since "), new Span.At(since))));
            one.stopsAt().ifPresent(at -> item.addAll(List.of(Doc.text(", stops at "), new Span.At(at))));
            items.add(item);
        }
        if (digest.alive().size() > MOST_LINES) {
            items.add(List.of(Doc.text("%d more".formatted(digest.alive().size() - MOST_LINES))));
        }
        elements.add(new Element.Bullets(items));
    }

    private static void strangers(List<Element> elements, Digest digest) {
        if (digest.strangers().isEmpty()) {
            return;
        }
        elements.add(Doc.para(Doc.strong("Sessions in the account that this service did not start")));
        List<List<Span>> items = new ArrayList<>();
        for (Digest.Stranger one : digest.strangers()
                .subList(0, Math.min(MOST_LINES, digest.strangers().size()))) {
            List<Span> item = new ArrayList<>(List.of(
                    Doc.mono(one.id().value()),
                    Doc.text(" in %s, %s: %s so far, %s per hour"
                            .formatted(one.region(), one.status(), one.soFar(), one.perHour()))));
            one.since().ifPresent(since -> item.addAll(List.of(Doc.text(", since "), new Span.At(since))));
            items.add(item);
        }
        elements.add(new Element.Bullets(items));
    }

    private static Element note(Digest digest) {
        return Doc.small(
                Doc.text("As of "),
                new Span.At(digest.at()),
                Doc.text(
                        ". Days in %s. DPU-seconds as Glue tells them, at the list price; what is not is marked as an estimate. Storage and transfer are not counted."
                                .formatted(digest.zone())));
    }
}
