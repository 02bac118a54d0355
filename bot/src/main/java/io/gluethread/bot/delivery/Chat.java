package io.gluethread.bot.delivery;

import io.gluethread.bot.slack.blocks.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A chat as far as delivery needs it. Every method blocks, does no hidden retry and throws only {@link ChatException}. */
public interface Chat {
    /** So long after a post left we look for it at the earliest, since it may still be on its way. */
    Duration SETTLE = Duration.ofSeconds(3);

    /**
     * What a post carries invisibly, so that it can be found again after an unclear answer.
     *
     * @param thread the thread's own id, or what else it belongs to
     * @param slot the surface
     */
    record Label(String thread, String slot) {}

    /** @param threadTs the root of the thread to answer in; empty for the channel itself */
    record Where(String channel, Optional<String> threadTs) {}

    /** Posts and gives back the message's timestamp. */
    String post(Where where, Message message, Label label);

    void update(String channel, String ts, Message message);

    /** Adds a reaction; one that is there already stays. */
    void react(String channel, String ts, String name);

    /** Takes our reaction off; one that is not there is no trouble. */
    void unreact(String channel, String ts, String name);

    /** The message of ours with this label, if it is there. Looks at what was posted since {@code since}. */
    Optional<String> find(Where where, Label label, Instant since);

    /** Uploads a file into a thread and gives back its id. */
    String upload(Where where, Upload upload);

    /** The file of ours with this name in the thread, if it is there. */
    Optional<String> findFile(Where where, String name, Instant since);

    /** The channel in which one person and we are alone. */
    String direct(String user);

    /** Says something to one person alone, outside of any channel. */
    void tell(String user, Message message);

    /** A file on its way; never compared. */
    @SuppressWarnings("ArrayRecordComponent")
    record Upload(String name, String title, String alt, byte[] bytes) {}
}
