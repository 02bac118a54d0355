package io.gluethread.playground.demo.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Nothing is lost and nothing happens twice, whatever moment a bot is killed at: the short form, 20 kills of one bot. Beside other tests. */
@Execution(ExecutionMode.CONCURRENT)
final class ChaosTest {
    private static final Profile PROFILE = Profile.embedded(6, 10);

    @Test
    void ten_kills_from_a_known_seed_lose_nothing_and_repeat_nothing() throws Exception {
        assertSound(Story.play(20_261_121, PROFILE));
    }

    @Test
    void ten_kills_from_a_new_seed_lose_nothing_and_repeat_nothing() throws Exception {
        assertSound(Story.play(Long.getLong("gluethread.chaos.seed", new Random().nextInt(1, 1_000_000)), PROFILE));
    }

    private static void assertSound(Story story) {
        assertThat(story.problems()).as(story.toString()).isEmpty();
        assertThat(story.nemesis().kills()).isEqualTo(PROFILE.kills());
    }
}
