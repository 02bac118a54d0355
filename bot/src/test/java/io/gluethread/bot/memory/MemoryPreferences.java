package io.gluethread.bot.memory;

import io.gluethread.broker.ledger.Preferences;
import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.Settings;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Preferences in memory. */
public final class MemoryPreferences implements Preferences {
    private record Next(Person person, String channel) {}

    private final Map<Next, Settings> next = new ConcurrentHashMap<>();
    private final Map<String, Instant> once = new ConcurrentHashMap<>();
    private final Map<String, String> values = new ConcurrentHashMap<>();

    @Override
    public Settings next(Person person, String channel) {
        return next.getOrDefault(new Next(person, channel), Settings.NONE);
    }

    @Override
    public void setNext(Person person, String channel, Settings settings) {
        next.put(new Next(person, channel), settings);
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
