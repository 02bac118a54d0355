package io.gluethread.bench.ack;

import io.gluethread.bench.measure.Pause;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** What the contenders call: agrees to everything at once, knows one person, and counts the answers to commands. */
public final class QuietSlack implements AutoCloseable {
    public static final String TEAM = "T_BENCH";
    static final String PERSON = "U_ANA";
    static final String ANSWER = "/answer";

    private static final String POST = "/api/chat.postMessage";
    private static final String POSTED = "{\"ok\":true,\"channel\":\"C_DATA\",\"ts\":\"1800000000.%06d\"}";
    private static final int TOO_MANY = 429;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String WHO_AM_I =
            "{\"ok\":true,\"url\":\"http://127.0.0.1/\",\"team\":\"bench\",\"user\":\"glue\",\"team_id\":\"%s\",\"user_id\":\"U_GLUE\",\"bot_id\":\"B_GLUE\"}"
                    .formatted(TEAM);
    private static final String WHO_IS =
            "{\"ok\":true,\"user\":{\"id\":\"%s\",\"team_id\":\"%s\",\"name\":\"ana\",\"profile\":{}}}"
                    .formatted(PERSON, TEAM);
    /** Also read as Glue's and the Price List's: no sessions, no prices. */
    private static final String YES = "{\"ok\":true,\"messages\":[],\"Ids\":[],\"Sessions\":[],\"PriceList\":[]}";

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong posts = new AtomicLong();
    private volatile boolean refusing;

    public QuietSlack() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                Content.Source.consumeAll(request);
                String path = Request.getPathInContext(request);
                if (path.equals(ANSWER)) {
                    answers.incrementAndGet();
                }
                if (path.equals(POST) && refusing) {
                    response.setStatus(TOO_MANY);
                    response.getHeaders().put(HttpHeader.RETRY_AFTER, 1);
                    callback.succeeded();
                    return true;
                }
                String body =
                        switch (path) {
                            case "/api/auth.test" -> WHO_AM_I;
                            case "/api/users.info" -> WHO_IS;
                            case POST -> POSTED.formatted(posts.incrementAndGet());
                            case "/api/chat.update" -> POSTED.formatted(0);
                            default -> YES;
                        };
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json; charset=utf-8");
                response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
                return true;
            }
        });
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort());
    }

    public long answers() {
        return answers.get();
    }

    /** New messages so far. */
    public long posts() {
        return posts.get();
    }

    /** Whether new messages are refused: too many, come again in a second. */
    public void refuse(boolean from) {
        refusing = from;
    }

    /** Waits until so many commands in all have been answered. */
    void awaitAnswers(long all) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (answers.get() < all) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("after %d s only %d of %d commands were answered"
                        .formatted(PATIENCE.toSeconds(), answers.get(), all));
            }
            Pause.of(Duration.ofMillis(20));
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the quiet Slack does not stop", e);
        }
    }
}
