package io.gluethread.commands.act;

import static io.gluethread.commands.reply.Doc.mono;
import static io.gluethread.commands.reply.Doc.small;
import static io.gluethread.commands.reply.Doc.text;

import io.gluethread.broker.Broker.Resolved;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.SessionSpec.Size;
import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.WorkerType;
import io.gluethread.broker.statement.Table;
import io.gluethread.broker.statement.Table.Column;
import io.gluethread.commands.guard.Deed;
import io.gluethread.commands.parse.Magics;
import io.gluethread.commands.parse.Magics.Magic;
import io.gluethread.commands.parse.Nearest;
import io.gluethread.commands.parse.Usage;
import io.gluethread.commands.parse.Workers;
import io.gluethread.commands.reply.Answer;
import io.gluethread.commands.reply.Doc;
import io.gluethread.commands.reply.Doc.Element;
import io.gluethread.commands.reply.Doc.Fact;
import io.gluethread.commands.reply.Doc.Span;
import io.gluethread.commands.reply.Figures;
import io.gluethread.commands.reply.Marked;
import io.gluethread.commands.reply.SpecWords;
import io.gluethread.commands.reply.Voice;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Help, made from the tables that the parser reads, and who is who. */
public final class AboutAct {
    private final Desk desk;

    public AboutAct(Desk desk) {
        this.desk = desk;
    }

    public Answer help(Turn turn, Optional<String> topic) {
        if (topic.isEmpty()) {
            return turn.say(overview());
        }
        String word = topic.get().toLowerCase(Locale.ROOT).replaceFirst("^[/!@]?glue ", "");
        if (word.equals("magics") || word.equals("magic")) {
            return turn.say(magics());
        }
        if (word.equals("workers") || word.equals("worker") || word.equals("worker_type")) {
            return turn.say(workers());
        }
        Optional<Usage> usage = Usage.find(word);
        if (usage.isPresent()) {
            return turn.say(usage.get().works() ? about(usage.get()) : Voice.notYet(word));
        }
        String name = word.replaceFirst("^%{1,2}", "");
        Optional<Magic> magic = Magics.find(name, false).or(() -> Magics.find(name, true));
        if (magic.isPresent()) {
            return turn.say(Doc.of(new Element.Facts(List.of(fact(magic.get())))));
        }
        List<String> known = Stream.concat(Usage.working().stream().map(Usage::word), Stream.of("magics", "workers"))
                .toList();
        return turn.say(Doc.of(new Element.Para(Marked.spans("There is no help for '%s'. %s"
                .formatted(
                        shown(topic.get()),
                        Nearest.to(word, known)
                                .map("Did you mean `help %s`?"::formatted)
                                .orElse("`help` alone lists what there is."))))));
    }

    public Answer whoami(Turn turn) {
        var who = turn.ask().who();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "You",
                List.of(new Span.Who(who.person()), text(" "), mono(who.person().user()))));
        facts.add(new Fact(
                "In this workspace",
                List.of(text(who.standing().name().toLowerCase(Locale.ROOT).replace('_', ' ')))));
        boolean mayRun = desk.objection(turn.ask(), Deed.RUN, turn.thread(), Optional.empty())
                .isEmpty();
        facts.add(new Fact("You may run code here", List.of(text(mayRun ? "yes" : "no"))));
        if (mayRun) {
            Optional<Accounts.Identity> identity = desk.accounts().identity();
            facts.add(new Fact(
                    "AWS account",
                    List.of(text(identity.map(Accounts.Identity::account).orElse("AWS did not say")))));
            facts.add(new Fact(
                    "I act as", List.of(identity.<Span>map(i -> mono(i.arn())).orElse(text("AWS did not say")))));
        }
        return turn.say(Doc.of(new Element.Facts(facts)));
    }

    private static Doc overview() {
        List<Element> elements = new ArrayList<>();
        elements.add(new Element.Heading("One thread is one Glue session"));
        elements.add(
                new Element.Para(
                        Marked.spans(
                                "In a session's thread, a code block runs as a cell, and lines that begin with `%` are magics. "
                                        + "Commands are written `@glue <command>` or `!glue <command>` in a thread, `/glue <command>` in a channel.")));
        elements.add(new Element.Bullets(Usage.working().stream()
                .map(u -> Marked.spans("`%s` %s".formatted(u.line(), u.summary())))
                .toList()));
        elements.add(new Element.Small(Marked.spans(
                "More: `help magics`, `help workers`, `help start`. A session stops by itself when nothing runs.")));
        return new Doc(elements);
    }

    private static Doc about(Usage usage) {
        return Doc.of(
                new Element.Heading(usage.word()),
                new Element.Para(Marked.spans("`%s` %s".formatted(usage.line(), usage.summary()))),
                new Element.Bullets(usage.examples().stream()
                        .map(e -> Marked.spans("`/glue %s`".formatted(e)))
                        .toList()));
    }

    private Doc magics() {
        Map<String, String> usual = desk.broker().resolve(Settings.NONE) instanceof Resolved.Good(SessionSpec spec)
                ? SpecWords.lines(spec)
                : Map.of();
        List<Element> elements = new ArrayList<>();
        elements.add(new Element.Heading("Magics"));
        elements.add(
                new Element.Para(
                        Marked.spans(
                                "They come first in a code block, or on lines of their own in a thread. Settings act on the next session; one that is there stays as it is.")));
        elements.add(new Element.Bullets(Magics.TABLE.stream()
                .filter(Magic::works)
                .map(m -> Marked.spans("`%s` %s%s"
                        .formatted(
                                m.typed(),
                                m.meaning(),
                                usual.containsKey(m.name()) ? " Without it: %s.".formatted(usual.get(m.name())) : "")))
                .toList()));
        return new Doc(elements);
    }

    private static Fact fact(Magic magic) {
        return new Fact(magic.typed(), Marked.spans(magic.meaning()));
    }

    private Doc workers() {
        Optional<SessionSpec> spec = desk.broker().resolve(Settings.NONE) instanceof Resolved.Good(SessionSpec good)
                ? Optional.of(good)
                : Optional.empty();
        String region = spec.map(SessionSpec::region).orElse("us-east-1");
        List<List<String>> rows = new ArrayList<>();
        for (Workers.Kind kind : Workers.KINDS) {
            Size one = new Size.Workers(new WorkerType(kind.name()), 1);
            BigDecimal price = Figures.perHour(one, desk.spending().rate(region, one));
            rows.add(new ArrayList<>(List.of(
                    kind.name(),
                    String.valueOf(kind.vcpus()),
                    String.valueOf(kind.memoryGb()),
                    one.dpus().toPlainString(),
                    Figures.usd(price),
                    kind.note())));
        }
        List<Column> columns = Stream.of("Worker type", "vCPU", "Memory (GB)", "DPU", "USD an hour, each", "For")
                .map(name -> new Column(name, "string"))
                .toList();
        return Doc.of(
                new Element.Grid(
                        "Worker types in " + region,
                        new Table(columns, rows, new Table.Total.Exactly(rows.size()), false)),
                small(text(
                        "A session costs its workers together, by the second, at least one minute. The usual one here is %s."
                                .formatted(spec.map(s -> Figures.size(s.size())).orElse("not set")))));
    }

    private static String shown(String topic) {
        return topic.length() <= 60 ? topic : topic.substring(0, 57) + "...";
    }
}
