package io.gluethread.broker;

import io.gluethread.broker.ledger.CellRow;
import io.gluethread.broker.ledger.LedgerTransaction;
import io.gluethread.broker.ledger.SessionRow;
import io.gluethread.broker.ledger.ThreadRow;
import io.gluethread.broker.policy.IdlePolicy;
import io.gluethread.broker.policy.Reckoning;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.SessionView;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.broker.session.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ledger's rows as what others may see of them. */
final class Views {
    private Views() {}

    static ThreadView thread(LedgerTransaction tx, ThreadRow row, Instant now) {
        return thread(
                row,
                tx.sessions().newest(row.id()),
                tx.cells().open(row.id()),
                tx.cells().count(row.id()),
                now);
    }

    /** All threads whose newest session is not over, or that have had none yet; with few questions, however many they are. */
    static List<ThreadView> open(LedgerTransaction tx, Instant now) {
        Map<ThreadId, SessionRow> sessions = tx.sessions().aliveByThread();
        Map<ThreadId, List<CellRow>> cells = tx.cells().open();
        Map<ThreadId, Integer> counts = tx.cells().countsByLivingThread();
        return tx.threads().open().stream()
                .map(row -> thread(
                        row,
                        Optional.ofNullable(sessions.get(row.id())),
                        cells.getOrDefault(row.id(), List.of()),
                        counts.getOrDefault(row.id(), 0),
                        now))
                .toList();
    }

    private static ThreadView thread(
            ThreadRow row, Optional<SessionRow> newest, List<CellRow> open, int cells, Instant now) {
        return new ThreadView(
                row.id(),
                row.team(),
                row.channel(),
                row.rootTs(),
                row.owner(),
                row.name(),
                row.settings(),
                row.openedAt(),
                newest.map(session -> session(session, !open.isEmpty(), now)),
                cells(open),
                cells);
    }

    static SessionView session(LedgerTransaction tx, SessionRow row, Instant now) {
        boolean working = !row.isOver() && !tx.cells().open(row.thread()).isEmpty();
        return session(row, working, now);
    }

    static SessionView session(SessionRow row, boolean working, Instant now) {
        return new SessionView(
                row.id(),
                row.thread(),
                row.generation(),
                row.state(),
                row.spec(),
                row.rate(),
                row.createdAt(),
                row.readyAt(),
                row.endedAt(),
                row.ending(),
                row.progress(),
                row.lastActivity(),
                facts(row, working).flatMap(IdlePolicy::deadline),
                usage(row, now),
                row.message());
    }

    /** What the idle policy judges a session by; empty unless it is READY. */
    static Optional<IdlePolicy.Facts> facts(SessionRow row, boolean working) {
        if (row.state() != SessionState.READY) {
            return Optional.empty();
        }
        Instant begun = row.begunAt().orElse(row.createdAt());
        return Optional.of(new IdlePolicy.Facts(
                begun,
                row.lastActivity().or(row::readyAt).orElse(begun),
                row.touchedAt(),
                row.keepUntil(),
                working || row.chore() == SessionRow.Chore.PRELUDE_RUNNING,
                row.spec().idleTimeout(),
                row.spec().timeout(),
                row.warnedOf(),
                row.lifetimeWarned()));
    }

    /** While it lives, as of now, whenever Glue was last asked. */
    private static Usage usage(SessionRow row, Instant now) {
        if (row.isOver() || row.begunAt().isEmpty()) {
            return row.usage();
        }
        return row.usage().measured()
                ? Reckoning.goneOn(
                        row.usage(), row.readyAt().orElse(now), now, row.spec().size())
                : Reckoning.estimated(row.begunAt().get(), now, row.spec().size());
    }

    static CellView cell(LedgerTransaction tx, CellRow row) {
        int before = row.isOver()
                ? 0
                : (int) tx.cells().open(row.thread()).stream()
                        .filter(other -> other.ordinal() < row.ordinal())
                        .count();
        return cell(row, before);
    }

    /** Cells in order, with all of the thread's open ones among them. */
    static List<CellView> cells(List<CellRow> rows) {
        List<CellView> views = new ArrayList<>();
        int before = 0;
        for (CellRow row : rows) {
            views.add(cell(row, row.isOver() ? 0 : before++));
        }
        return List.copyOf(views);
    }

    private static CellView cell(CellRow row, int before) {
        return new CellView(
                row.id(),
                row.thread(),
                row.ordinal(),
                row.author(),
                row.language(),
                row.code(),
                row.sourceTs(),
                row.state(),
                before,
                row.progress(),
                row.queuedAt(),
                row.startedAt(),
                row.endedAt(),
                row.session(),
                row.statementId(),
                row.result(),
                row.note());
    }
}
