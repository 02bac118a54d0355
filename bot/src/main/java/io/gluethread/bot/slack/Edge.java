package io.gluethread.bot.slack;

import io.gluethread.bot.config.Config;
import jakarta.servlet.http.HttpServlet;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP server: Slack's one address {@code /slack/events}, unless in Socket Mode, and the pages of {@code others}. */
public final class Edge implements AutoCloseable {
    /** Where Slack sends commands, interactions and events. */
    public static final String PATH = "/slack/events";

    private final Server server;
    private final ServerConnector connector;

    /** @param others path → servlet, beside Slack's own */
    Edge(Config config, BoltDoor door, InstantSource clock, Map<String, HttpServlet> others) {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("http");
        threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        this.server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        this.connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(config.http().host());
        connector.setPort(config.http().port());
        connector.setShutdownIdleTimeout(200);
        server.addConnector(connector);
        ServletContextHandler pages = new ServletContextHandler();
        // In Socket Mode nobody has to reach us, so nobody can.
        if (config.slack().appToken().isEmpty()) {
            FilterHolder filter = new FilterHolder(
                    new SignedBodyFilter(new SlackSignature(config.slack().signingSecrets()), clock));
            pages.addFilter(filter, PATH, EnumSet.of(jakarta.servlet.DispatcherType.REQUEST));
            pages.addServlet(new ServletHolder(new SlackServlet(door)), PATH);
        }
        others.forEach((path, servlet) -> pages.addServlet(new ServletHolder(servlet), path));
        // What is being answered is answered; what still comes then is refused with 503.
        server.setHandler(new GracefulHandler(pages));
        server.setErrorHandler(new QuietErrors());
        pages.setErrorHandler(new QuietErrors());
        server.setStopTimeout(3000);
    }

    public void start() {
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(
                    "cannot listen on %s:%d: %s".formatted(connector.getHost(), connector.getPort(), e.getMessage()),
                    e);
        }
    }

    public int port() {
        return connector.getLocalPort();
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(connector.getHost(), port());
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server does not stop", e);
        }
    }
}
