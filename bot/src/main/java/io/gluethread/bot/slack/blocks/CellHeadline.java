package io.gluethread.bot.slack.blocks;

import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.SessionState;
import io.gluethread.broker.session.SessionView;
import io.gluethread.commands.reply.Figures;
import io.gluethread.cost.Spend;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A cell's first line: {@code [3] ✓ 2.4 s · 20 of 3,143 rows · $0.002}. States are words and signs, never colour alone. */
final class CellHeadline {
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final CellView cell;
    private final Plan.Context context;

    CellHeadline(CellView cell, Plan.Context context) {
        this.cell = cell;
        this.context = context;
    }

    /** @param facts what the result's parts add, such as how many rows are shown */
    String line(List<String> facts) {
        List<String> parts = new ArrayList<>();
        parts.add("[%d] %s".formatted(cell.ordinal(), state()));
        if (cell.state().isOver()) {
            parts.addAll(facts);
            cost().ifPresent(parts::add);
        }
        return String.join(" · ", parts);
    }

    private String state() {
        return switch (cell.state()) {
            case QUEUED -> "⏳ " + waiting();
            case SENDING -> "▶ sending to Glue";
            case RUNNING -> "▶ running" + elapsed(" for ") + progress();
            case CANCELLING -> "◼ cancelling" + elapsed(", ran ");
            case OK -> "✓ " + took("done");
            case ERROR -> "✗ failed" + elapsed(" after ");
            case CANCELLED -> "⊘ cancelled" + elapsed(" after ");
            case LOST -> "⚠ no result" + elapsed(" after ");
        };
    }

    private String waiting() {
        if (cell.queuePlace() > 0) {
            return "queued, %s before it".formatted(Figures.count(cell.queuePlace(), "cell", "cells"));
        }
        return context.session()
                .filter(s -> s.state() == SessionState.WANTED || s.state() == SessionState.PROVISIONING)
                .map(s -> "waiting for the session to start")
                .orElse("queued, next to run");
    }

    private String elapsed(String before) {
        return ran().map(d -> before + Figures.time(d)).orElse("");
    }

    private String took(String otherwise) {
        return ran().map(Figures::time).orElse(otherwise);
    }

    private String progress() {
        return cell.progress() > 0 && cell.progress() < 1 ? " · %d %%".formatted((int) (cell.progress() * 100)) : "";
    }

    private Optional<Duration> ran() {
        Instant end = cell.endedAt().orElse(context.now());
        return cell.startedAt().map(start -> Duration.between(start, end));
    }

    /** The cell's share of its session's price: DPU × time × rate. */
    private Optional<String> cost() {
        Optional<SessionView> session =
                context.session().filter(s -> cell.session().equals(Optional.of(s.id())));
        if (session.isEmpty() || cell.startedAt().isEmpty()) {
            return Optional.empty();
        }
        SessionView s = session.get();
        Duration took = ran().orElse(Duration.ZERO);
        // Glue's times have milliseconds; what ran for less than one was not free.
        Duration billed = took.isZero() ? SHORTEST : took;
        return Optional.of(Spend.ofStatement(billed, s.spec().size(), s.rate()).toString());
    }
}
