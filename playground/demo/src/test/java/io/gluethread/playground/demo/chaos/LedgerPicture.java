package io.gluethread.playground.demo.chaos;

import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What stands in the ledger at one moment, read past the product's own code. */
record LedgerPicture(
        List<ThreadLine> threads,
        List<SessionLine> sessions,
        List<CellLine> cells,
        List<SurfaceLine> surfaces,
        List<String> unhandled) {
    record ThreadLine(String id, String channel, Optional<String> root) {}

    record SessionLine(
            String id,
            String thread,
            int generation,
            String state,
            BigDecimal dpuSeconds,
            boolean measured,
            BigDecimal usdPerDpuHour) {
        boolean isOver() {
            return Set.of("STOPPED", "FAILED", "TIMEOUT", "LOST").contains(state);
        }
    }

    record CellLine(
            String id, String thread, int ordinal, Optional<String> source, String state, String code, String note) {
        boolean isOver() {
            return Set.of("OK", "ERROR", "CANCELLED", "LOST").contains(state);
        }

        /** The story's name for it. */
        String token() {
            String[] words = code.strip().lines().reduce("", (_, last) -> last).split(" ", -1);
            return words.length > 1 ? words[1] : "";
        }
    }

    record SurfaceLine(String thread, String slot, boolean due, boolean abandoned, boolean attempted, String why) {}

    static LedgerPicture of(Database database) throws SQLException, IOException {
        try (Connection connection = database.look()) {
            return new LedgerPicture(
                    all(
                            connection,
                            "select * from thread",
                            row -> new ThreadLine(
                                    row.getString("id"),
                                    row.getString("channel"),
                                    Optional.ofNullable(row.getString("root_ts")))),
                    all(
                            connection,
                            "select * from session order by thread_id, generation",
                            row -> new SessionLine(
                                    row.getString("id"),
                                    row.getString("thread_id"),
                                    row.getInt("generation"),
                                    row.getString("state"),
                                    row.getBigDecimal("dpu_seconds"),
                                    row.getBoolean("measured"),
                                    row.getBigDecimal("rate_usd"))),
                    all(
                            connection,
                            "select * from cell order by thread_id, ordinal",
                            row -> new CellLine(
                                    row.getString("id"),
                                    row.getString("thread_id"),
                                    row.getInt("ordinal"),
                                    Optional.ofNullable(row.getString("source_ts")),
                                    row.getString("state"),
                                    row.getString("code"),
                                    row.getString("note"))),
                    all(
                            connection,
                            "select * from surface order by seq",
                            row -> new SurfaceLine(
                                    row.getString("thread_id"),
                                    row.getString("slot"),
                                    row.getLong("wanted") > row.getLong("shown"),
                                    row.getBoolean("abandoned"),
                                    row.getTimestamp("attempted_at") != null,
                                    String.valueOf(row.getString("why")))),
                    all(
                            connection,
                            "select * from inbox where done = false order by seq",
                            row -> "%s %s: %s"
                                    .formatted(row.getString("kind"), row.getString("id"), row.getString("why"))));
        }
    }

    /** Reads one line. */
    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T> List<T> all(Connection connection, String query, Reader<T> reader) throws SQLException {
        List<T> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                lines.add(reader.read(row));
            }
        }
        return lines;
    }

    /** In which states of the state machines something was, by name. */
    Set<String> states() {
        Set<String> states = new TreeSet<>();
        sessions.stream().filter(s -> !s.isOver()).forEach(s -> states.add("session " + s.state()));
        cells.stream().filter(c -> !c.isOver()).forEach(c -> states.add("cell " + c.state()));
        if (!unhandled.isEmpty()) {
            states.add("inbox item not handled");
        }
        if (surfaces.stream().anyMatch(s -> s.attempted() && s.due())) {
            states.add("post attempted, not known");
        }
        return states;
    }

    /** All that there are to be in. */
    static Set<String> everyState() {
        return Set.of(
                "session WANTED",
                "session PROVISIONING",
                "session READY",
                "session STOPPING",
                "cell QUEUED",
                "cell SENDING",
                "cell RUNNING",
                "cell CANCELLING",
                "inbox item not handled",
                "post attempted, not known");
    }

    /** The newest session of a thread. */
    Optional<SessionLine> newest(String thread) {
        return sessions.stream().filter(s -> s.thread().equals(thread)).reduce((_, last) -> last);
    }
}
