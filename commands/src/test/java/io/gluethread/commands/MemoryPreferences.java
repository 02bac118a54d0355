package io.gluethread.commands;

import io.gluethread.broker.ledger.Preferences;
import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.Settings;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Preferences in a map. */
final class MemoryPreferences implements Preferences {
    private final Map<String, Settings> next = new HashMap<>();
    private final Map<String, String> values = new HashMap<>();

    @Override
    public Settings next(Person person, String channel) {
        return next.getOrDefault(person + channel, Settings.NONE);
    }

    @Override
    public void setNext(Person person, String channel, Settings settings) {
        next.put(person + channel, settings);
    }

    @Override
    public boolean once(String key, Instant now) {
        return values.putIfAbsent(key, now.toString()) == null;
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
