package io.gluethread.bot.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.bot.memory.Fixtures;
import io.gluethread.broker.session.SessionView;
import io.gluethread.broker.session.ThreadView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FarewellTest {
    private final List<String> letters = new ArrayList<>();
    private final Farewell farewell = new Farewell((name, user, doc) -> letters.add(doc.toString()));

    @Test
    void a_session_without_a_name_is_told_by_the_id_that_glue_lists_it_under() {
        farewell.thread(unnamed(Optional.of(Fixtures.ready())), "not_in_channel", true);
        farewell.thread(unnamed(Optional.empty()), "not_in_channel", false);

        assertThat(letters).hasSize(2);
        assertThat(letters.getFirst()).contains("so the session " + Fixtures.SESSION + " has no place");
        assertThat(letters.getLast()).contains("so the session that you asked for has no place");
    }

    private static ThreadView unnamed(Optional<SessionView> session) {
        ThreadView thread = Fixtures.thread(Fixtures.DATA, Optional.empty(), session);
        return new ThreadView(
                thread.id(),
                thread.team(),
                thread.channel(),
                thread.rootTs(),
                thread.owner(),
                "",
                thread.settings(),
                thread.openedAt(),
                thread.session(),
                thread.open(),
                thread.cells());
    }
}
