package io.gluethread.bot.delivery;

import io.gluethread.broker.Broker;
import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.ThreadView;
import java.util.Optional;

/** The reaction on the message that a cell came from: seen, then how it ended. */
final class Reactions {
    private static final String SEEN = "eyes";
    /** Stands for "no reaction" where a surface wants to know what is shown. */
    private static final String NONE = "-";

    private final Broker broker;
    private final Chat chat;

    Reactions(Broker broker, Chat chat) {
        this.broker = broker;
        this.chat = chat;
    }

    static String name(CellState state) {
        return switch (state) {
            case QUEUED, SENDING, RUNNING, CANCELLING -> SEEN;
            case OK -> "white_check_mark";
            case ERROR -> "x";
            case CANCELLED -> "no_entry_sign";
            case LOST -> "warning";
        };
    }

    /** Shows the cell's state and says what is shown now. The new one goes on before the old one comes off. */
    String show(ThreadView thread, CellId id, Optional<String> before) {
        Optional<CellView> cell = broker.cell(id);
        Optional<String> message = cell.flatMap(CellView::sourceTs);
        if (cell.isEmpty() || message.isEmpty()) {
            return NONE;
        }
        String name = name(cell.get().state());
        try {
            chat.react(thread.channel(), message.get(), name);
            Optional<String> old = before.filter(b -> !b.equals(name) && !b.equals(NONE));
            if (old.isPresent()) {
                chat.unreact(thread.channel(), message.get(), old.get());
            }
            return name;
        } catch (ChatException.TargetGone e) {
            return NONE; // the person deleted their message
        }
    }
}
