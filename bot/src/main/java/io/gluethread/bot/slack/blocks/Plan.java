package io.gluethread.bot.slack.blocks;

import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.SessionView;
import io.gluethread.commands.reply.Doc;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a cell is shown: its one message, and the files that go with it. */
public record Plan(Message message, List<FilePart> files) {
    public Plan {
        files = List.copyOf(files);
    }

    /**
     * What is known beside the cell itself.
     *
     * @param session the thread's newest session
     * @param hint what may mend an error, where that is known
     * @param unsent files by number that Slack would not have, and why
     */
    public record Context(Instant now, Optional<SessionView> session, Optional<Doc> hint, Map<Integer, String> unsent) {
        public Context {
            unsent = Map.copyOf(unsent);
        }

        /** When all is well with its files. */
        public Context(Instant now, Optional<SessionView> session, Optional<Doc> hint) {
            this(now, session, hint, Map.of());
        }
    }

    /** One file of the cell's result, whatever its message shows of it; empty when there is no such file. */
    public static Optional<FilePart> file(CellView cell, int number) {
        return new ResultFiles(cell).get(number);
    }

    /** A pure function: the same cell, context, rung and limits give the same plan. */
    public static Plan of(CellView cell, Context context, Rung rung, Limits limits) {
        return new CellPlan(cell, context, rung, limits).plan();
    }
}
