package io.gluethread.broker.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What Slack has told us and we have acknowledged, until it is handled. The first to bring an id wins; a second delivery
 * of the same id, or of the same message under another event id, is refused.
 */
public interface Inbox {
    /** Takes it in, unless it is here already: then the answer is false. */
    boolean accept(Arrival arrival);

    /** Takes in what depends on nothing else; see {@link Arrival}. */
    default boolean accept(String id, String sameAs, String kind, String body, Instant now) {
        return accept(new Arrival(id, sameAs, kind, id, false, body, now));
    }

    /**
     * The next item of each lane, oldest first: not handled yet and in nobody's hands. A lane whose next item is put off
     * is not told, however much waits behind it.
     */
    List<Item> waiting(Instant now, int limit);

    /** What of a lane is not handled yet and in nobody's hands, put off or not, oldest first. */
    List<Item> lane(String lane, Instant now, int limit);

    void done(String id);

    void failed(String id, Instant notBefore, String why);

    /** Counts one failure that lies in the item itself, and answers how many there were. */
    int refused(String id);

    /**
     * What Slack brought.
     *
     * @param id unique for the request: the event id, or a digest for commands and interactions
     * @param sameAs a second key that must be unique too: for messages {@code channel/ts}, else the id
     * @param lane what has the same lane is handled in order
     * @param atOnce whoever takes it in handles it at once, beside its lane; unless it has not been settled a while later,
     *     nobody else touches it
     */
    record Arrival(
            String id, String sameAs, String kind, String lane, boolean atOnce, String body, Instant receivedAt) {}

    /** @param notBefore it has failed and is put off until then */
    record Item(
            String id,
            String kind,
            String lane,
            String body,
            Instant receivedAt,
            int failures,
            Optional<Instant> notBefore) {
        /** One that is a lane of its own. */
        public Item(String id, String kind, String body, Instant receivedAt, int failures) {
            this(id, kind, id, body, receivedAt, failures, Optional.empty());
        }
    }
}
