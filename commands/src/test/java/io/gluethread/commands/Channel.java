package io.gluethread.commands;

import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.Rate;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.SessionView;
import io.gluethread.broker.session.ThreadKey;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.commands.act.Accounts;
import io.gluethread.commands.act.Presets;
import io.gluethread.commands.act.Spending;
import io.gluethread.commands.ask.Ask;
import io.gluethread.commands.ask.Ask.Asker;
import io.gluethread.commands.ask.Ask.Piece;
import io.gluethread.commands.ask.Ask.Place;
import io.gluethread.commands.ask.Ask.Said;
import io.gluethread.commands.ask.Ask.Standing;
import io.gluethread.commands.guard.AccessPolicy;
import io.gluethread.commands.guard.AccessPolicy.Listed;
import io.gluethread.commands.guard.AccessPolicy.Others;
import io.gluethread.commands.reply.Answer;
import io.gluethread.commands.reply.Doc;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A channel with people in it who say things to the service. */
final class Channel {
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    static final String TEAM = "T_HOME";
    static final String DATA = "C_DATA";
    static final Asker ANA = member("U_ANA");
    static final Asker BEN = member("U_BEN");

    final InstantSource clock = () -> NOON;
    final MemoryBroker broker = new MemoryBroker(clock);
    final MemoryPreferences preferences = new MemoryPreferences(broker.done);
    AccessPolicy policy =
            new AccessPolicy(Listed.of(DATA), false, Listed.ALL, Set.of("U_BOSS"), Others.OWNER_AND_ADMINS);
    private int said;

    static Asker member(String user) {
        return new Asker(new Person(TEAM, user), Standing.MEMBER);
    }

    Commands commands() {
        return new Commands(broker, preferences, policy, new Prices(), new Us(), Presets.builtIn(), clock);
    }

    private Ask ask(Asker who, String channel, Optional<String> thread, Optional<String> message, Said what) {
        said++;
        return new Ask(
                who,
                new Place(TEAM, channel, thread.map(ts -> new ThreadKey(TEAM, channel, ts)), message),
                what,
                NOON,
                "e" + said);
    }

    Ask slashAsk(Asker who, String text) {
        return ask(who, DATA, Optional.empty(), Optional.empty(), new Said.Slash(text));
    }

    Answer slash(Asker who, String text) {
        return commands().handle(slashAsk(who, text));
    }

    /** A message in no thread. */
    Ask messageAsk(Asker who, boolean mention, String ts, Piece... pieces) {
        return ask(who, DATA, Optional.empty(), Optional.of(ts), new Said.Message(List.of(pieces), mention));
    }

    Answer post(Asker who, boolean mention, String ts, Piece... pieces) {
        return commands().handle(messageAsk(who, mention, ts, pieces));
    }

    Ask inThread(Asker who, ThreadView thread, boolean mention, Piece... pieces) {
        return ask(
                who,
                thread.channel(),
                thread.rootTs(),
                Optional.of("1700000001.00%04d".formatted(said)),
                new Said.Message(List.of(pieces), mention));
    }

    Answer reply(Asker who, ThreadView thread, Piece... pieces) {
        return commands().handle(inThread(who, thread, false, pieces));
    }

    Answer mention(Asker who, ThreadView thread, String text) {
        return commands().handle(inThread(who, thread, true, prose(text)));
    }

    /** Below a message whose thread may be none of ours. */
    Answer below(String root, Asker who, Piece... pieces) {
        return below(root, who, false, pieces);
    }

    Answer belowAddressed(String root, Asker who, Piece... pieces) {
        return below(root, who, true, pieces);
    }

    private Answer below(String root, Asker who, boolean mention, Piece... pieces) {
        return commands()
                .handle(ask(
                        who,
                        DATA,
                        Optional.of(root),
                        Optional.of("1700000011.00%04d".formatted(said)),
                        new Said.Message(List.of(pieces), mention)));
    }

    Answer shortcut(Asker who, String ts, Piece... pieces) {
        return commands()
                .handle(ask(who, DATA, Optional.empty(), Optional.of(ts), new Said.Shortcut("run", List.of(pieces))));
    }

    Ask pressAsk(Asker who, String action, String value) {
        return ask(who, DATA, Optional.empty(), Optional.empty(), new Said.Pressed(action, value));
    }

    Answer press(Asker who, String action, String value) {
        return commands().handle(pressAsk(who, action, value));
    }

    Ask fillAsk(Asker who, String form, String about, Map<String, String> fields) {
        return ask(who, DATA, Optional.empty(), Optional.empty(), new Said.Filled(form, about, fields));
    }

    Answer fill(Asker who, String form, String about, Map<String, String> fields) {
        return commands().handle(fillAsk(who, form, about, fields));
    }

    /** The newest thread as it is now. */
    ThreadView thread() {
        return broker.openThreads().getFirst();
    }

    ThreadView started(Asker who) {
        slash(who, "start");
        broker.log.clear();
        return thread();
    }

    static Piece prose(String text) {
        return new Piece.Prose(text);
    }

    static Piece code(String text) {
        return new Piece.Code(text, Optional.empty());
    }

    static Piece code(String tag, String text) {
        return new Piece.Code(text, Optional.of(tag));
    }

    static String words(Answer answer) {
        return switch (answer) {
            case Answer.Silent() -> "";
            case Answer.Privately(Doc doc) -> "(privately) " + doc.plain();
            case Answer.InThread(Doc doc) -> doc.plain();
            case Answer.InChannel(Doc doc) -> "(to all) " + doc.plain();
            case Answer.Ask(var form) -> "(form) " + form;
            case Answer.Correct(var problems) -> "(correct) " + problems;
        };
    }

    /** Prices of us-east-1; what a session cost is its DPU-seconds at that rate. */
    private static final class Prices implements Spending {
        @Override
        public Rate rate(String region, SessionSpec.Size size) {
            return new Rate(new BigDecimal("0.44"), "AWS Price List", true);
        }

        @Override
        public BigDecimal soFar(SessionView session, Instant now) {
            return session.usage()
                    .dpuSeconds()
                    .multiply(session.rate().usdPerDpuHour())
                    .divide(BigDecimal.valueOf(3600), 6, java.math.RoundingMode.HALF_UP);
        }

        @Override
        public Doc cost(Question question) {
            return Doc.of(Doc.para("cost of %s, %s".formatted(question.period(), question.scope())));
        }

        @Override
        public Doc digest(String team, String channel, Instant now) {
            return Doc.of(Doc.para("the digest"));
        }
    }

    private static final class Us implements Accounts {
        @Override
        public Optional<Identity> identity() {
            return Optional.of(
                    new Identity("123456789012", "arn:aws:sts::123456789012:assumed-role/GluethreadBot/i-1"));
        }
    }
}
