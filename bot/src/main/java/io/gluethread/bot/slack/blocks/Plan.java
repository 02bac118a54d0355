package io.gluethread.bot.slack.blocks;

import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.SessionView;
import io.gluethread.commands.reply.Doc;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a cell is shown: its one message, and its files in an order that does not depend on the rung, so that a file keeps
 * its number.
 */
public record Plan(Message message, List<FilePart> files) {
    public Plan {
        files = List.copyOf(files);
    }

    /**
     * What is known beside the cell itself.
     *
     * @param session the thread's newest session
     * @param hint what may mend an error, where that is known
     */
    public record Context(Instant now, Optional<SessionView> session, Optional<Doc> hint) {}

    /** A pure function: the same cell, context, rung and limits give the same plan. */
    public static Plan of(CellView cell, Context context, Rung rung, Limits limits) {
        return new CellPlan(cell, context, rung, limits).plan();
    }
}
