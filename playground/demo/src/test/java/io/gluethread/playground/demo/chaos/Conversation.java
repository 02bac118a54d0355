package io.gluethread.playground.demo.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.gluethread.playground.demo.Human;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/**
 * What people do in one Slack thread, from a seed: cells, some that fail, hold or kill their session, cancels, stops and
 * new starts, edits, talk, and words of those who may not. They act as people do: who has asked for a stop waits until the
 * card shows it.
 */
final class Conversation implements Callable<Conversation> {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MOST_STEPS = 60;
    private static final List<String> CHANNELS = List.of("C_DATA", "C_GENERAL", "C_SHARED");

    private final World world;
    private final SplittableRandom random;
    private final BooleanSupplier over;
    private final int number;
    private final int leastSteps;
    private final String channel;
    private final Human ana;
    private final Human ben;
    private final List<Sent> sent = new ArrayList<>();
    private final Set<String> edits = new HashSet<>();
    private final Set<String> mayBeCancelled = new HashSet<>();
    private final Set<String> mayBeCut = new HashSet<>();
    private final List<String> problems = new ArrayList<>();
    private Optional<String> root = Optional.empty();

    /** @param over tells when nothing goes wrong any more: then people soon have enough */
    Conversation(World world, SplittableRandom random, int number, int leastSteps, BooleanSupplier over) {
        this.world = world;
        this.random = random;
        this.number = number;
        this.leastSteps = leastSteps;
        this.over = over;
        this.channel = CHANNELS.get(number % CHANNELS.size());
        this.ana = new Human(world.slack(), "U_ANA");
        this.ben = new Human(world.slack(), "U_BEN");
    }

    @Override
    public Conversation call() throws Exception {
        if (open()) {
            for (int step = 0; step < MOST_STEPS && (step < leastSteps || !over.getAsBoolean()); step++) {
                step();
                Waiting.pause(Duration.ofMillis(random.nextLong(50, 1_500)));
            }
        }
        return this;
    }

    private boolean open() throws Exception {
        boolean mention = random.nextInt(4) > 0;
        root = mention ? Optional.of(ana.says(channel, "@glue config scala")) : commanded();
        if (root.isEmpty()) {
            return false;
        }
        if (mention && !settled(root.get())) {
            return false;
        }
        boolean shown = Waiting.until(over, PATIENCE, () -> page().card().isPresent());
        if (!shown) {
            problems.add("thread %s in %s has no card".formatted(root.get(), channel));
        }
        return shown;
    }

    /** By the slash command, which Slack does not repeat: people do, when they are told that it failed. */
    private Optional<String> commanded() throws Exception {
        for (int tries = 0; tries < 10; tries++) {
            String name = "story-%d-%d".formatted(number, tries);
            if (ana.command(channel, "start scala " + name).path("status").asInt() == 200) {
                boolean shown = Waiting.until(over, PATIENCE, () -> named(name).isPresent());
                if (!shown) {
                    problems.add("a start of %s in %s was taken and never shown".formatted(name, channel));
                }
                return named(name);
            }
            Waiting.pause(Duration.ofSeconds(2));
        }
        return Optional.empty();
    }

    private Optional<String> named(String name) {
        return ana.channel(channel).stream()
                .filter(message -> ThreadPage.text(message).startsWith(name + ":"))
                .map(message -> message.path("ts").asText())
                .findFirst();
    }

