package io.gluethread.bot.memory;

import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.Rate;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.SessionView;
import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.broker.session.Usage;
import io.gluethread.broker.session.WorkerType;
import io.gluethread.broker.statement.Result;
import io.gluethread.broker.statement.Table;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** People, threads, sessions and cells with names. */
public final class Fixtures {
    public static final String TEAM = "T_PLAY";
    public static final String DATA = "C_DATA";
    public static final String GENERAL = "C_GENERAL";
    public static final Person ANA = new Person(TEAM, "U_ANA");
    public static final ThreadId THREAD = new ThreadId("tabcdefghijk");
    public static final String ROOT = "1700000000.000100";
    public static final Instant NOON = HandClock.NOON;
    public static final SessionId SESSION = SessionId.of(THREAD, 1, "");
    public static final Rate RATE = new Rate(new BigDecimal("0.44"), "AWS Price List", true);
    public static final SessionSpec SPEC = new SessionSpec(
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
            List.of(),
            Map.of(),
            Map.of());

    private Fixtures() {}

    public static SessionView ready() {
        return new SessionView(
                SESSION,
                THREAD,
                1,
                SessionState.READY,
                SPEC,
                RATE,
                NOON.minusSeconds(600),
                Optional.of(NOON.minusSeconds(560)),
                Optional.empty(),
                Optional.empty(),
                1,
                Optional.of(NOON.minusSeconds(60)),
                Optional.of(NOON.plusSeconds(1740)),
                new Usage(Duration.ofMinutes(10), new BigDecimal("1200"), true),
                "");
    }

    public static ThreadView thread(String channel, Optional<String> root, Optional<SessionView> session) {
        return thread(THREAD, channel, root, session);
    }

    public static ThreadView thread(ThreadId id, String channel, Optional<String> root, Optional<SessionView> session) {
        return new ThreadView(
                id, TEAM, channel, root, ANA, "sales", Settings.NONE, NOON.minusSeconds(600), session, List.of(), 3);
    }

    /** A cell of Ana's that ran 2.4 seconds, if it is over. */
    public static CellView cell(int ordinal, CellState state, Optional<Result> result) {
        return cell(THREAD, ordinal, state, result);
    }

    public static CellView cell(ThreadId thread, int ordinal, CellState state, Optional<Result> result) {
        boolean started = state != CellState.QUEUED;
        return new CellView(
                new CellId(thread + "-c" + ordinal),
                thread,
                ordinal,
                ANA,
                Language.PYTHON,
                "df = spark.table('x')\ndf.coutn()\n",
                Optional.of("1700000000.%06d".formatted(200 + ordinal)),
                state,
                0,
                0.4,
                NOON.minusSeconds(10),
                started ? Optional.of(NOON.minusSeconds(5)) : Optional.empty(),
                state.isOver() ? Optional.of(NOON.minusMillis(2600)) : Optional.empty(),
                started ? Optional.of(SESSION) : Optional.empty(),
                started ? Optional.of(ordinal) : Optional.empty(),
                result,
                "");
    }

    /** The same cell, brought by this message. */
    public static CellView brought(String sourceTs, CellView cell) {
        return new CellView(
                cell.id(),
                cell.thread(),
                cell.ordinal(),
                cell.author(),
                cell.language(),
                cell.code(),
                Optional.of(sourceTs),
                cell.state(),
                cell.queuePlace(),
                cell.progress(),
                cell.queuedAt(),
                cell.startedAt(),
                cell.endedAt(),
                cell.session(),
                cell.statementId(),
                cell.result(),
                cell.note());
    }

    /** {@code rows × columns} short values, the first column numeric. */
    @SuppressWarnings("NullAway") // reading a class file, it does not see that values may be null
    public static Table table(int rows, int columns, Table.Total total) {
        List<Table.Column> names = new ArrayList<>();
        for (int c = 0; c < columns; c++) {
            names.add(new Table.Column("c" + c, c == 0 ? "bigint" : "string"));
        }
        List<List<@Nullable String>> values = new ArrayList<>();
        for (int r = 0; r < rows; r++) {
            List<@Nullable String> row = new ArrayList<>();
            for (int c = 0; c < columns; c++) {
                row.add(c == 0 ? String.valueOf(r) : "v" + r + "." + c);
            }
            values.add(row);
        }
        return new Table(names, values, total, false);
    }
}
