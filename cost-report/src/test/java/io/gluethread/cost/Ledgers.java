package io.gluethread.cost;

import io.gluethread.broker.session.Ending;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.Rate;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.SessionView;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.Usage;
import io.gluethread.broker.session.WorkerType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sessions of tests: 2 × G.1X at $0.44, measured, unless said otherwise. */
final class Ledgers {
    static final Person ANA = new Person("T1", "U_ANA");
    static final Person BEN = new Person("T1", "U_BEN");
    static final Rate LISTED = new Rate(new BigDecimal("0.44"), "AWS Price List", true);
    static final SessionSpec.Size TWO = new SessionSpec.Size.Workers(WorkerType.G_1X, 2);

    private Ledgers() {}

    /** A session that ran from one moment to the other and was stopped by its owner. */
    static LedgerEntry ran(Person owner, String channel, String from, String to) {
        return ended(owner, channel, from, to, new Ending.Asked(owner));
    }

    static LedgerEntry ended(Person owner, String channel, String from, String to, Ending ending) {
        Instant begin = Instant.parse(from);
        Instant end = Instant.parse(to);
        return new LedgerEntry(
                view(
                        SessionState.STOPPED,
                        begin,
                        Optional.of(end),
                        Optional.of(ending),
                        Optional.empty(),
                        usage(Duration.between(begin, end), true),
                        LISTED),
                owner,
                channel,
                "sales");
    }

    /** A session that is alive, idle since then. */
    static LedgerEntry idle(Person owner, String from, String idleSince, Instant now) {
        Instant begin = Instant.parse(from);
        return new LedgerEntry(
                view(
                        SessionState.READY,
                        begin,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Instant.parse(idleSince)),
                        usage(Duration.between(begin, now), false),
                        LISTED),
                owner,
                "C_DATA",
                "adhoc");
    }

    static Usage usage(Duration ran, boolean measured) {
        return new Usage(ran, TWO.dpus().multiply(BigDecimal.valueOf(ran.toSeconds())), measured);
    }

    static SessionView view(
            SessionState state,
            Instant begin,
            Optional<Instant> end,
            Optional<Ending> ending,
            Optional<Instant> idleSince,
            Usage usage,
            Rate rate) {
        return new SessionView(
                new SessionId("gt-thread0001-1"),
                new ThreadId("thread0001"),
                1,
                state,
                spec(),
                rate,
                begin,
                Optional.of(begin),
                end,
                ending,
                1,
                idleSince,
                idleSince.map(since -> since.plus(Duration.ofMinutes(30))),
                usage,
                "");
    }

    private static SessionSpec spec() {
        return new SessionSpec(
                Language.PYTHON,
                "eu-west-1",
                "arn:aws:iam::123456789012:role/Glue",
                "5.0",
                TWO,
                Duration.ofMinutes(30),
                Duration.ofHours(8),
                "glueetl",
                "",
                Optional.empty(),
                List.of(),
                Map.of(),
                Map.of());
    }
}
