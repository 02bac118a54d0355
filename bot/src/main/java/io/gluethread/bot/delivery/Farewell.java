package io.gluethread.bot.delivery;

import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.commands.reply.Doc;

/** Tells people alone what cannot be shown where it belongs. Once for each thread and each cell. */
final class Farewell {
    private final Letters letters;

    Farewell(Letters letters) {
        this.letters = letters;
    }

    /** The thread's channel cannot be written to. */
    void thread(ThreadView thread, String why, boolean stopped) {
        letters.send(
                "farewell/" + thread.id(),
                thread.owner().user(),
                Doc.of(Doc.para(
                        Doc.text("I cannot write to "),
                        new Doc.Span.Channel(thread.channel()),
                        Doc.text(
                                " (%s), so %s has no place to answer in.%s If I am not in that channel, invite me with "
                                        .formatted(
                                                why,
                                                session(thread),
                                                stopped
                                                        ? " I stopped it, so that it does not cost money unseen."
                                                        : "")),
                        Doc.mono("/invite @glue"),
                        Doc.text(" and start again."))));
    }

    /** As its owner may know it: by its name, else by the id that Glue lists it under. */
    private static String session(ThreadView thread) {
        return thread.name().isBlank()
                ? thread.session().map(s -> "the session " + s.id()).orElse("the session that you asked for")
                : "the session \"%s\"".formatted(thread.name());
    }

    /** The cell is over, and Slack does not take its message in any form. */
    void cell(ThreadView thread, CellView cell, String why) {
        letters.send(
                "unshown/" + cell.id(),
                cell.author().user(),
                Doc.of(Doc.para(
                        Doc.text("Cell [%d] in ".formatted(cell.ordinal())),
                        new Doc.Span.Channel(thread.channel()),
                        Doc.text(
                                " is over, but I could not show how it ended: Slack does not take the message (%s). It was run; running it again runs it a second time."
                                        .formatted(why)))));
    }
}
