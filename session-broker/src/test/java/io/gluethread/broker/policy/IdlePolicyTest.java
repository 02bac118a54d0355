package io.gluethread.broker.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gluethread.broker.session.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class IdlePolicyTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final IdlePolicy POLICY = new IdlePolicy(0.8);

    private static IdlePolicy.Facts facts(boolean working, Optional<Instant> keep, Optional<Instant> warned) {
        return new IdlePolicy.Facts(
                NOON,
                NOON,
                Optional.empty(),
                keep,
                working,
                Duration.ofMinutes(30),
                Duration.ofHours(8),
                warned,
                false);
    }

    private static IdlePolicy.Verdict at(IdlePolicy.Facts facts, long minutes) {
        return POLICY.judge(facts, NOON.plus(Duration.ofMinutes(minutes)));
    }

    @Test
    void it_warns_when_four_fifths_have_gone_and_stops_at_the_end() {
        IdlePolicy.Facts idle = facts(false, Optional.empty(), Optional.empty());
        Instant end = NOON.plus(Duration.ofMinutes(30));
        assertThat(at(idle, 23)).isEqualTo(new IdlePolicy.Verdict.Leave());
        assertThat(at(idle, 24)).isEqualTo(new IdlePolicy.Verdict.WarnIdle(end));
        assertThat(at(facts(false, Optional.empty(), Optional.of(end)), 29)).isEqualTo(new IdlePolicy.Verdict.Leave());
        assertThat(at(facts(false, Optional.empty(), Optional.of(end)), 30))
                .isEqualTo(new IdlePolicy.Verdict.Stop(new Ending.Idle(30)));
        assertThat(IdlePolicy.deadline(idle)).contains(end);
    }

    @Test
    void who_was_not_warned_is_warned_first_however_late_and_has_a_minute() {
        assertThat(at(facts(false, Optional.empty(), Optional.empty()), 90))
                .isEqualTo(new IdlePolicy.Verdict.WarnIdle(NOON.plus(Duration.ofMinutes(91))));
        IdlePolicy.Facts warned = facts(false, Optional.empty(), Optional.of(NOON.plus(Duration.ofMinutes(91))));
        assertThat(at(warned, 90)).isEqualTo(new IdlePolicy.Verdict.Leave());
        assertThat(at(warned, 91)).isEqualTo(new IdlePolicy.Verdict.Stop(new Ending.Idle(91)));
    }

    @Test
    void work_is_never_idle_but_does_not_outlive_the_lifetime() {
        IdlePolicy.Facts working = facts(true, Optional.empty(), Optional.empty());
        assertThat(at(working, 400)).isEqualTo(new IdlePolicy.Verdict.Leave());
        assertThat(IdlePolicy.deadline(working)).isEmpty();
        assertThat(at(working, 470)).isEqualTo(new IdlePolicy.Verdict.WarnLifetime(NOON.plus(Duration.ofHours(8))));
        assertThat(at(working, 480)).isEqualTo(new IdlePolicy.Verdict.Stop(new Ending.Lifetime(480)));
    }

    @Test
    void kept_it_is_touched_before_glue_would_stop_it_and_warned_about_later() {
        Instant keep = NOON.plus(Duration.ofMinutes(60));
        IdlePolicy.Facts kept = facts(false, Optional.of(keep), Optional.empty());
        assertThat(at(kept, 10)).isEqualTo(new IdlePolicy.Verdict.Leave());
        assertThat(at(kept, 24)).isEqualTo(new IdlePolicy.Verdict.Touch());
        assertThat(at(kept, 54)).isEqualTo(new IdlePolicy.Verdict.WarnIdle(keep));
        assertThat(IdlePolicy.deadline(kept)).contains(keep);
    }

    @Test
    void a_deadline_is_never_after_the_lifetime() {
        IdlePolicy.Facts kept = facts(false, Optional.of(NOON.plus(Duration.ofDays(3))), Optional.empty());
        assertThat(IdlePolicy.deadline(kept)).contains(NOON.plus(Duration.ofHours(8)));
    }

    @Test
    void a_share_that_is_none_is_refused() {
        assertThatThrownBy(() -> new IdlePolicy(0)).hasMessageContaining("0");
        assertThatThrownBy(() -> new IdlePolicy(Double.NaN)).hasMessageContaining("NaN");
    }
}
