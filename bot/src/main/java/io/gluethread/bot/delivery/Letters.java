package io.gluethread.bot.delivery;

import io.gluethread.commands.reply.Doc;

/** What is said to one person alone, in the end surely, and once. */
@FunctionalInterface
public interface Letters {
    /** Wants it said; the same id again is the same letter. */
    void send(String id, String user, Doc doc);
}
