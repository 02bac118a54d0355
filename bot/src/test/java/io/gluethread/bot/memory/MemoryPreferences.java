package io.gluethread.bot.memory;

import io.gluethread.broker.ledger.Preferences;
import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.Settings;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Marks and values in memory; nobody has settings for a next session. */
public final class MemoryPreferences implements Preferences {
    private final Map<String, Instant> once = new ConcurrentHashMap<>();
    private final Map<String, String> values = new ConcurrentHashMap<>();

    @Override
    public Settings next(Person person, String channel) {
        return Settings.NONE;
    }

    @Override
    public Settings changeNext(Person person, String channel, Settings change, String request, Instant now) {
        throw new UnsupportedOperationException("nobody chooses anything here");
    }

    @Override
    public Settings takeNext(Person person, String channel, String request, Instant now) {
        throw new UnsupportedOperationException("nobody chooses anything here");
    }

    @Override
    public boolean once(String key, Instant now) {
        return once.putIfAbsent(key, now) == null;
    }

    @Override
    public Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    @Override
    public void setValue(String key, String value) {
        values.put(key, value);
    }
}
