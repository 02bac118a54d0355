package io.gluethread.broker.ledger;

import io.gluethread.broker.session.ThreadId;
import java.time.Instant;
import java.util.Optional;

/**
 * A slot with what Slack is known to show of it.
 *
 * @param seq the order in which the thread's surfaces were first wanted; first posts keep to it
 * @param wanted rises with every change of what is to be shown
 * @param shown the {@code wanted} that Slack shows, 0 before the first post
 * @param messageTs the Slack message (or file id), once known
 * @param attemptedAt set before a first post leaves; still set without {@code messageTs} after a crash, it means that the
 *     post may have arrived and must be looked for before it is repeated
 * @param quietAt set with {@code attemptedAt}: until then the post may still arrive, and is not repeated when it is not
 *     found
 * @param abandoned given up until it is wanted anew
 * @param why what was said last against showing it
 * @param payload what a Note says, as JSON of the module that wrote it
 */
public record Surface(
        long seq,
        ThreadId thread,
        Slot slot,
        long wanted,
        long shown,
        Optional<String> messageTs,
        Optional<Instant> attemptedAt,
        Optional<Instant> quietAt,
        Optional<Instant> notBefore,
        int failures,
        boolean abandoned,
        Optional<String> why,
        Optional<String> payload) {
    /** How Slack is called to show one, each of which it limits apart from the others. */
    public enum Way {
        POST,
        EDIT,
        REACTION
    }

    public Way way() {
        if (slot instanceof Slot.Mark) {
            return Way.REACTION;
        }
        return messageTs.isEmpty() ? Way.POST : Way.EDIT;
    }
}
