package io.gluethread.broker.ledger;

import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.ThreadId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The outbox: what Slack is to show and what it shows. The broker wants; whoever delivers reads what is due, tells
 * before a first post that it leaves, and afterwards what became of it. At least one delivery follows each change, and
 * a first post that may have arrived is recognisable, so that it can be looked up and not repeated.
 */
public interface Surfaces {
    /** Wants the slot (anew). Payload is kept from the first time. */
    void want(ThreadId thread, Slot slot, Optional<String> payload);

    /** Surfaces with wanted &gt; shown and not before {@code now}, oldest seq first. */
    default List<Surface> due(Instant now, int limit) {
        return due(now, 0, limit, EnumSet.allOf(Surface.Way.class));
    }

    /**
     * The same, of those with a greater seq than {@code after} and to be shown in one of these ways: what cannot be shown
     * now keeps its place before them.
     */
    List<Surface> due(Instant now, long after, int limit, Set<Surface.Way> ways);

    /** The next moment at which something that is put off becomes due. */
    Optional<Instant> nextDue();

    List<Surface> of(ThreadId thread);

    Optional<Surface> find(ThreadId thread, Slot slot);

    /** The cell's files that were ever wanted. */
    List<Surface> files(ThreadId thread, CellId cell);

    /**
     * The thread's oldest surface with a smaller {@code seq} that is still to get its first post. Reactions have none, and
     * nobody waits for files.
     */
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

    /**
     * Whether a card that is to become the root of its thread may be in this channel already without our knowing it: its
     * post has left, and nobody has written down what became of it.
     */
    boolean rootOnItsWay(String team, String channel);

    /**
     * Slack shows the slot at {@code version}; for a Card in a thread without root, {@code messageTs} becomes the root,
     * unless it is another thread's already.
     */
    default void shown(ThreadId thread, Slot slot, long version, String messageTs) {
        shown(thread, slot, version, messageTs, List.of());
    }

    /**
     * The same, and because of it these are wanted, unless they were before: both come true together.
     *
     * @param also of the same thread
     */
    void shown(ThreadId thread, Slot slot, long version, String messageTs, List<Slot> also);

    /** What Slack shows of it stays as it is for ever: from now on its message is another one, which is still to be posted. */
    void forget(ThreadId thread, Slot slot);

    /** Nothing was tried, since something else must come first; look again at {@code notBefore}. */
    void waits(ThreadId thread, Slot slot, Instant notBefore, String why);

    /** It did not work (nothing was shown); try again at {@code notBefore}. */
    void failed(ThreadId thread, Slot slot, Instant notBefore, String why);

    /** Nobody knows whether it worked; try again at {@code notBefore}, and look for it first. */
    void unclear(ThreadId thread, Slot slot, Instant notBefore, String why);

    /** Counts one refusal for what it is itself, and answers how many there were since it was last shown or wanted anew. */
    int refused(ThreadId thread, Slot slot);

    /** It cannot be shown, ever (channel gone): not due any more until it is wanted anew. */
    void abandoned(ThreadId thread, Slot slot, String why);
}
