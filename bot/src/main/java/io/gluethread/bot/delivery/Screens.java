package io.gluethread.bot.delivery;

import io.gluethread.bot.slack.blocks.CardBlocks;
import io.gluethread.bot.slack.blocks.DocBlocks;
import io.gluethread.bot.slack.blocks.Limits;
import io.gluethread.bot.slack.blocks.Message;
import io.gluethread.bot.slack.blocks.Plan;
import io.gluethread.bot.slack.blocks.Rung;
import io.gluethread.broker.Broker;
import io.gluethread.broker.session.CellId;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.RateSource;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.broker.statement.Result;
import io.gluethread.commands.reply.Doc;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What each surface is to look like now, from the ledger. */
public final class Screens {
    private final Broker broker;
    private final RateSource rates;
    private final Words words;
    private final Limits limits;

    /**
     * Where words come from.
     *
     * @param hint what may mend an error
     * @param note a Note's payload as a document; empty when nobody can read it
     */
    public record Words(
            BiFunction<CellView, Result.Failed, Optional<Doc>> hint, Function<NoteText, Optional<Doc>> note) {}

    /** A note's payload, and the thread that it belongs to. */
    public record NoteText(ThreadView thread, String payload) {}

    public Screens(Broker broker, RateSource rates, Words words, Limits limits) {
        this.broker = broker;
        this.rates = rates;
        this.words = words;
        this.limits = limits;
    }

    Message card(ThreadView thread) {
        Optional<SessionSpec> planned = thread.live().isPresent()
                ? Optional.empty()
                : switch (broker.resolve(thread.settings())) {
                    case Broker.Resolved.Good(SessionSpec spec) -> Optional.of(spec);
                    case Broker.Resolved.Bad _ -> Optional.empty();
                };
        return CardBlocks.message(
                thread,
                new CardBlocks.Context(planned, planned.map(spec -> rates.rate(spec.region(), spec.size()))),
                limits);
    }

    /**
     * Empty when the ledger does not know the cell.
     *
     * @param unsent its files by number that Slack would not have, and why
     */
    Optional<Plan> cell(ThreadView thread, CellId id, Rung rung, Instant now, Map<Integer, String> unsent) {
        return broker.cell(id).map(cell -> {
            Optional<Doc> hint = cell.result()
                    .flatMap(result -> result instanceof Result.Failed failed
                            ? words.hint().apply(cell, failed)
                            : Optional.empty());
            return Plan.of(cell, new Plan.Context(now, thread.session(), hint, unsent), rung, limits);
        });
    }

    Optional<Message> note(ThreadView thread, String payload, Rung rung) {
        return words.note().apply(new NoteText(thread, payload)).map(doc -> DocBlocks.message(doc, rung, limits));
    }
}
