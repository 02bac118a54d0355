package io.gluethread.bot.memory;

import io.gluethread.broker.ledger.Inbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An inbox in memory. {@link #breakDown} makes it fail as a database that is away does. */
public final class MemoryInbox implements Inbox {
    private static final class Row {
        final Item item;
        int failures;
        boolean done;

        @Nullable
        Instant notBefore;

        Row(Item item) {
            this.item = item;
        }
    }

    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final Map<String, String> seen = new LinkedHashMap<>();
    private volatile boolean broken;

    public void breakDown(boolean now) {
        broken = now;
    }

    private void mayFail() {
        if (broken) {
            throw new IllegalStateException("the database is away");
        }
    }

    @Override
    public synchronized boolean accept(String id, String sameAs, String kind, String body, Instant now) {
        mayFail();
        if (rows.containsKey(id) || seen.containsKey(sameAs)) {
            return false;
        }
        rows.put(id, new Row(new Item(id, kind, body, now, 0)));
        seen.put(sameAs, id);
        return true;
    }

    @Override
    public synchronized List<Item> waiting(Instant now, int limit) {
        mayFail();
        return rows.values().stream()
                .filter(row -> !row.done)
                .filter(row -> row.notBefore == null || !row.notBefore.isAfter(now))
                .limit(limit)
                .map(row ->
                        new Item(row.item.id(), row.item.kind(), row.item.body(), row.item.receivedAt(), row.failures))
                .toList();
    }

    @Override
    public synchronized void done(String id) {
        mayFail();
        Row row = rows.get(id);
        if (row != null) {
            row.done = true;
        }
    }

    @Override
    public synchronized void failed(String id, Instant notBefore, String why) {
        mayFail();
        Row row = rows.get(id);
        if (row != null) {
            row.failures++;
            row.notBefore = notBefore;
        }
    }

    /** Everything that was ever taken in, oldest first. */
    public synchronized List<Item> all() {
        List<Item> all = new ArrayList<>();
        rows.values().forEach(row -> all.add(row.item));
        return all;
    }

    public synchronized boolean isDone(String id) {
        Row row = rows.get(id);
        return row != null && row.done;
    }
}
