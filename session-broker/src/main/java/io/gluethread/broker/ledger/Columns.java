package io.gluethread.broker.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.StringJoiner;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Columns by name: those read from a row, and those to be written to one. */
final class Columns {
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    Columns set(String column, @Nullable Object value) {
        values.put(column, value);
        return this;
    }

    void insert(Handle handle, String table) {
        StringJoiner names = new StringJoiner(", ", "(", ")");
        StringJoiner marks = new StringJoiner(", ", "(", ")");
        values.keySet().forEach(name -> {
            names.add(name);
            marks.add(":" + name);
        });
        bound(handle, "insert into %s %s values %s".formatted(table, names, marks))
                .execute();
    }

    void update(Handle handle, String table, String id) {
        if (values.isEmpty()) {
            return;
        }
        StringJoiner sets = new StringJoiner(", ");
        values.keySet().forEach(name -> sets.add(name + " = :" + name));
        int rows = bound(handle, "update %s set %s where id = :id".formatted(table, sets))
                .bind("id", id)
                .execute();
        if (rows != 1) {
            throw new NoSuchElementException("no row '%s' in %s".formatted(id, table));
        }
    }

    private Update bound(Handle handle, String sql) {
        Update update = handle.createUpdate(sql);
        values.forEach((name, value) -> {
            if (value instanceof Instant moment) {
                update.bindByType(name, moment, Instant.class);
            } else {
                update.bind(name, value);
            }
        });
        return update;
    }

    static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? Optional.empty() : Optional.of(moment.toInstant());
    }

    static Instant surely(ResultSet row, String column) throws SQLException {
        return moment(row, column)
                .orElseThrow(() -> new IllegalStateException("the ledger has no %s".formatted(column)));
    }

    static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    static Optional<Integer> number(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }
}
