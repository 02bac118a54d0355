package io.gluethread.commands.act;

import io.gluethread.commands.parse.Command;
import io.gluethread.commands.parse.Command.Scope;
import io.gluethread.commands.reply.Answer;

/** What was spent, and the digest on demand. */
public final class MoneyAct {
    private final Desk desk;

    public MoneyAct(Desk desk) {
        this.desk = desk;
    }

    /** Without a word about whose, it is this thread's, or in a channel the channel's. */
    public Answer cost(Turn turn, Command.Cost cost) {
        var where = turn.ask().where();
        Scope scope = cost.scope().orElse(turn.thread().isPresent() ? Scope.THREAD : Scope.CHANNEL);
        // "This thread" outside of any means the channel.
        Scope meant = scope == Scope.THREAD && turn.thread().isEmpty() ? Scope.CHANNEL : scope;
        return turn.say(desk.spending()
                .cost(new Spending.Question(
                        cost.period(),
                        meant,
                        turn.person(),
                        where.team(),
                        where.channel(),
                        turn.thread(),
                        desk.now())));
    }

    public Answer digest(Turn turn) {
        var where = turn.ask().where();
        return new Answer.InChannel(desk.spending().digest(where.team(), where.channel(), desk.now()));
    }
}
