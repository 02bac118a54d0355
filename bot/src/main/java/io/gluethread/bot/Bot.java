package io.gluethread.bot;

import io.gluethread.bot.config.Config;
import io.gluethread.bot.cost.DailyDigest;
import io.gluethread.bot.cost.LedgerSpending;
import io.gluethread.bot.delivery.Channels;
import io.gluethread.bot.delivery.Chat;
import io.gluethread.bot.delivery.Deliverer;
import io.gluethread.bot.delivery.Pace;
import io.gluethread.bot.delivery.Reconciler;
import io.gluethread.bot.delivery.Screens;
import io.gluethread.bot.delivery.Ticks;
import io.gluethread.bot.ops.Check;
import io.gluethread.bot.ops.HealthServlet;
import io.gluethread.bot.ops.Heartbeat;
import io.gluethread.bot.ops.Pulse;
import io.gluethread.bot.slack.SlackClient;
import io.gluethread.bot.slack.SlackSide;
import io.gluethread.bot.slack.blocks.Limits;
import io.gluethread.broker.Broker;
import io.gluethread.broker.ledger.Duties;
import io.gluethread.broker.ledger.Inbox;
import io.gluethread.broker.ledger.Leases;
import io.gluethread.broker.ledger.LedgerClock;
import io.gluethread.broker.ledger.Preferences;
import io.gluethread.broker.ledger.Surfaces;
import io.gluethread.commands.ask.Ask;
import io.gluethread.commands.guard.AccessPolicy;
import io.gluethread.commands.reply.Answer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running service: put together by hand, started in order, stopped in reverse. */
public final class Bot implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Bot.class);

    /** How long this machine's clock may be wrong after a jump. */
    private static final Duration CLOCK_SET = Duration.ofSeconds(10);

    private final Core core;
    private final SlackClient slack;
    private final SlackSide slackSide;
    private final Reconciler reconciler;
    private final Heartbeat delivery;
    private final Duties duties;
    private final Heartbeat time;
    private final ExecutorService threads;

    /**
     * What is below Slack.
     *
     * @param leases this replica's, on the ledger that it shares with others
     * @param clock the time that all of them go by
     * @param deliveryPulse woken when something is to be shown
     * @param duties makes the work that replicas share, with these duties as well
     * @param start begins the core's own work, after Slack can be answered
     * @param close ends it, after nothing comes in any more
     */
    record Core(
            Broker broker,
            Surfaces surfaces,
            Inbox inbox,
            Leases leases,
            LedgerClock clock,
            Preferences preferences,
            LedgerSpending spending,
            AccessPolicy policy,
            Function<Ask, Answer> commands,
            Pulse deliveryPulse,
            List<Check> checks,
            Function<List<Duties.Duty>, Duties> duties,
            Runnable start,
            Runnable close) {
        /** The same, and when it is closed, this as well. */
        Core closing(Runnable more) {
            Runnable both = () -> {
                close.run();
                more.run();
            };
            return new Core(
                    broker,
                    surfaces,
                    inbox,
                    leases,
                    clock,
                    preferences,
                    spending,
                    policy,
                    commands,
                    deliveryPulse,
                    checks,
                    duties,
                    start,
                    both);
        }
    }

    private Bot(Config config, SlackClient slack, Core core) {
        this.core = core;
        InstantSource clock = core.clock();
        this.threads = Executors.newVirtualThreadPerTaskExecutor();
        this.slack = slack;
        Pulse pulse = core.deliveryPulse();
        Pace pace = new Pace();
        Ticks ticks = new Ticks();
        Screens screens = new Screens(core.broker(), core.spending(), NoteWords.words(), Limits.SLACK);
        Deliverer deliverer = new Deliverer(core.broker(), core.surfaces(), screens, slack.chat(), pace, ticks, clock);
        this.reconciler = new Reconciler(
                core.broker(),
                core.surfaces(),
                deliverer,
                new Channels(core.leases()),
                ticks,
                clock,
                threads,
                pulse::wake);
        this.delivery = new Heartbeat("delivery", pulse, Duration.ofSeconds(30), clock, reconciler::step);
        SlackSide.Parts parts = new SlackSide.Parts(
                core.broker(),
                core.inbox(),
                core.leases(),
                core.surfaces(),
                core.preferences(),
                core.policy(),
                core.commands(),
                pace,
                threads,
                pulse::wake);
        this.slackSide = new SlackSide(
                config,
                slack,
                parts,
                clock,
                Map.of(
                        "/healthz",
                        new HealthServlet(() -> checks(true)),
                        "/readyz",
                        new HealthServlet(() -> checks(false))));
        this.duties = core.duties().apply(List.of(digest(config, clock)));
        this.time = new Heartbeat("clock", new Pulse(), CLOCK_SET, clock, () -> {
            core.clock().set();
            return CLOCK_SET;
        });
    }

    /**
     * Starts the service.
     *
     * @throws io.gluethread.broker.ledger.LedgerUnavailableException when the database cannot be opened
     * @throws IllegalStateException when the port is taken
     */
    public static Bot start(Config config, InstantSource clock) {
        SlackClient slack = new SlackClient(config.slack());
        return start(config, slack, Foundation.lay(config, slack::name, clock));
    }

    static Bot start(Config config, SlackClient slack, Core core) {
        Bot bot = new Bot(config, slack, core);
        try {
            bot.slackSide.start();
            core.start().run();
            bot.reconciler.begin();
            bot.delivery.start();
            bot.duties.start();
            bot.time.start();
            return bot;
        } catch (RuntimeException e) {
            bot.close();
            throw e;
        }
    }

    private Duties.Duty digest(Config config, InstantSource clock) {
        DailyDigest digest = new DailyDigest(
                config.digests(),
                core.preferences(),
                now -> core.spending().morning(slack.us().team(), now),
                (name, channel, doc) -> slackSide.posts().want(name, new Chat.Where(channel, Optional.empty()), doc),
                clock);
        return new Duties.Duty("digest", DailyDigest.LOOK, digest::step);
    }

    private List<Check> checks(boolean vitalOnly) {
        List<Check> checks = new ArrayList<>(core.checks());
        checks.addAll(slackSide.checks());
        checks.add(new Check("delivery", true, delivery::check));
        checks.add(new Check("duties", true, duties::check));
        checks.add(new Check("slack", false, slack::check));
        return checks.stream().filter(check -> check.vital() || !vitalOnly).toList();
    }

    /** The port that Slack's requests come to. */
    public int port() {
        return slackSide.port();
    }

    @Override
    public void close() {
        slackSide.close();
        time.close();
        duties.close();
        delivery.close();
        reconciler.close();
        core.close().run();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                log.warn("something is still under way; it is taken up by the next start");
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        slack.close();
    }
}
