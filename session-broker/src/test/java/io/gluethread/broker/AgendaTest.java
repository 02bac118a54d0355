package io.gluethread.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.session.ThreadId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class AgendaTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final ThreadId A = new ThreadId("threadaaaa");
    private static final ThreadId B = new ThreadId("threadbbbb");

    private final Agenda agenda = new Agenda();

    @Test
    void the_earliest_comes_first_and_of_one_moment_who_was_there_first() {
        agenda.add(B, NOON);
        agenda.add(A, NOON);
        agenda.add(new ThreadId("threadcccc"), NOON.minusSeconds(1));
        assertThat(agenda.first()).contains(NOON.minusSeconds(1));
        assertThat(agenda.next(NOON)).contains(new ThreadId("threadcccc"));
        assertThat(agenda.next(NOON)).contains(B);
        assertThat(agenda.next(NOON)).contains(A);
        assertThat(agenda.next(NOON)).isEmpty();
        assertThat(agenda.first()).isEmpty();
    }

    @Test
    void nobody_comes_before_the_time_nor_twice_and_the_earlier_wish_counts() {
        agenda.add(A, NOON.plusSeconds(5));
        agenda.add(A, NOON.plusSeconds(2));
        agenda.add(A, NOON.plusSeconds(9));
        assertThat(agenda.next(NOON.plusSeconds(1))).isEmpty();
        assertThat(agenda.next(NOON.plusSeconds(2))).contains(A);
        assertThat(agenda.next(NOON.plusSeconds(10))).isEmpty();
    }

    @Test
    void all_at_once_keep_their_order() {
        agenda.add(A, NOON.plusSeconds(5));
        agenda.add(B, NOON.plusSeconds(9));
        agenda.allAt(NOON);
        assertThat(agenda.next(NOON)).contains(A);
        assertThat(agenda.next(NOON)).contains(B);
    }
}
