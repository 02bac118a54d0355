package io.gluethread.playground.glue.fault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** What can befall a session, as against a call. */
public sealed interface Strike {
    /** It stays PROVISIONING at least so long. */
    record SlowStart(Duration atLeast) implements Strike {
        public SlowStart {
            if (atLeast.isNegative() || atLeast.compareTo(Duration.ofHours(1)) > 0) {
                throw new IllegalArgumentException(
                        "\"provisioning_ms\" must be 0 to 3600000, not " + atLeast.toMillis());
            }
        }
    }

    /** It becomes FAILED with these words as ErrorMessage; when it should have become READY, if it is not yet. */
    record Failure(String message) implements Strike {}

    /** Its driver's process is killed. */
    record KilledDriver() implements Strike {}

    /** Its driver dies as it does when its memory does not suffice. */
    record OutOfMemory() implements Strike {}

    /** Writes the key and value that order it. */
    default void write(ObjectNode json) {
        switch (this) {
            case SlowStart slow -> json.put("provisioning_ms", slow.atLeast().toMillis());
            case Failure failure -> json.put("fail", failure.message());
            case KilledDriver killed -> json.put("kill_driver", true);
            case OutOfMemory memory -> json.put("out_of_memory", true);
        }
    }
}
