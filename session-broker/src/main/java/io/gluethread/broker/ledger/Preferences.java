package io.gluethread.broker.ledger;

import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.Settings;
import java.time.Instant;
import java.util.Optional;

/** Small durable facts: a person's settings for their next session in a channel, and marks of what was done once. */
public interface Preferences {
    Settings next(Person person, String channel);

    /**
     * Adds to the settings for their next session there. The same request again changes nothing.
     *
     * @return the settings as they were before this request
     */
    Settings changeNext(Person person, String channel, Settings change, String request, Instant now);

    /**
     * Uses up the settings for their next session there. The same request again uses up nothing.
     *
     * @return the settings as they were before this request
     */
    Settings takeNext(Person person, String channel, String request, Instant now);

    /** Remembers {@code key} for ever; false when it is remembered already. For "once a day" things. */
    boolean once(String key, Instant now);

    Optional<String> value(String key);

    void setValue(String key, String value);
}
