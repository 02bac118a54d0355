package io.gluethread.broker.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A thread as the ledger has it.
 *
 * @param rootTs empty until Slack has shown the root message
 * @param settings what was chosen for its next session, over the defaults
 * @param session the newest generation, live or over
 * @param open its cells that are not over yet, in order
 * @param cells how many cells it has had
 */
public record ThreadView(
        ThreadId id,
        String team,
        String channel,
        Optional<String> rootTs,
        Person owner,
        String name,
        Settings settings,
        Instant openedAt,
        Optional<SessionView> session,
        List<CellView> open,
        int cells) {

    public Optional<ThreadKey> key() {
        return rootTs.map(ts -> new ThreadKey(team, channel, ts));
    }

    /** The session, if it can still run something or still costs something. */
    public Optional<SessionView> live() {
        return session.filter(s -> !s.state().isOver());
    }
}
