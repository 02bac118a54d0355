package io.gluethread.commands.act;

import io.gluethread.broker.Broker.Opening;
import io.gluethread.broker.Broker.Resolved;
import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.commands.reply.Answer;
import io.gluethread.commands.reply.Voice;
import java.util.List;
import java.util.Optional;

/** Opens threads, with what the person had chosen for their next session. */
final class Openings {
    private final Desk desk;

    Openings(Desk desk) {
        this.desk = desk;
    }

    /** The settings that a thread opened now would begin with. */
    Settings settings(Turn turn, Settings change) {
        return desk.settingsBefore(turn.openingSettings())
                .orElseGet(() -> desk.preferences()
                        .next(turn.person(), turn.ask().where().channel()))
                .with(change);
    }

    /** Opens a thread for this ask; answers only when that is not possible. */
    Optional<Answer> open(Turn turn, String name, Settings change, boolean startNow) {
        Optional<ThreadView> before = desk.before(turn.opening());
        if (before.isPresent()) {
            turn.in(before.get());
            return Optional.empty();
        }
        Settings settings = settings(turn, change);
        List<String> problems = startNow ? problems(settings) : newProblems(Settings.NONE, settings);
        if (!problems.isEmpty()) {
            return Optional.of(turn.say(Voice.problems(problems)));
        }
        var where = turn.ask().where();
        // Before the thread is there: handled again, it is opened with the same.
        Settings taken = desk.preferences()
                .takeNext(turn.person(), where.channel(), turn.openingSettings(), desk.now())
                .with(change);
        ThreadView thread = desk.broker()
                .open(new Opening(
                        where.team(),
                        where.channel(),
                        turn.root(),
                        turn.person(),
                        name,
                        taken,
                        startNow,
                        turn.opening()));
        turn.in(thread);
        return Optional.empty();
    }

    /** What is wrong after a change that was not wrong before it: a role that nobody has named yet is no fault of it. */
    List<String> newProblems(Settings before, Settings after) {
        List<String> old = problems(before);
        return problems(after).stream()
                .filter(problem -> !old.contains(problem))
                .toList();
    }

    private List<String> problems(Settings settings) {
        return desk.broker().resolve(settings) instanceof Resolved.Bad(List<String> problems) ? problems : List.of();
    }
}
