package io.gluethread.playground.demo.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * As {@link ChaosTest}, for long: one bot on each database, two and three on PostgreSQL, more than 200 kills in all, and
 * each state of the state machines found at some of them. A story is told by its seed and its profile; the property
 * {@code gluethread.chaos.profile} plays one of the profiles, counted from 1.
 */
@Tag("slow")
final class ChaosLongTest {
    private static final List<Profile> PROFILES = List.of(
            Profile.embedded(10, 70),
            Profile.postgres(1, 10, 50),
            Profile.postgres(2, 10, 50),
            Profile.postgres(3, 10, 50));
    private static final @Nullable Integer ONE = Integer.getInteger("gluethread.chaos.profile");
    private static final Set<String> UNCOVERED = new TreeSet<>(LedgerPicture.everyState());
    private static int kills;

    static Stream<Profile> profiles() {
        return ONE == null ? PROFILES.stream() : Stream.of(PROFILES.get(ONE - 1));
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void whatever_is_killed_nothing_is_lost_and_nothing_happens_twice(Profile profile) throws Exception {
        long seed = Long.getLong("gluethread.chaos.seed", new Random().nextInt(1, 1_000_000));
        Story story = Story.play(seed, profile);
        kills += story.nemesis().kills();
        UNCOVERED.removeAll(story.nemesis().coverage().keySet());
        assertThat(story.problems()).as(story.toString()).isEmpty();
    }

    @AfterAll
    static void every_state_was_among_the_moments() {
        if (ONE != null) {
            return;
        }
        assertThat(UNCOVERED)
                .as("states that no kill found, of %d kills", kills)
                .isEmpty();
        assertThat(kills).isGreaterThanOrEqualTo(200);
    }
}
