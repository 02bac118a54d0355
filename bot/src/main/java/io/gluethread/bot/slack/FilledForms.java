package io.gluethread.bot.slack;

import io.gluethread.broker.ledger.Inbox;
import io.gluethread.commands.ask.Ask;
import io.gluethread.commands.reply.Answer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Handles a form that was sent in, while Slack waits: what is wrong is shown beside its field. What takes too long is
 * finished afterwards, and then answered privately.
 */
final class FilledForms {
    /** Slack waits three seconds. */
    private static final long PATIENCE_MILLIS = 2_200;

    private final Asks asks;
    private final Function<Ask, Answer> commands;
    private final Answers answers;
    private final InboxWorker worker;

    FilledForms(Asks asks, Function<Ask, Answer> commands, Answers answers, InboxWorker worker) {
        this.asks = asks;
        this.commands = commands;
        this.answers = answers;
        this.worker = worker;
    }

    /** What is wrong, by field; empty when the form can be closed. */
    Optional<Map<String, String>> handle(Inbox.Item item) {
        CompletableFuture<Map<String, String>> problems = new CompletableFuture<>();
        worker.aside(item, () -> {
            try {
                asks.of(item).ifPresent(ask -> {
                    Answer answer = commands.apply(ask);
                    boolean shownInForm = answer instanceof Answer.Correct(var wrong) && problems.complete(wrong);
                    if (!shownInForm) {
                        problems.complete(Map.of());
                        answers.give(ask, answer, Answers.Means.NONE);
                    }
                });
            } finally {
                problems.complete(Map.of());
            }
        });
        try {
            return Optional.of(problems.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            problems.complete(Map.of());
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
