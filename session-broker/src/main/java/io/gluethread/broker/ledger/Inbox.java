package io.gluethread.broker.ledger;

import java.time.Instant;
import java.util.List;

/**
 * What Slack has told us and we have acknowledged, until it is handled. The first to bring an id wins; a second delivery
 * of the same id, or of the same message under another event id, is refused.
 */
public interface Inbox {
    /**
     * Takes it in.
     *
     * @param id unique for the request: the event id, or a digest for commands and interactions
     * @param sameAs a second key that must be unique too: for messages {@code channel/ts}, else the id
     * @return false when it is here already
     */
    boolean accept(String id, String sameAs, String kind, String body, Instant now);

    /** Not handled yet, oldest first; those failing are put off. */
    List<Item> waiting(Instant now, int limit);

    void done(String id);

    void failed(String id, Instant notBefore, String why);

    record Item(String id, String kind, String body, Instant receivedAt, int failures) {}
}
