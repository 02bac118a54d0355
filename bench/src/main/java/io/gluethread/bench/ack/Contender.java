package io.gluethread.bench.ack;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.jakarta_servlet.SlackAppServlet;
import io.gluethread.bench.node.Node;
import io.gluethread.bot.Bot;
import io.gluethread.bot.config.Config;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Who acknowledges. Each is started in a process of its own. */
public enum Contender {
    /** The whole service as it is deployed, its ledger in a file. */
    GLUETHREAD("Gluethread"),
    /** Bolt and its own servlet with the answer of auth.test remembered; its handler acknowledges and does nothing. */
    BOLT("bare Bolt");

    static final String SECRET = "bench-signing-secret";
    static final String PATH = "/slack/events";
    static final String COMMAND = "/glue";

    private final String title;

    Contender(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /** The name that the child process is told. */
    static Contender named(String name) {
        return Arrays.stream(values())
                .filter(contender -> contender.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'%s' is none of %s"
                        .formatted(name, Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", ")))));
    }

    /** Starts on a free port and says which. It lives as long as its process. */
    int start(URI slack, Path home) throws Exception {
        return switch (this) {
            case GLUETHREAD -> gluethread(slack, home);
            case BOLT -> bolt(slack);
        };
    }

    private static int gluethread(URI slack, Path home) {
        Config config = Config.from(Node.settings(slack, slack, home, 0, SECRET));
        return Bot.start(config, InstantSource.system()).port();
    }

    private static int bolt(URI slack) throws Exception {
        SlackConfig client = new SlackConfig();
        client.setMethodsEndpointUrlPrefix(slack + "/api/");
        AppConfig config = AppConfig.builder()
                .slack(Slack.getInstance(client))
                .signingSecret(SECRET)
                .singleTeamBotToken(Node.TOKEN)
                .authTestCacheEnabled(true)
                .authTestCacheExpirationMillis(-1)
                .build();
        App app = new App(config);
        app.command(COMMAND, (_, context) -> context.ack());
        // The same server, threads included, as the service's own.
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        Server server = new Server(threads);
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler pages = new ServletContextHandler();
        pages.addServlet(new ServletHolder(new SlackAppServlet(app)), PATH);
        server.setHandler(pages);
        server.start();
        return connector.getLocalPort();
    }
}
