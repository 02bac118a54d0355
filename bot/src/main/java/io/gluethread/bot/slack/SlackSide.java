package io.gluethread.bot.slack;

import io.gluethread.bot.config.Config;
import io.gluethread.bot.delivery.Pace;
import io.gluethread.bot.ops.Check;
import io.gluethread.bot.ops.Heartbeat;
import io.gluethread.bot.ops.Pulse;
import io.gluethread.broker.Broker;
import io.gluethread.broker.ledger.Inbox;
import io.gluethread.broker.ledger.Leases;
import io.gluethread.broker.ledger.Preferences;
import io.gluethread.broker.ledger.Surfaces;
import io.gluethread.commands.ask.Ask;
import io.gluethread.commands.guard.AccessPolicy;
import io.gluethread.commands.guard.Guard;
import io.gluethread.commands.reply.Answer;
import jakarta.servlet.http.HttpServlet;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;

/** Everything that Slack talks to, put together: server, intake, inbox worker, answers. */
public final class SlackSide implements AutoCloseable {
    private final Edge edge;
    private final Heartbeat inboxBeat;
    private final InboxWorker worker;
    private final Posts posts;
    private final Optional<SocketMode> socket;

    /**
     * What the Slack side works with.
     *
     * @param steady a clock that does not jump
     */
    public record Parts(
            Broker broker,
            Inbox inbox,
            Leases leases,
            Surfaces surfaces,
            Preferences preferences,
            AccessPolicy policy,
            Function<Ask, Answer> commands,
            Pace pace,
            Executor executor,
            Runnable wakeDelivery,
            InstantSource steady) {}

    /** @param pages path → servlet, beside Slack's own address */
    public SlackSide(
            Config config, SlackClient slack, Parts parts, InstantSource clock, Map<String, HttpServlet> pages) {
        Pulse pulse = new Pulse();
        this.posts = new Posts(parts.inbox(), parts.preferences(), slack.chat(), parts.pace(), clock, pulse::wake);
        Answers answers = new Answers(parts.broker(), parts.surfaces(), slack, posts, parts.wakeDelivery());
        CellFiles files =
                new CellFiles(parts.broker(), parts.surfaces(), new Guard(parts.policy()), parts.wakeDelivery());
        Function<Ask, Answer> commands =
                ask -> files.pressed(ask).orElseGet(() -> parts.commands().apply(ask));
        Asks asks = new Asks(slack, new Directory(slack), parts.broker(), parts.surfaces());
        ItemHandler handler = new ItemHandler(asks, commands, answers, posts, new Home(parts.broker(), slack), slack);
        this.worker = new InboxWorker(
                parts.inbox(), parts.leases(), handler, clock, parts.executor(), pulse::wake, parts.steady());
        this.inboxBeat = new Heartbeat("inbox", pulse, Duration.ofSeconds(5), parts.steady(), worker::step);
        FilledForms forms = new FilledForms(asks, commands, answers, worker);
        Intake intake = new Intake(parts.inbox(), clock, forms::handle, worker::taken, worker::handlesAtOnce);
        BoltDoor door = new BoltDoor(slack.api().slack(), intake);
        this.edge = new Edge(config, door, clock, pages);
        this.socket = config.slack()
                .appToken()
                .map(token ->
                        new SocketMode(config.slack(), token, slack.api(), door, parts.executor(), parts.steady()));
    }

    public void start() {
        inboxBeat.start();
        edge.start();
        socket.ifPresent(SocketMode::start);
    }

    public Posts posts() {
        return posts;
    }

    public int port() {
        return edge.port();
    }

    /** Goes on taking requests in, and handles none of them any more after those that it is at. */
    public void drain() {
        worker.drain();
    }

    public boolean isDrained() {
        return worker.isDrained();
    }

    /** What has to work so that we hear Slack. */
    public List<Check> checks() {
        return Stream.concat(
                        Stream.of(Check.vital("inbox", () -> inboxBeat.check().or(worker::ailment))),
                        socket.stream().flatMap(s -> s.checks().stream()))
                .toList();
    }

    @Override
    public void close() {
        socket.ifPresent(SocketMode::close);
        edge.close();
        inboxBeat.close();
    }
}
