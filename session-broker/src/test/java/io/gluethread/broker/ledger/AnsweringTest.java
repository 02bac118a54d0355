package io.gluethread.broker.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnsweringTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private final AtomicReference<Instant> clock = new AtomicReference<>(NOON);
    private final Answering answering = new Answering(clock::get, () -> {});

    private void fails(SQLException trouble) {
        assertThatThrownBy(() -> answering.watch(() -> {
                    throw new IllegalStateException(trouble);
                }))
                .isInstanceOf(RuntimeException.class);
    }

    private void works() {
        assertThat(answering.watch(() -> 1)).isEqualTo(1);
    }

    private void passes(Duration time) {
        clock.updateAndGet(now -> now.plus(time));
    }

    @Test
    void who_has_waited_for_its_turn_hears_what_those_before_it_met() {
        passes(Duration.ofSeconds(1));
        fails(new SQLTransientConnectionException("no connection"));
        assertThatThrownBy(() -> answering.mustHaveAnswered(NOON))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContaining("no connection to the database");
        answering.mustHaveAnswered(NOON.plusSeconds(1));

        works();
        answering.mustHaveAnswered(NOON);
        assertThat(answering.since()).contains(NOON.plusSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({
        "08006,0,true",
        "08001,0,true",
        "53100,0,true",
        "53300,0,true",
        "57P01,0,true",
        "57P03,0,true",
        "58030,0,true",
        "25006,0,true",
        "90100,90100,true",
        "90098,90098,true",
        "90028,90028,true",
        "40001,0,false",
        "40P01,0,false",
        "23505,0,false",
        "42601,0,false",
        "50200,50200,false"
    })
    void outages_of_the_database_are_told_from_what_was_asked_wrongly(String state, int code, boolean outage) {
        fails(new SQLException("x", state, code));
        assertThat(answering.since().isPresent()).isEqualTo(outage);
    }

    @ParameterizedTest
    @CsvSource({"55P03,Another process has held", "25P03,This process stood still"})
    void what_was_held_up_can_be_tried_again_and_is_no_outage(String state, String says) {
        assertThatThrownBy(() -> answering.watch(() -> {
                    throw new IllegalStateException(new SQLException("x", state));
                }))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageStartingWith(says);
        assertThat(answering.since()).isEmpty();
    }

    @Test
    void an_outage_lasts_from_its_first_failure_until_nothing_failed_for_ten_seconds() {
        works();
        assertThat(answering.since()).isEmpty();
        fails(new SQLTransientConnectionException("ledger - Connection is not available"));
        passes(Duration.ofSeconds(61));
        fails(new SQLException("No space left", "53100"));
        works();
        assertThat(answering.since()).as("on a full disk reading works").contains(NOON);
        passes(Duration.ofSeconds(9));
        works();
        assertThat(answering.since()).contains(NOON);
        passes(Duration.ofSeconds(1));
        works();
        assertThat(answering.since()).isEmpty();
    }

    @Test
    void what_was_asked_wrongly_goes_through_as_it_is() {
        assertThatThrownBy(() -> answering.watch(() -> {
                    throw new IllegalStateException(new SQLSyntaxErrorException("selekt", "42601"));
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(answering.since()).isEmpty();
    }
}
