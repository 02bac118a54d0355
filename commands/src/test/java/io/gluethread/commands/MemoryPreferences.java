package io.gluethread.commands;

import io.gluethread.broker.Broker.Before;
import io.gluethread.broker.ledger.LedgerJson;
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
    private final Map<String, Before> done;

    /** @param done what requests have done, as the broker knows it */
    MemoryPreferences(Map<String, Before> done) {
        this.done = done;
    }

    @Override
    public Settings next(Person person, String channel) {
        return next.getOrDefault(person + channel, Settings.NONE);
    }

    @Override
    public Settings changeNext(Person person, String channel, Settings change, String request, Instant now) {
        Settings before = next(person, channel);
        return once(request, before, () -> next.put(person + channel, before.with(change)));
    }

    @Override
    public Settings takeNext(Person person, String channel, String request, Instant now) {
        return once(request, next(person, channel), () -> next.remove(person + channel));
    }

    private Settings once(String request, Settings before, Runnable work) {
        Before now = new Before(Optional.empty(), Optional.of(LedgerJson.encode(before)));
        Before then = done.putIfAbsent(request, now);
        if (then == null) {
            work.run();
            return before;
        }
        return then.target().map(LedgerJson::settings).orElse(before);
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
