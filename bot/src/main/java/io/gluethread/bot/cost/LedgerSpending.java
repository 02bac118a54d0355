package io.gluethread.bot.cost;

import io.gluethread.broker.Broker;
import io.gluethread.broker.session.Rate;
import io.gluethread.broker.session.RateSource;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.SessionView;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.ThreadView;
import io.gluethread.commands.act.Spending;
import io.gluethread.commands.parse.Command;
import io.gluethread.commands.reply.Doc;
import io.gluethread.cost.CostReport;
import io.gluethread.cost.DayRange;
import io.gluethread.cost.Digest;
import io.gluethread.cost.LedgerEntry;
import io.gluethread.cost.Spend;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Spending as the ledger has it, counted by the one rule that card, answers and digest share. */
public final class LedgerSpending implements Spending {
    private final Broker broker;
    private final RateSource rates;
    private final ZoneId zone;

    public LedgerSpending(Broker broker, RateSource rates, ZoneId zone) {
        this.broker = broker;
        this.rates = rates;
        this.zone = zone;
    }

    @Override
    public Rate rate(String region, SessionSpec.Size size) {
        return rates.rate(region, size);
    }

    @Override
    public BigDecimal soFar(SessionView session, Instant now) {
        return Spend.of(session).money().usd();
    }

    @Override
    public Doc cost(Question question) {
        DayRange days =
                switch (question.period()) {
                    case TODAY -> DayRange.today(question.now(), zone);
                    case WEEK -> DayRange.week(question.now(), zone);
                    case MONTH -> DayRange.month(question.now(), zone);
                };
        return CostWords.cost(question, count(question.team(), days, question.now(), filter(question)));
    }

    private static Predicate<Found> filter(Question question) {
        return switch (question.scope()) {
            case MINE -> found -> found.thread().owner().equals(question.by());
            case THREAD -> {
                Optional<ThreadId> id = question.thread().map(ThreadView::id);
                yield found -> id.equals(Optional.of(found.thread().id()));
            }
            case CHANNEL -> found -> found.thread().channel().equals(question.channel());
            case ALL -> _ -> true;
        };
    }

    /** Today so far, as {@code digest now} tells it. */
    @Override
    public Doc digest(String team, String channel, Instant now) {
        return CostWords.digest(count(team, DayRange.today(now, zone), now, _ -> true), Optional.empty());
    }

    /** The morning's digest: yesterday, and today so far. */
    public Doc morning(String team, Instant now) {
        return CostWords.digest(
                count(team, DayRange.yesterday(now, zone), now, _ -> true),
                Optional.of(count(team, DayRange.today(now, zone), now, _ -> true)));
    }

    /** A session with its thread. */
    private record Found(SessionView session, ThreadView thread) {}

    private Digest count(String team, DayRange days, Instant now, Predicate<Found> which) {
        Map<ThreadId, Optional<ThreadView>> threads = new HashMap<>();
        List<LedgerEntry> entries =
                broker.sessionsBetween(CostReport.historyFrom(days, zone), later(now, days)).stream()
                        .flatMap(session -> threads.computeIfAbsent(session.thread(), broker::thread).stream()
                                .map(thread -> new Found(session, thread)))
                        .filter(found -> found.thread().team().equals(team))
                        .filter(which)
                        .map(LedgerSpending::entry)
                        .toList();
        return CostReport.of(entries, broker.foreignSessions(), rates, days, zone, now);
    }

    private Instant later(Instant now, DayRange days) {
        Instant until = days.until(zone);
        return now.isAfter(until) ? now : until;
    }

    private static LedgerEntry entry(Found found) {
        ThreadView thread = found.thread();
        String name = thread.name().isBlank() ? found.session().id().value() : thread.name();
        return new LedgerEntry(found.session(), thread.owner(), thread.channel(), name);
    }

    /** For {@code cost}: what the period and the scope are called. */
    static String words(Command.Period period) {
        return switch (period) {
            case TODAY -> "today";
            case WEEK -> "this week";
            case MONTH -> "this month";
        };
    }
}