    private void step() throws Exception {
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4 -> cells(ana, 1 + random.nextInt(3));
            case 5, 6 -> cells(ben, 1);
            case 7, 8 -> holdAndCancel();
            case 9 -> cancel();
            case 10 -> stop();
            case 11 -> die();
            case 12 -> edit();
            case 13 -> stranger();
            case 14 -> ana.saysIn(channel, thread(), random.nextBoolean() ? "talk that is no command" : "@glue status");
            default -> restart();
        }
    }

    private void cells(Human author, int count) throws Exception {
        List<CellKind> kinds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            kinds.add(
                    switch (random.nextInt(10)) {
                        case 0, 1 -> CellKind.FAIL;
                        case 2 -> CellKind.LENGTHY;
                        default -> CellKind.OK;
                    });
        }
        say(author, kinds);
        if (random.nextBoolean()) {
            answered();
        }
    }

    private List<Sent> say(Human author, List<CellKind> kinds) {
        List<String> tokens = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (CellKind kind : kinds) {
            String token = "cell-%d-%d".formatted(number, sent.size() + tokens.size());
            long millis = random.nextInt(4) == 0 ? random.nextLong(800, 3_000) : random.nextLong(5, 300);
            tokens.add(token);
            text.append("```\n%s\n```\n".formatted(kind.code(token, millis)));
        }
        String ts = author.saysIn(channel, thread(), text.toString().strip());
        boolean allowed = Set.of("U_ANA", "U_BEN").contains(author.user());
        List<Sent> now = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            now.add(new Sent(tokens.get(i), kinds.get(i), channel, thread(), ts, author.user(), allowed));
        }
        sent.addAll(now);
        return now;
    }

    private void holdAndCancel() throws Exception {
        Sent hold = say(ana, List.of(CellKind.HOLD)).getFirst();
        mayBeCancelled.add(hold.token());
        if (!settled(hold.ts()) || !world.door().wasTaken(channel, hold.ts())) {
            return;
        }
        boolean click = random.nextBoolean();
        for (int tries = 0; tries < 6; tries++) {
            var _ = Waiting.until(Duration.ofSeconds(8), () -> page().isAnythingRunning() || isAnswered());
            if (isAnswered()) {
                return;
            }
            if (click) {
                page().answers().stream()
                        .filter(answer -> !answer.isFinal())
                        .findFirst()
                        .ifPresent(this::pressCancel);
            } else {
                cancel();
            }
            if (Waiting.until(Duration.ofSeconds(8), this::isAnswered)) {
                return;
            }
        }
    }

    private void pressCancel(ThreadPage.Answer answer) {
        unanswered(mayBeCancelled);
        var _ = ana.clicks(channel, answer.ts(), "gt_cancel", answer.cell());
    }

    private void cancel() throws Exception {
        unanswered(mayBeCancelled);
        heard("@glue cancel");
    }

    private void stop() throws Exception {
        unanswered(mayBeCut);
        // A cell that Slack brings only after the stop has a new session.
        boolean all = isSettled();
        if (heard("@glue stop") && all) {
            stopped();
        }
    }

    private void stopped() throws Exception {
        if (!Waiting.until(over, PATIENCE, () -> page().isOver())) {
            problems.add("thread %s does not show that it was stopped: %s".formatted(thread(), page().state()));
        }
    }

    /** A session that died is told, and the next cell has a new one. */
    private void die() throws Exception {
        say(ana, List.of(CellKind.DIE));
        unanswered(mayBeCut);
        answered();
    }

    private void restart() throws Exception {
        stop();
        if (random.nextBoolean()) {
            heard("@glue start");
        }
        say(ana, List.of(CellKind.OK));
    }

    private void edit() throws Exception {
        Sent first = say(ana, List.of(CellKind.OK)).getFirst();
        String other = first.token() + "-edited";
        edits.add(other);
        ana.edits(channel, first.ts(), "```\n%s\n```".formatted(CellKind.OK.code(other, 10)));
    }

    private void stranger() {
        Human stranger = new Human(world.slack(), channel.equals("C_SHARED") ? "U_DAN" : "U_CLEO");
        say(stranger, List.of(CellKind.OK));
    }

    /** Says it and waits until the bot has it; false when Slack could not bring it. */
    private boolean heard(String words) throws Exception {
        String ts = ana.saysIn(channel, thread(), words);
        return settled(ts) && world.door().wasTaken(channel, ts);
    }

    private boolean settled(String ts) throws Exception {
        return Waiting.until(over, PATIENCE, () -> world.door().isSettled(channel, ts));
    }

    private void unanswered(Set<String> to) {
        Set<String> shown = new HashSet<>();
        String page = page().answers().stream()
                .filter(ThreadPage.Answer::isFinal)
                .map(ThreadPage.Answer::blocks)
                .reduce("", String::concat);
        sent.stream()
                .map(Sent::token)
                .filter(token -> page.contains(" " + token + "\""))
                .forEach(shown::add);
        sent.stream().map(Sent::token).filter(token -> !shown.contains(token)).forEach(to::add);
    }

    private void answered() throws Exception {
        var _ = Waiting.until(over, PATIENCE, this::isAnswered);
    }

    /** Whether all that was sent is settled and has its final answer. */
    boolean isAnswered() {
        return root.isEmpty() || (isSettled() && page().finals() >= taken());
    }

    private boolean isSettled() {
        return sent.stream().allMatch(s -> world.door().isSettled(channel, s.ts()));
    }

    private long taken() {
        return sent.stream()
                .filter(s -> s.allowed() && world.door().wasTaken(channel, s.ts()))
                .count();
    }

    /** In the end most threads stop their session; some leave it. */
    void leave() throws Exception {
        if (root.isPresent() && random.nextInt(4) > 0) {
            stop();
        }
    }

    private ThreadPage page() {
        return ThreadPage.of(ana, channel, thread());
    }

    private String thread() {
        return root.orElseThrow();
    }

    Optional<String> root() {
        return root;
    }

    String channel() {
        return channel;
    }

    List<Sent> sent() {
        return sent;
    }

    /** Tokens that exist in edited messages only. */
    Set<String> edits() {
        return edits;
    }

    boolean mayBeCancelled(String token) {
        return mayBeCancelled.contains(token);
    }

    boolean mayBeCut(String token) {
        return mayBeCut.contains(token) || mayBeCancelled.contains(token);
    }

    List<String> problems() {
        return problems;
    }

    @Override
    public String toString() {
        return "thread %s/%s of %d cells".formatted(channel, root.orElse("(none)"), sent.size());
    }

    /** What the thread's page would show to somebody who looks. */
    List<JsonNode> messages() {
        return root.isEmpty() ? List.of() : page().messages();
    }
}
