package io.gluethread.broker.ledger;

import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.Rate;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The table of sessions, inside one transaction. */
public final class Sessions {
    static final String ALIVE = "state in ('WANTED', 'PROVISIONING', 'READY', 'STOPPING')";

    private final Handle handle;

    Sessions(Handle handle) {
        this.handle = handle;
    }

    public SessionRow add(SessionRow row) {
        new Columns()
                .set("id", row.id().value())
                .set("thread_id", row.thread().value())
                .set("generation", row.generation())
                .set("state", row.state().name())
                .set("spec", LedgerJson.encode(row.spec()))
                .set("rate_usd", row.rate().usdPerDpuHour())
                .set("rate_source", row.rate().source())
                .set("rate_listed", row.rate().listed())
                .set("dpus", row.spec().size().dpus())
                .set("created_at", row.createdAt())
                .set("asked_at", row.askedAt().orElse(null))
                .set("begun_at", row.begunAt().orElse(null))
                .set("progress", row.progress())
                .set("lifetime_warned", false)
                .set("suspect", row.suspect())
                .set("chore", row.chore().name())
                .set("running_seconds", BigDecimal.ZERO)
                .set("dpu_seconds", BigDecimal.ZERO)
                .set("measured", false)
                .set("message", row.message())
                .insert(handle, "session");
        return get(row.id());
    }

    public SessionChange change(SessionRow row) {
        return new SessionChange(handle, row);
    }

    public SessionRow get(SessionId id) {
        return find(id).orElseThrow(() -> new NoSuchElementException("no session '%s' in the ledger".formatted(id)));
    }

    public Optional<SessionRow> find(SessionId id) {
        return handle.createQuery("select * from session where id = :id")
                .bind("id", id.value())
                .map((row, ctx) -> read(row))
                .findOne();
    }

    /** The thread's newest generation. */
    public Optional<SessionRow> newest(ThreadId thread) {
        return handle.createQuery("select * from session where thread_id = :thread order by generation desc limit 1")
                .bind("thread", thread.value())
                .map((row, ctx) -> read(row))
                .findOne();
    }

    /** The sessions that are not over. In each thread it is the newest generation, which begins when the last is over. */
    public Map<ThreadId, SessionRow> aliveByThread() {
        return alive().stream()
                .collect(Collectors.toMap(
                        SessionRow::thread,
                        row -> row,
                        BinaryOperator.maxBy(Comparator.comparingInt(SessionRow::generation))));
    }

    public List<SessionRow> alive() {
        return handle.createQuery("select * from session where " + ALIVE + " order by created_at, id")
                .map((row, ctx) -> read(row))
                .list();
    }

    /** READY sessions whose cards were last brought up to date before then, the oldest first. */
    public List<SessionRow> shownBefore(Instant moment, int limit) {
        return handle.createQuery("""
                        select * from session
                        where state = 'READY' and coalesce(shown_at, ready_at, created_at) <= :moment
                        order by coalesce(shown_at, ready_at, created_at), id limit :limit""")
                .bind("moment", moment)
                .bind("limit", limit)
                .map((row, ctx) -> read(row))
                .list();
    }

    /** What living sessions have used by now. Those that are not READY any more have been told better. */
    public int used(List<Map.Entry<SessionId, Usage>> all) {
        PreparedBatch batch = handle.prepareBatch("""
                update session set running_seconds = :running, dpu_seconds = :dpuSeconds, measured = :measured
                where id = :id and state = 'READY'""");
        for (Map.Entry<SessionId, Usage> one : all) {
            Usage usage = one.getValue();
            batch.bind("running", BigDecimal.valueOf(usage.running().toMillis(), 3))
                    .bind("dpuSeconds", usage.dpuSeconds().setScale(3, RoundingMode.HALF_UP))
                    .bind("measured", usage.measured())
                    .bind("id", one.getKey().value())
                    .add();
        }
        return Arrays.stream(batch.execute()).sum();
    }

    /** The regions of sessions that ended at this moment or later. */
    public Set<String> regionsOfEnded(Instant since) {
        return handle.createQuery("select distinct spec from session where ended_at >= :since")
                .bind("since", since)
                .mapTo(String.class)
                .map(spec -> LedgerJson.spec(spec).region())
                .collect(Collectors.toSet());
    }

    /**
     * From here to the end of the transaction no other one on this ledger is past this point. For whoever counts sessions
     * in order to add one; the thread's row is locked before.
     */
    public void oneAtATime() {
        boolean through = handle.createQuery("select name from door where name = 'admission' for update")
                .mapTo(String.class)
                .findOne()
                .isPresent();
        if (!through) {
            throw new IllegalStateException("the ledger has lost its row 'admission' in the table 'door'");
        }
    }

    /** Sessions that are not over, of everybody. */
    public int countAlive() {
        return handle.createQuery("select count(*) from session where " + ALIVE)
                .mapTo(Integer.class)
                .one();
    }

    /** Sessions that are not over, in this person's threads. */
    public int countAlive(Person owner) {
        return handle.createQuery("select count(*) from session s join thread t on t.id = s.thread_id where s." + ALIVE
                        + " and t.owner_team = :team and t.owner_user = :user")
                .bind("team", owner.team())
                .bind("user", owner.user())
                .mapTo(Integer.class)
                .one();
    }

    /** Sessions that ran at some time in [from, to), oldest first. */
    public List<SessionRow> between(Instant from, Instant to) {
        return handle.createQuery("""
                        select * from session
                        where begun_at < :to and (ended_at is null or ended_at > :from)
                        order by begun_at, id""")
                .bind("from", from)
                .bind("to", to)
                .map((row, ctx) -> read(row))
                .list();
    }

    private static SessionRow read(ResultSet row) throws SQLException {
        return new SessionRow(
                new SessionId(row.getString("id")),
                new ThreadId(row.getString("thread_id")),
                row.getInt("generation"),
                SessionState.valueOf(row.getString("state")),
                LedgerJson.spec(row.getString("spec")),
                new Rate(
                        row.getBigDecimal("rate_usd").stripTrailingZeros(),
                        row.getString("rate_source"),
                        row.getBoolean("rate_listed")),
                Columns.surely(row, "created_at"),
                Columns.moment(row, "asked_at"),
                Columns.moment(row, "begun_at"),
                Columns.moment(row, "ready_at"),
                Columns.moment(row, "ended_at"),
                Columns.text(row, "ending").map(LedgerJson::ending),
                row.getDouble("progress"),
                Columns.moment(row, "last_activity"),
                Columns.moment(row, "keep_until"),
                Columns.moment(row, "touched_at"),
                Columns.moment(row, "warned_of"),
                row.getBoolean("lifetime_warned"),
                Columns.moment(row, "stop_asked_at"),
                Columns.moment(row, "stop_sent_at"),
                row.getInt("stop_failures"),
                Columns.moment(row, "stop_again_at"),
                row.getBoolean("suspect"),
                SessionRow.Chore.valueOf(row.getString("chore")),
                Columns.number(row, "chore_statement"),
                Columns.moment(row, "chore_since"),
                new Usage(
                        Duration.ofMillis(row.getBigDecimal("running_seconds")
                                .movePointRight(3)
                                .longValue()),
                        row.getBigDecimal("dpu_seconds"),
                        row.getBoolean("measured")),
                row.getString("message"),
                Columns.moment(row, "shown_at"));
    }
}
