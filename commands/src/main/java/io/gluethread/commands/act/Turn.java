package io.gluethread.commands.act;

import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.SessionView;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.commands.ask.Ask;
import io.gluethread.commands.ask.Ask.Said;
import io.gluethread.commands.reply.Answer;
import io.gluethread.commands.reply.Doc;
import java.util.Optional;

/**
 * One ask while it is carried out: its commands act one after another, and what an earlier one did is known to the
 * later ones. Belongs to one thread of execution.
 */
public final class Turn {
    private final Ask ask;
    private Optional<ThreadView> thread;
    private boolean stopped;
    private int cells;
    private int deeds;
    private int configs;

    public Turn(Ask ask, Optional<ThreadView> thread) {
        this.ask = ask;
        this.thread = thread;
    }

    public Ask ask() {
        return ask;
    }

    Person person() {
        return ask.who().person();
    }

    public Optional<ThreadView> thread() {
        return thread;
    }

    void in(ThreadView found) {
        thread = Optional.of(found);
    }

    void sessionStopped() {
        stopped = true;
    }

    /** The session that would take a cell sent now: one that is being stopped takes none. */
    Optional<SessionView> taking() {
        return stopped
                ? Optional.empty()
                : thread.flatMap(ThreadView::live).filter(s -> s.state() != SessionState.STOPPING);
    }

    /** Whether an earlier command of this ask has stopped the session. */
    boolean hasStopped() {
        return stopped;
    }

    /** The same for every delivery of this ask, different for every cell in it. */
    String nextCell() {
        return ask.dedup() + ":" + cells++;
    }

    /** What {@link #nextCell} will answer. */
    String cell() {
        return ask.dedup() + ":" + cells;
    }

    /** As {@link #nextCell}, for whatever else is to be done once. */
    String nextDeed() {
        return ask.dedup() + ":deed" + deeds++;
    }

    /** As {@link #nextCell}, for a change of settings. */
    String nextConfig() {
        return ask.dedup() + ":config" + configs++;
    }

    /** What {@link #nextConfig} will answer. */
    String config() {
        return ask.dedup() + ":config" + configs;
    }

    /** As {@link #nextCell}, for the thread that is opened for this ask. */
    String opening() {
        return ask.dedup() + ":open";
    }

    /** As {@link #nextCell}, for the settings that it is opened with. */
    String openingSettings() {
        return opening() + ":settings";
    }

    /** The message whose thread it is to be in: the thread's root, else the message itself; none for a command. */
    public Optional<String> root() {
        return switch (ask.said()) {
            case Said.Message _, Said.Shortcut _ ->
                ask.where()
                        .thread()
                        .map(key -> key.rootTs())
                        .or(() -> ask.where().message());
            case Said.Slash _, Said.Pressed _, Said.Filled _ -> Optional.empty();
        };
    }

    /** Where it was said it is answered: messages for all to see, commands and presses for the asker. */
    public Answer say(Doc doc) {
        return ask.said() instanceof Said.Message ? new Answer.InThread(doc) : new Answer.Privately(doc);
    }
}
