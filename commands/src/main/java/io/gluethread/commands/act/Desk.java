package io.gluethread.commands.act;

import io.gluethread.broker.Broker;
import io.gluethread.broker.Broker.Before;
import io.gluethread.broker.ledger.LedgerJson;
import io.gluethread.broker.ledger.Preferences;
import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.Settings;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.commands.ask.Ask;
import io.gluethread.commands.guard.Deed;
import io.gluethread.commands.guard.Guard;
import io.gluethread.commands.guard.Refusal;
import io.gluethread.commands.guard.Request;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What every act works with. */
public record Desk(
        Broker broker,
        Preferences preferences,
        Guard guard,
        Spending spending,
        Accounts accounts,
        Presets presets,
        InstantSource clock) {

    Instant now() {
        return clock.instant();
    }

    /** Whether somebody may do it; a thread is judged by the channel that it is in, wherever it was asked. */
    public Optional<Refusal> objection(Ask ask, Deed deed, Optional<ThreadView> thread, Optional<Person> author) {
        return guard.objection(new Request(
                ask.who(),
                thread.map(ThreadView::team).orElse(ask.where().team()),
                thread.map(ThreadView::channel).orElse(ask.where().channel()),
                deed,
                thread.map(ThreadView::owner),
                author));
    }

    /** The thread in which a request was carried out when it was handled before. */
    Optional<ThreadView> before(String dedup) {
        return broker.before(dedup).flatMap(Before::thread).flatMap(broker::thread);
    }

    /** How settings were before a request changed them, when it was handled before. */
    Optional<Settings> settingsBefore(String dedup) {
        return broker.before(dedup).flatMap(Before::target).map(LedgerJson::settings);
    }

    /** The asker's own threads in this channel, alive or waiting for their first cell, newest first. */
    List<ThreadView> ownThreadsHere(Ask ask) {
        return threadsHere(ask).stream()
                .filter(t -> t.owner().equals(ask.who().person()))
                .toList();
    }

    List<ThreadView> threadsHere(Ask ask) {
        return broker.openThreads().stream()
                .filter(t -> t.team().equals(ask.where().team())
                        && Objects.equals(t.channel(), ask.where().channel()))
                .toList();
    }

    /** The thread that a session id, a thread id or a link to a thread means, of those in this workspace. */
    Optional<ThreadView> target(Ask ask, String target) {
        return broker.openThreads().stream()
                .filter(t -> t.team().equals(ask.where().team()))
                .filter(t -> t.id().value().equals(target)
                        || t.session()
                                .filter(s -> s.id().value().equals(target))
                                .isPresent()
                        || t.rootTs()
                                .filter(ts ->
                                        target.contains("/archives/%s/p%s".formatted(t.channel(), ts.replace(".", ""))))
                                .isPresent())
                .findFirst();
    }
}
