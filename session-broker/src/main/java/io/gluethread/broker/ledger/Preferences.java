package io.gluethread.broker.ledger;

import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.Settings;
import java.time.Instant;
import java.util.Optional;

/** Small durable facts: a person's settings for their next session in a channel, and marks of what was done once. */
public interface Preferences {
    Settings next(Person person, String channel);

    void setNext(Person person, String channel, Settings settings);

    /** Remembers {@code key} for ever; false when it is remembered already. For "once a day" things. */
    boolean once(String key, Instant now);

    Optional<String> value(String key);

    void setValue(String key, String value);
}
