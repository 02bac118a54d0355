package io.gluethread.bot.slack;

import io.gluethread.bot.slack.blocks.CellActions;
import io.gluethread.broker.Broker;
import io.gluethread.broker.ledger.Slot;
import io.gluethread.broker.ledger.Surfaces;
import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.commands.ask.Ask;
import io.gluethread.commands.ask.Ask.Said;
import io.gluethread.commands.guard.Deed;
import io.gluethread.commands.guard.Guard;
import io.gluethread.commands.guard.Refusal;
import io.gluethread.commands.guard.Request;
import io.gluethread.commands.reply.Actions;
import io.gluethread.commands.reply.Answer;
import io.gluethread.commands.reply.Doc;
import io.gluethread.commands.reply.Voice;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The buttons that ask for one of a cell's files. Who may is asked anew at every press. */
final class CellFiles {
    private static final Pattern VALUE = Pattern.compile("([a-z0-9-]{4,60})/(\\d{1,4})");

    private final Broker broker;
    private final Surfaces surfaces;
    private final Guard guard;
    private final Runnable wakeDelivery;

    CellFiles(Broker broker, Surfaces surfaces, Guard guard, Runnable wakeDelivery) {
        this.broker = broker;
        this.surfaces = surfaces;
        this.guard = guard;
        this.wakeDelivery = wakeDelivery;
    }

    /** Empty when the ask is not about a file. */
    Optional<Answer> pressed(Ask ask) {
        return ask.said() instanceof Said.Pressed(String action, String value)
                        && Actions.base(action).equals(CellActions.FILE)
                ? Optional.of(bring(ask, VALUE.matcher(value)))
                : Optional.empty();
    }

    private Answer bring(Ask ask, Matcher value) {
        if (!value.matches()) {
            return new Answer.Privately(Voice.staleButton());
        }
        Optional<CellView> cell = broker.cell(new CellId(value.group(1)));
        Optional<ThreadView> thread = cell.flatMap(c -> broker.thread(c.thread()));
        if (cell.isEmpty() || thread.isEmpty()) {
            return new Answer.Privately(Voice.staleButton());
        }
        ThreadView t = thread.get();
        Optional<Refusal> refusal = guard.objection(new Request(
                ask.who(),
                t.team(),
                t.channel(),
                Deed.LOOK,
                Optional.of(t.owner()),
                Optional.of(cell.get().author())));
        if (refusal.isPresent()) {
            return new Answer.Privately(Voice.refusal(refusal.get()));
        }
        Slot.File slot = new Slot.File(cell.get().id(), Integer.parseInt(value.group(2)));
        if (surfaces.find(t.id(), slot).filter(known -> !known.abandoned()).isPresent()) {
            return new Answer.Privately(Doc.of(Doc.para("That file is in the thread already.")));
        }
        surfaces.want(t.id(), slot, Optional.empty());
        wakeDelivery.run();
        return new Answer.Silent();
    }
}
