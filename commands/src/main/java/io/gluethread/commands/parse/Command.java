package io.gluethread.commands.parse;

import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.Settings;
import java.util.List;
import java.util.Optional;

/** One thing that a person asked for. Magics, words and code blocks all become these, in the order in which they act. */
public sealed interface Command {
    /** @param words a preset and a name, in this order, either may be missing */
    record Start(Optional<Language> language, List<String> words, Settings change) implements Command {}

    /** @param change empty when only the word was said: then the form is asked for */
    record Config(Settings change) implements Command {}

    /** @param language empty when the code did not say: then it is the session's */
    record Run(String code, Optional<Language> language) implements Command {}

    /** @param target a session id, a thread's id or a link to it; empty for "this one" */
    record Status(Optional<String> target) implements Command {}

    record SessionId() implements Command {}

    /** @param all with those that are over */
    record ListSessions(boolean all) implements Command {}

    record Stop(Optional<String> target) implements Command {}

    /** @param ordinal the [n] of the cell; empty for the one that runs */
    record Cancel(Optional<Integer> ordinal) implements Command {}

    record Cost(Period period, Optional<Scope> scope) implements Command {}

    record DigestNow() implements Command {}

    record Whoami() implements Command {}

    record Help(Optional<String> topic) implements Command {}

    /** A word of the product that this version does not do yet. */
    record NotYet(String word) implements Command {}

    /** Which days. */
    enum Period {
        TODAY,
        WEEK,
        MONTH
    }

    /** Whose spending. */
    enum Scope {
        MINE,
        THREAD,
        CHANNEL,
        ALL
    }
}
