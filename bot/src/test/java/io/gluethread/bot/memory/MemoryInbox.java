package io.gluethread.bot.memory;

import io.gluethread.broker.ledger.Inbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An inbox in memory. {@link #breakDown} makes it fail as a database that is away does. */
public final class MemoryInbox implements Inbox {
    private static final class Row {
        final Item item;
        int failures;
        int refusals;
        boolean done;
        Instant takenUntil = Instant.MIN;

        @Nullable
        Instant notBefore;

        Row(Item item) {
            this.item = item;
        }

        Item asItIs() {
            return new Item(
                    item.id(),
                    item.kind(),
                    item.lane(),
                    item.body(),
                    item.receivedAt(),
                    failures,
                    Optional.ofNullable(notBefore));
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
    public synchronized boolean accept(Arrival arrival) {
        mayFail();
        if (rows.containsKey(arrival.id()) || seen.containsKey(arrival.sameAs())) {
            return false;
        }
        Item item = new Item(
                arrival.id(),
                arrival.kind(),
                arrival.lane(),
                arrival.body(),
                arrival.receivedAt(),
                0,
                Optional.empty());
        Row row = new Row(item);
        row.takenUntil = arrival.atOnce() ? arrival.receivedAt().plusSeconds(120) : Instant.MIN;
        rows.put(arrival.id(), row);
        seen.put(arrival.sameAs(), arrival.id());
        return true;
    }

    @Override
    public synchronized List<Item> waiting(Instant now, int limit) {
        mayFail();
        Set<String> lanes = new HashSet<>();
        return open(now)
                .filter(row -> lanes.add(row.item.lane()))
                .filter(row -> row.notBefore == null
                        || !row.notBefore.isAfter(now)
                        || row.notBefore.isAfter(now.plus(Duration.ofMinutes(15))))
                .limit(limit)
                .map(Row::asItIs)
                .toList();
    }

    @Override
    public synchronized List<Item> lane(String lane, Instant now, int limit) {
        mayFail();
        return open(now)
                .filter(row -> row.item.lane().equals(lane))
                .limit(limit)
                .map(Row::asItIs)
                .toList();
    }

    private Stream<Row> open(Instant now) {
        return rows.values().stream().filter(row -> !row.done).filter(row -> !row.takenUntil.isAfter(now));
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
            row.takenUntil = Instant.MIN;
        }
    }

    @Override
    public synchronized int refused(String id) {
        mayFail();
        Row row = rows.get(id);
        return row == null ? 0 : ++row.refusals;
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
