package io.gluethread.broker.ledger;

import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.Rate;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.Setting;
import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.WorkerType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows as they are when they are new. */
final class Rows {
    private Rows() {}

    static ThreadRow thread(ThreadId id, Optional<String> root) {
        return new ThreadRow(
                id,
                "T1",
                "C1",
                root,
                LedgerStories.ANA,
                "a name",
                Settings.of(Setting.IDLE_TIMEOUT, "20"),
                LedgerStories.NOON,
                Optional.empty(),
                0,
                Optional.empty(),
                false);
    }

    static SessionRow session(ThreadId thread, int generation) {
        SessionSpec spec = new SessionSpec(
                Language.PYTHON,
                "us-east-1",
                "arn:aws:iam::123456789012:role/Glue",
                "5.0",
                new SessionSpec.Size.Workers(WorkerType.G_1X, 2),
                Duration.ofMinutes(30),
                Duration.ofHours(8),
                "glueetl",
                "",
                Optional.empty(),
                List.of("net"),
                Map.of("--a", "b"),
                Map.of());
        return SessionRow.begun(
                SessionId.of(thread, generation, ""),
                thread,
                generation,
                SessionState.WANTED,
                spec,
                new Rate(new BigDecimal("0.44"), "bundled", false),
                LedgerStories.NOON);
    }

    static CellRow cell(int ordinal, String code) {
        Optional<Instant> never = Optional.empty();
        return new CellRow(
                new CellId("thread0001-" + ordinal),
                LedgerStories.THREAD,
                ordinal,
                LedgerStories.ANA,
                Language.PYTHON,
                code,
                Optional.of("1700000000.000300"),
                CellState.QUEUED,
                0,
                LedgerStories.NOON,
                never,
                never,
                never,
                never,
                Optional.empty(),
                Optional.empty(),
                never,
                never,
                Optional.empty(),
                "",
                0,
                0,
                never);
    }
}
