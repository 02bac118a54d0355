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
import io.gluethread.bot.ops.Health;
import io.gluethread.bot.ops.HealthServlet;
import io.gluethread.bot.ops.Heartbeat;
import io.gluethread.bot.ops.Pulse;
import io.gluethread.bot.slack.SlackClient;
import io.gluethread.bot.slack.SlackLink;
import io.gluethread.bot.slack.SlackSide;
import io.gluethread.bot.slack.blocks.Limits;
import io.gluethread.broker.Broker;
import io.gluethread.broker.ledger.Duties;
import io.gluethread.broker.ledger.Inbox;
import io.gluethread.broker.ledger.Leases;
import io.gluethread.broker.ledger.LedgerClock;
import io.gluethread.broker.ledger.Preferences;
import io.gluethread.broker.ledger.Surfaces;
import io.gluethread.broker.policy.Ailment;
import io.gluethread.broker.policy.SteadyClock;
import io.gluethread.commands.ask.Ask;
import io.gluethread.commands.guard.AccessPolicy;
import io.gluethread.commands.reply.Answer;
import io.gluethread.commands.reply.Doc;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running service: put together by hand, started in order, stopped in reverse. */
public final class Bot implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Bot.class);
    /** A short absence of Slack's is nobody's fault; without Slack for long we are of no use. */
    private static final Duration SLACK_AWAY = Duration.ofMinutes(1);

    private static final Duration SLACK_GONE = Duration.ofMinutes(3);
    private static final Duration DRAIN_LOOK = Duration.ofMillis(20);

    /** How long this machine's clock may be wrong after a jump. */
    private static final Duration CLOCK_SET = Duration.ofSeconds(10);

    private final Core core;
    private final SlackClient slack;
    private final SlackSide slackSide;
    private final Reconciler reconciler;
    private final Heartbeat delivery;
    private final Duties duties;
    private final Heartbeat time;
    private final SlackLink link;
    private final InstantSource steady;
    private final Duration notice;
    private final Duration drain;
    private final Pulse closing = new Pulse();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable Instant draining;
    private final ExecutorService threads;

    /**
     * What is below Slack.
     *
     * @param leases this replica's, on the ledger that it shares with others
     * @param clock the time that all of them go by
     * @param deliveryPulse woken when something is to be shown
     * @param duties makes the work that replicas share, with these duties as well
     * @param start begins the core's own work, after Slack can be answered
     * @param drain has it begin nothing more and waits for what is under way; false when some is left after so long
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
            Predicate<Duration> drain,
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
                    drain,
                    both);
        }
    }

    private Bot(Config config, SlackClient slack, Core core) {
        this.core = core;
        InstantSource clock = core.clock();
        this.threads = Executors.newVirtualThreadPerTaskExecutor();
        this.slack = slack;
        this.steady = new SteadyClock(clock, System::nanoTime);
        this.notice = config.http().notice();
        this.drain = config.http().drain();
        this.link = new SlackLink(slack::check, steady);
        Pulse pulse = core.deliveryPulse();
        Pace pace = new Pace();
        Ticks ticks = new Ticks();
        Screens screens = new Screens(core.broker(), core.spending(), NoteWords.words(), Limits.SLACK);
        Deliverer deliverer =
                new Deliverer(core.broker(), core.surfaces(), screens, slack.chat(), this::letter, pace, ticks, clock);
        this.reconciler = new Reconciler(
                core.broker(),
                core.surfaces(),
                deliverer,
                new Channels(core.leases()),
                pace,
                ticks,
                clock,
                threads,
                pulse::wake,
                steady);
        this.delivery = new Heartbeat("delivery", pulse, Duration.ofSeconds(30), steady, reconciler::step);
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
                pulse::wake,
                steady);
        Health health = new Health(this::checks, steady, threads);
        this.slackSide = new SlackSide(
                config,
                slack,
                parts,
                clock,
                Map.of("/healthz", new HealthServlet(health::alive), "/readyz", new HealthServlet(health::ready)));
        this.duties = core.duties().apply(List.of(digest(config, clock)));
        this.time = new Heartbeat("clock", new Pulse(), CLOCK_SET, steady, () -> {
            core.clock().set();
            duties.check().ifPresent(late -> log.debug("{}", late.what()));
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
            bot.link.start();
            return bot;
        } catch (RuntimeException e) {
            bot.close();
            throw e;
        }
    }

    private void letter(String id, String user, Doc doc) {
        slackSide.posts().tell(id, user, doc);
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

    private List<Check> checks() {
        List<Check> checks = new ArrayList<>(core.checks());
        checks.addAll(slackSide.checks());
        checks.add(Check.vital("delivery", () -> delivery.check().or(reconciler::ailment)));
        checks.add(new Check("slack", SLACK_AWAY, SLACK_GONE, link::ailment));
        Instant since = draining;
        if (since == null) {
            checks.add(Check.vital("duties", duties::check));
        } else {
            checks.add(Check.ready("drain", () -> Optional.of(new Ailment(since, "the service is being stopped"))));
        }
        return checks;
    }

    /** The port that Slack's requests come to. */
    public int port() {
        return slackSide.port();
    }

    /**
     * Announces that it will stop: others had better take the requests, while everything goes on for as long as is
     * configured. Then it stops, as by {@link #close}.
     */
    public void stop() {
        draining = steady.instant();
        try {
            closing.await(notice);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    /**
     * Stops. Nothing new is begun, neither at Glue nor in Slack; what is under way is finished, for as long as is
     * configured. Until then requests are still taken into the inbox, for another replica or the next start: of commands
     * and presses Slack sends only one, so refusing them would lose them, and an event that is taken keeps its place
     * before those that follow it.
     */
    @Override
    public void close() {
        closing.wake();
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        Instant deadline = steady.instant().plus(drain);
        if (draining == null) {
            draining = steady.instant();
        }
        slackSide.drain();
        reconciler.drain();
        duties.close();
        boolean done = core.drain().test(drain);
        done &= awaitDrained(deadline);
        log.info(done ? "Nothing is under way any more" : "Something is still under way; the next start takes it up");
        slackSide.close();
        time.close();
        link.close();
        delivery.close();
        reconciler.close();
        core.close().run();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(done ? 5 : 0, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        slack.close();
    }

    private boolean awaitDrained(Instant deadline) {
        Pulse pulse = new Pulse();
        try {
            while (!slackSide.isDrained() || !reconciler.isDrained()) {
                if (!steady.instant().isBefore(deadline)) {
                    return false;
                }
                pulse.await(DRAIN_LOOK);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
