package io.gluethread.broker.ledger;

import io.gluethread.broker.session.ThreadId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The outbox: what Slack is to show and what it shows. The broker wants; whoever delivers reads what is due, tells
 * before a first post that it leaves, and afterwards what became of it. At least one delivery follows each change, and
 * a first post that may have arrived is recognisable, so that it can be looked up and not repeated.
 */
public interface Surfaces {
    /** Wants the slot (anew). Payload is kept from the first time. */
    void want(ThreadId thread, Slot slot, Optional<String> payload);

    /** Surfaces with wanted &gt; shown and not before {@code now}, oldest seq first. */
    List<Surface> due(Instant now, int limit);

    /** The next moment at which something that is put off becomes due. */
    Optional<Instant> nextDue();

    List<Surface> of(ThreadId thread);

    Optional<Surface> find(ThreadId thread, Slot slot);

    /** The thread's oldest surface with a smaller {@code seq} that is still to get its first post; reactions have none. */
    Optional<Surface> unposted(ThreadId thread, long seq);

    /**
     * Written before a first post leaves.
     *
     * @param quietAt until then it may still arrive, whatever becomes of whoever sent it, unless {@link #heard} says
     *     otherwise
     */
    void attempting(ThreadId thread, Slot slot, Instant now, Instant quietAt);

    /** The call by which it left is over, well or badly, so that nothing of it is on the wire any more. */
    void heard(ThreadId thread, Slot slot);

    /** Slack shows the slot at {@code version}; for a Card in a thread without root, {@code messageTs} becomes the root. */
    void shown(ThreadId thread, Slot slot, long version, String messageTs);

    /** Nothing was tried, since something else must come first; look again at {@code notBefore}. */
    void waits(ThreadId thread, Slot slot, Instant notBefore, String why);

    /** It did not work (nothing was shown); try again at {@code notBefore}. */
    void failed(ThreadId thread, Slot slot, Instant notBefore, String why);

    /** Nobody knows whether it worked; try again at {@code notBefore}, and look for it first. */
    void unclear(ThreadId thread, Slot slot, Instant notBefore, String why);

    /** It cannot be shown, ever (channel gone): not due any more until it is wanted anew. */
    void abandoned(ThreadId thread, Slot slot, String why);
}
