package io.gluethread.bot;

import io.gluethread.bot.config.Config;
import io.gluethread.bot.config.Secret;
import io.gluethread.bot.cost.LedgerSpending;
import io.gluethread.bot.ops.Check;
import io.gluethread.bot.ops.Heartbeat;
import io.gluethread.bot.ops.Pulse;
import io.gluethread.broker.BrokerDefaults;
import io.gluethread.broker.BrokerEvents;
import io.gluethread.broker.LedgerBroker;
import io.gluethread.broker.glue.Glue;
import io.gluethread.broker.glue.aws.AwsGlue;
import io.gluethread.broker.glue.aws.AwsGlueSettings;
import io.gluethread.broker.glue.aws.AwsIdentity;
import io.gluethread.broker.ledger.Duties;
import io.gluethread.broker.ledger.Leases;
import io.gluethread.broker.ledger.LedgerClock;
import io.gluethread.broker.ledger.LedgerSettings;
import io.gluethread.broker.ledger.LedgerUnavailableException;
import io.gluethread.broker.ledger.SqlLedger;
import io.gluethread.broker.policy.Ailment;
import io.gluethread.broker.policy.SteadyClock;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.WorkerType;
import io.gluethread.broker.statement.MarkedStatementCode;
import io.gluethread.broker.statement.OutputParser;
import io.gluethread.broker.statement.ResultLimits;
import io.gluethread.commands.Commands;
import io.gluethread.commands.act.Accounts;
import io.gluethread.commands.act.Presets;
import io.gluethread.commands.guard.AccessPolicy;
import io.gluethread.cost.price.PriceList;
import io.gluethread.cost.price.Rates;
import io.gluethread.cost.price.aws.AwsPriceList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything below Slack, put together by hand: ledger, Glue, prices, broker, commands. */
final class Foundation {
    private static final Logger log = LoggerFactory.getLogger(Foundation.class);
    private static final int POOL = 14;
    private static final Duration PRUNED_EVERY = Duration.ofMinutes(10);
    private static final Duration KEPT = Duration.ofDays(7);
    /** A database that is away for less is waited for, which another start could not do better. */
    private static final Duration LEDGER_GONE = Duration.ofSeconds(30);

    private Foundation() {}

    /** On AWS, or what speaks its wire. */
    static Bot.Core lay(Config config, Function<String, Optional<String>> names, InstantSource clock) {
        AwsPriceList prices = new AwsPriceList(prices(config.aws()));
        AwsIdentity identity = new AwsIdentity(glue(config.aws()));
        Accounts accounts = new KnownAccounts(
                () -> identity.caller().map(caller -> new Accounts.Identity(caller.account(), caller.arn())), names);
        Bot.Core core = lay(config, AwsGlue.connect(glue(config.aws())), prices, accounts, clock);
        return core.closing(() -> {
            prices.close();
            identity.close();
        });
    }

    /** On any Glue and any price list. */
    static Bot.Core lay(Config config, Glue glue, PriceList prices, Accounts accounts, InstantSource machine) {
        SqlLedger ledger = SqlLedger.open(ledger(config.state()));
        LedgerClock clock = ledger.clock(machine);
        Leases leases = ledger.leases();
        Optional<Heartbeat> presence = presence(ledger, leases);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Rates rates = new Rates(prices, config.aws().usdPerDpuHour(), clock, threads);
        Pulse delivery = new Pulse();
        LedgerBroker broker = new LedgerBroker(new LedgerBroker.Parts(
                ledger,
                glue,
                new MarkedStatementCode(ResultLimits.DEFAULT),
                OutputParser::result,
                rates,
                defaults(config),
                events(delivery),
                clock,
                LedgerBroker.randomIds(),
                leases));
        LedgerSpending spending =
                new LedgerSpending(broker, rates, config.digests().zone());
        AccessPolicy policy = policy(config.access());
        Commands commands =
                new Commands(broker, ledger.preferences(), policy, spending, accounts, Presets.builtIn(), clock);
        return new Bot.Core(
                broker,
                ledger.surfaces(),
                presence.isPresent() ? ledger.inbox(leases.owner()) : ledger.inbox(),
                leases,
                clock,
                ledger.preferences(),
                spending,
                policy,
                commands::handle,
                delivery,
                Stream.concat(
                                presence.stream().map(beat -> Check.vital("presence", beat::check)),
                                Stream.of(
                                        new Check(
                                                "ledger",
                                                Duration.ZERO,
                                                LEDGER_GONE,
                                                () -> ledger.brokenSince()
                                                        .map(since ->
                                                                new Ailment(since, "the database does not work"))),
                                        Check.vital("broker", broker::loopAilment),
                                        Check.vital("sweep", broker::sweepAilment),
                                        Check.told("glue", broker::glueAilment)))
                        .toList(),
                more -> ledger.duties(
                        leases.owner(),
                        clock,
                        Stream.concat(
                                        Stream.of(
                                                new Duties.Duty("sweep", LedgerBroker.SWEEP_EVERY, broker::sweep),
                                                new Duties.Duty("prune", PRUNED_EVERY, () -> prune(ledger, clock))),
                                        more.stream())
                                .toList()),
                () -> {
                    presence.ifPresent(Heartbeat::start);
                    broker.start();
                },
                broker::drain,
                () -> {
                    broker.close();
                    presence.ifPresent(beat -> leave(beat, leases));
                    threads.shutdown();
                    glue.close();
                    ledger.close();
                });
    }

