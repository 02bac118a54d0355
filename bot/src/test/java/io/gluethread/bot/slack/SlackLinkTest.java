package io.gluethread.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.bot.memory.HandClock;
import io.gluethread.broker.policy.Ailment;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class SlackLinkTest {
    private final HandClock clock = new HandClock();
    private final AtomicReference<Optional<String>> slack = new AtomicReference<>(Optional.empty());
    private final SlackLink link = new SlackLink(slack::get, clock);

    @Test
    void number_43_slack_that_does_not_know_us_is_told_since_it_began_until_it_does_again() {
        link.step();
        assertThat(link.ailment()).isEmpty();
        clock.forward(Duration.ofMinutes(1));
        slack.set(Optional.of("auth.test: invalid_auth"));
        link.step();
        clock.forward(Duration.ofMinutes(1));
        link.step();
        assertThat(link.ailment()).contains(new Ailment(HandClock.NOON.plus(Duration.ofMinutes(1)), "auth.test fails"));
        slack.set(Optional.empty());
        link.step();
        assertThat(link.ailment()).isEmpty();
    }
}
