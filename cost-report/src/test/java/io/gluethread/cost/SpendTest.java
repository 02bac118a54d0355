package io.gluethread.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.session.Money;
import io.gluethread.broker.session.Rate;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.SessionView;
import io.gluethread.broker.session.Usage;
import io.gluethread.broker.session.WorkerType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpendTest {
    private static final Rate LISTED = Ledgers.LISTED;
    private static final Rate BUNDLED = new Rate(new BigDecimal("0.44"), "a table", false);

    @ParameterizedTest
    @CsvSource({
        "0, $0.00",
        "0.0004, less than $0.001",
        "0.002, $0.002",
        "0.00949, $0.009",
        "0.01, $0.01",
        "0.88, $0.88",
        "105.6, $105.60",
        "1234.567, '$1,234.57'",
        "-3, -$3.00"
    })
    void money_is_printed_as_people_read_it(String usd, String printed) {
        assertThat(Money.of(usd)).hasToString(printed);
    }

    @Test
    void amounts_are_equal_by_value() {
        assertThat(Money.of("1.10"))
                .isEqualTo(Money.of("1.1"))
                .isEqualTo(Money.of("0.6").plus(Money.of("0.5")));
    }

    @Test
    void aws_example_of_24_minutes_of_5_dpu() {
        SessionSpec.Size five = new SessionSpec.Size.Workers(WorkerType.G_1X, 5);
        assertThat(Spend.ofStatement(Duration.ofMinutes(24), five, LISTED)).hasToString("$0.88");
        assertThat(Spend.perHour(five, LISTED).money()).isEqualTo(Money.of("2.2"));
    }

    @Test
    void a_small_worker_type_counts_its_part() {
        SessionSpec.Size quarter = new SessionSpec.Size.Workers(new WorkerType("G.025X"), 2);
        assertThat(Spend.perHour(quarter, LISTED).money()).isEqualTo(Money.of("0.22"));
    }

    @Test
    void measured_usage_at_a_listed_rate_is_no_estimate() {
        assertThat(Spend.of(session(new Usage(Duration.ofHours(1), new BigDecimal(7200), true), LISTED)))
                .isEqualTo(new Spend(Money.of("0.88"), false))
                .hasToString("$0.88");
        assertThat(Spend.of(session(new Usage(Duration.ofHours(1), new BigDecimal(7200), false), LISTED)))
                .hasToString("$0.88 (estimate)");
        assertThat(Spend.of(session(new Usage(Duration.ofHours(1), new BigDecimal(7200), true), BUNDLED))
                        .estimate())
                .isTrue();
    }

    @Test
    void a_session_costs_at_least_a_minute_once_it_ran() {
        // 2 DPU × 60 s × $0.44 / 3600
        assertThat(Spend.of(session(new Usage(Duration.ofSeconds(5), BigDecimal.TEN, true), LISTED)))
                .hasToString("$0.01");
        assertThat(Spend.of(session(new Usage(Duration.ofSeconds(5), BigDecimal.TEN, true), LISTED))
                        .money()
                        .usd())
                .isCloseTo(new BigDecimal("0.0146667"), Offset.offset(new BigDecimal("0.0000001")));
        assertThat(Spend.of(session(Usage.NONE, LISTED))).isEqualTo(Spend.NONE);
    }

    @Test
    void a_clock_set_back_costs_nothing() {
        assertThat(Spend.ofStatement(Duration.ofSeconds(-5), Ledgers.TWO, LISTED)
                        .money())
                .isEqualTo(Money.ZERO);
    }

    @Test
    void an_estimate_in_a_sum_makes_it_one() {
        Spend sure = new Spend(Money.of("1"), false);
        assertThat(sure.plus(new Spend(Money.of("2"), true))).isEqualTo(new Spend(Money.of("3"), true));
        assertThat(sure.plus(sure)).isEqualTo(new Spend(Money.of("2"), false));
    }

    private static SessionView session(Usage usage, Rate rate) {
        return Ledgers.view(
                SessionState.STOPPED,
                Instant.EPOCH,
                Optional.of(Instant.EPOCH),
                Optional.empty(),
                Optional.empty(),
                usage,
                rate);
    }
}
