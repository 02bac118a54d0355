package io.gluethread.commands.act;

import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.RateSource;
import io.gluethread.broker.session.SessionView;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.commands.parse.Command;
import io.gluethread.commands.reply.Doc;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * What things cost: implemented above this module, where prices and budgets are known. Never blocks for long.
 */
public interface Spending extends RateSource {
    /** USD that a session has cost until now, by the same rule everywhere. */
    BigDecimal soFar(SessionView session, Instant now);

    /** The answer to {@code cost}. */
    Doc cost(Question question);

    /** The digest as {@code digest now} posts it. */
    Doc digest(String team, String channel, Instant now);

    /**
     * @param by who asks, for MINE
     * @param thread the thread it was asked in, for THREAD
     */
    record Question(
            Command.Period period,
            Command.Scope scope,
            Person by,
            String team,
            String channel,
            Optional<ThreadView> thread,
            Instant now) {}
}
