package io.gluethread.playground.slack;

import io.gluethread.playground.slack.api.Responses;
import io.gluethread.playground.slack.api.Statuses;
import io.gluethread.playground.slack.api.WebApi;
import io.gluethread.playground.slack.control.Payloads;
import io.gluethread.playground.slack.control.Playground;
import io.gluethread.playground.slack.delivery.BotEvents;
import io.gluethread.playground.slack.delivery.BotLink;
import io.gluethread.playground.slack.delivery.EventDelivery;
import io.gluethread.playground.slack.delivery.Faults;
import io.gluethread.playground.slack.delivery.Later;
import io.gluethread.playground.slack.delivery.SocketLinks;
import io.gluethread.playground.slack.http.App;
import io.gluethread.playground.slack.http.Routes;
import io.gluethread.playground.slack.workspace.ResponseUrls;
import io.gluethread.playground.slack.workspace.Triggers;
import io.gluethread.playground.slack.workspace.Views;
import io.gluethread.playground.slack.workspace.Whispers;
import io.gluethread.playground.slack.workspace.Workspace;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/** A running local Slack on 127.0.0.1. Its state lives as long as it does; the bot may come and go. */
public final class LocalSlack implements AutoCloseable {
    private final Server server;
    private final ServerConnector connector;
    private final Routes routes;
    private final BotLink bot;
    private final Later later;
    private final ExecutorService threads;

    private LocalSlack(LocalSlackSettings settings, InstantSource clock) {
        threads = Executors.newVirtualThreadPerTaskExecutor();
        server = new Server(pool(threads));
        connector = connector(server, settings.port());
        Workspace workspace = new Workspace(clock);
        Whispers whispers = new Whispers(workspace);
        Views views = new Views(workspace);
        Triggers triggers = new Triggers(workspace);
        ResponseUrls urls = new ResponseUrls(workspace);
        Responses responses = new Responses(workspace, whispers, urls);
        Faults faults = new Faults();
        later = new Later(clock, threads);
        SocketLinks sockets = new SocketLinks(workspace, later);
        bot = new BotLink(workspace, settings.signingSecret(), settings.deadline(), settings.requestUrl(), sockets);
        BotEvents events =
                new BotEvents(workspace, new EventDelivery(workspace, bot, faults, later, settings.retries(), threads));
        WebApi api = new WebApi(
                workspace,
                views,
                triggers,
                whispers,
                new Statuses(workspace, later),
                sockets,
                faults,
                clock,
                settings.limits(),
                this::url,
                settings.home().resolve("slack-files"));
        Payloads payloads = new Payloads(workspace, triggers, urls, this::url);
        Playground playground =
                new Playground(workspace, whispers, views, responses, bot, events, payloads, settings.deadline());
        App app = new App(bot, sockets, ServerWebSocketContainer.ensure(server));
        routes = new Routes(
                workspace, api, responses, playground, faults, app, settings.commands(), settings.furtherWires());
        workspace.listen(events);
        server.setHandler(routes);
    }

    /** Starts listening; returns when requests are answered. */
    public static LocalSlack start(LocalSlackSettings settings, InstantSource clock) throws IOException {
        LocalSlack slack = new LocalSlack(settings, clock);
        try {
            slack.server.start();
            return slack;
        } catch (Exception e) {
            slack.close();
            throw new IOException("the local Slack could not start on 127.0.0.1:" + settings.port(), e);
        }
    }

    public int port() {
        return connector.getLocalPort();
    }

    /** The address of the page; the Web API is under {@code /api/}. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** Says where the bot listens from now on, as the request URL in Slack's app settings does. */
    public void deliverTo(URI requestUrl) {
        bot.deliverTo(requestUrl);
    }

    @Override
    public void close() {
        routes.close();
        later.close();
        bot.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the local Slack could not stop", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static QueuedThreadPool pool(ExecutorService threads) {
        QueuedThreadPool pool = new QueuedThreadPool(32, 4);
        pool.setName("local-slack");
        pool.setDaemon(true);
        pool.setVirtualThreadsExecutor(threads);
        return pool;
    }

    private static ServerConnector connector(Server server, int port) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        return connector;
    }
}
