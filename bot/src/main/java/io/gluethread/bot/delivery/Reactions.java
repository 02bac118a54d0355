package io.gluethread.bot.delivery;

import io.gluethread.broker.Broker;
import io.gluethread.broker.ledger.Surface;
import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.ThreadView;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The reaction on the message that cells came from: seen, then how they ended. There is one, however many cells. */
final class Reactions {
    private static final String SEEN = "eyes";
    /** Stands for "no reaction" where a surface wants to know what is shown. */
    private static final String NONE = "-";

    private static final List<CellState> WORST_FIRST =
            List.of(CellState.LOST, CellState.ERROR, CellState.CANCELLED, CellState.OK);

    private final Broker broker;
    private final Chat chat;

    Reactions(Broker broker, Chat chat) {
        this.broker = broker;
        this.chat = chat;
    }

    /** What a message shows whose cells are in these states: seen while one is not over, then the worst end of all. */
    static String name(Collection<CellState> states) {
        if (!states.stream().allMatch(CellState::isOver)) {
            return SEEN;
        }
        return WORST_FIRST.stream()
                .filter(states::contains)
                .findFirst()
                .map(Reactions::name)
                .orElse(SEEN);
    }

    private static String name(CellState state) {
        return switch (state) {
            case QUEUED, SENDING, RUNNING, CANCELLING -> SEEN;
            case OK -> "white_check_mark";
            case ERROR -> "x";
            case CANCELLED -> "no_entry_sign";
            case LOST -> "warning";
        };
    }

    /** Shows how the cell's message stands and says what is shown now. The new one goes on before the old one comes off. */
    String show(ThreadView thread, CellId id, Surface mark) {
        Optional<String> message = broker.cell(id).flatMap(CellView::sourceTs);
        if (message.isEmpty()) {
            return NONE;
        }
        List<CellState> states = broker.cellsFrom(thread.id(), message.get()).stream()
                .map(CellView::state)
                .toList();
        String name = name(states);
        try {
            chat.react(thread.channel(), message.get(), name);
            Optional<String> old = before(mark, states.size() > 1).filter(b -> !b.equals(name) && !b.equals(NONE));
            if (old.isPresent()) {
                chat.unreact(thread.channel(), message.get(), old.get());
            }
            return name;
        } catch (ChatException.TargetGone e) {
            return NONE; // the person deleted their message
        }
    }

    /** What may be there: as it was written down, or what another cell or a try that nobody knows the end of has left. */
    private static Optional<String> before(Surface mark, boolean shared) {
        boolean mayBeSeen = shared || mark.attemptedAt().isPresent();
        return mark.messageTs().or(() -> mayBeSeen ? Optional.of(SEEN) : Optional.empty());
    }
}