    /** Tells other replicas that this one is alive; on a database of its own nobody has to know. */
    private static Optional<Heartbeat> presence(SqlLedger ledger, Leases leases) {
        if (!ledger.isShared()) {
            return Optional.empty();
        }
        leases.beat();
        return Optional.of(new Heartbeat("presence", new Pulse(), Leases.BEAT, SteadyClock.system(), () -> {
            leases.beat();
            return Leases.BEAT;
        }));
    }

    private static void leave(Heartbeat presence, Leases leases) {
        presence.close();
        try {
            leases.leave();
        } catch (LedgerUnavailableException e) {
            log.debug("the other replicas find out by themselves that this one is gone: {}", e.getMessage());
        }
    }

    private static void prune(SqlLedger ledger, InstantSource clock) {
        int forgotten = ledger.prune(clock.instant().minus(KEPT));
        log.debug("{} handled requests were forgotten", forgotten);
    }

    private static BrokerEvents events(Pulse delivery) {
        return new BrokerEvents() {
            @Override
            public void surfacesChanged(ThreadId thread) {
                delivery.wake();
            }

            @Override
            public void troubled(String where, Throwable trouble) {
                log.error("{} met trouble and goes on", where, trouble);
            }
        };
    }

    private static LedgerSettings ledger(Config.State state) {
        if (state.databaseUrl().isPresent()) {
            return new LedgerSettings(
                    state.databaseUrl().get().value(),
                    state.databaseUser().orElse(""),
                    state.databasePassword().map(Secret::value).orElse(""),
                    POOL);
        }
        try {
            Files.createDirectories(state.home());
        } catch (IOException e) {
            throw new UncheckedIOException("the directory of GLUETHREAD_HOME cannot be made", e);
        }
        return LedgerSettings.file(state.home().resolve("ledger"));
    }

    private static AwsGlueSettings glue(Config.Aws aws) {
        AwsGlueSettings settings = AwsGlueSettings.of(aws.region());
        if (aws.endpoint().isPresent()) {
            settings = settings.at(aws.endpoint().get());
        }
        return aws.accessKey().isEmpty()
                ? settings
                : settings.with(new AwsGlueSettings.AccessKey(
                        aws.accessKey().get().id(),
                        aws.accessKey().get().secret().value()));
    }

    private static AwsPriceList.Settings prices(Config.Aws aws) {
        return new AwsPriceList.Settings(
                aws.pricingEndpoint().or(aws::endpoint),
                AwsPriceList.Settings.usual().pricingRegion(),
                AwsPriceList.Settings.usual().callTimeout(),
                aws.accessKey()
                        .map(key -> new AwsPriceList.AccessKey(
                                key.id(), key.secret().value())));
    }

    private static BrokerDefaults defaults(Config config) {
        Config.Sessions sessions = config.sessions();
        return new BrokerDefaults(
                config.aws().region(),
                config.aws().role().orElse(""),
                sessions.glueVersion(),
                new WorkerType(sessions.workerType()),
                sessions.workers(),
                sessions.idleTimeout(),
                sessions.timeout(),
                sessions.scala() ? Language.SCALA : Language.PYTHON,
                config.aws().service(),
                BrokerDefaults.Limits.DEFAULT
                        .alive(sessions.mostPerPerson(), sessions.most())
                        .calls(sessions.callsPerSecond()));
    }

    private static AccessPolicy policy(Config.Access access) {
        return new AccessPolicy(
                listed(access.channels()),
                access.directMessages(),
                listed(access.people()),
                access.admins(),
                AccessPolicy.Others.OWNER_AND_ADMINS);
    }

    private static AccessPolicy.Listed listed(Set<String> ids) {
        return ids.contains("*") ? AccessPolicy.Listed.ALL : new AccessPolicy.Listed(false, ids);
    }
}
