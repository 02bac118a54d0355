package io.gluethread.playground.demo.chaos;

import io.gluethread.playground.demo.Human;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * A story from a seed: people work in many threads while bots are killed and wires fail; then everything comes to rest,
 * and what Slack, Glue, the ledger and the cells themselves tell is compared.
 */
final class Story {
    private static final Duration REST = Duration.ofMinutes(4);
    private static final Duration SILENCE = Duration.ofSeconds(5);
    private static final int LEAST_STEPS = 3;

    private final long seed;
    private final Profile profile;
    private final Path home;
    private final Nemesis nemesis;
    private final List<Conversation> conversations = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private String tale = "";

    private Story(long seed, Profile profile, Nemesis nemesis) {
        this.seed = seed;
        this.profile = profile;
        this.nemesis = nemesis;
        this.home = Path.of(
                "target",
                "chaos",
                "%d-%s-%d".formatted(profile.replicas(), profile.postgres() ? "postgres" : "embedded", seed));
    }

    static Story play(long seed, Profile profile) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        Story story = new Story(seed, profile, Nemesis.plan(random.split(), profile));
        story.say("%s, seed %d (again: -Dgluethread.chaos.seed=%d)".formatted(profile, seed, seed));
        long from = System.nanoTime();
        clear(story.home);
        try (Trace trace = new Trace(story.home.resolve("trace.txt"), story.nemesis);
                World world = new World(profile, story.home, trace)) {
            story.nemesis.tells(trace);
            story.play(world, random, trace);
        }
        story.say("%s; %s; %d s".formatted(story.nemesis, story.tale, (System.nanoTime() - from) / 1_000_000_000));
        story.problems.forEach(story::say);
        return story;
    }

    private void play(World world, SplittableRandom random, Trace trace) throws Exception {
        for (Replica replica : world.replicas()) {
            replica.start();
        }
        AtomicBoolean calm = new AtomicBoolean();
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Conversation>> talking = new ArrayList<>();
            for (int number = 0; number < profile.threads(); number++) {
                conversations.add(new Conversation(world, random.split(), number, LEAST_STEPS, calm::get));
            }
            conversations.forEach(conversation -> talking.add(people.submit(conversation)));
            try {
                nemesis.rage(world);
            } finally {
                calm.set(true);
            }
            for (Future<Conversation> conversation : talking) {
                problems.addAll(conversation.get().problems());
            }
        }
        rest(world, trace);
        judge(world);
    }

    private void rest(World world, Trace trace) throws Exception {
        boolean delivered = Waiting.until(REST, () -> !world.door().isOwed());
        if (!delivered) {
            problems.add("Slack still has events for the bot");
        }
        for (Conversation conversation : conversations) {
            if (!Waiting.until(REST, conversation::isAnswered)) {
                problems.add(conversation + " has cells without a final answer");
            }
        }
        for (Conversation conversation : conversations) {
            conversation.leave();
        }
        // Figures that Glue tells later are put right by the next sweep, and edits have Slack's pace.
        var _ = Waiting.until(
                REST, () -> new Cards(world).problems(conversations).isEmpty());
        problems.addAll(new Cards(world).problems(conversations));
        if (!Waiting.until(REST, () -> trace.silence().compareTo(SILENCE) > 0)) {
            problems.add("the bots do not come to rest");
        }
    }

    private void judge(World world) throws Exception {
        for (Replica replica : world.replicas()) {
            if (!replica.ends()) {
                problems.add("replica %d does not end when it is asked to".formatted(replica.number()));
                replica.close();
            }
            replica.awaitDeath();
        }
        LedgerPicture ledger = LedgerPicture.of(world.database());
        Verdict verdict =
                new Verdict(ledger, world.sessions(), world.engine().executions(), new Human(world.slack(), "U_ANA"));
        problems.addAll(verdict.problems(conversations, world.door()));
        tale = verdict.tale(conversations, world.door());
    }

    private static void clear(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> old = Files.walk(folder)) {
                for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        Files.createDirectories(folder);
    }

    private void say(String line) {
        System.out.println("chaos: " + line);
    }

    Nemesis nemesis() {
        return nemesis;
    }

    List<String> problems() {
        return problems;
    }

    @Override
    public String toString() {
        return "the story of seed %d, %s, whose logs are in %s".formatted(seed, profile, home);
    }
}
