package io.gluethread.broker.glue;

import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.SessionSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A service that runs sessions and statements, as AWS Glue's
 * <a href="https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-interactive-sessions.html">interactive sessions</a>
 * does. Every method blocks, does no hidden retry, and throws only {@link GlueException}.
 */
public interface Glue extends AutoCloseable {
    /** No call takes longer; after it, the outcome is unclear. */
    Duration LONGEST_CALL = Duration.ofSeconds(30);

    /**
     * Asks for a session. An id that exists already is {@link GlueException.AlreadyExists}, also for our own id after an
     * unclear answer: the caller then looks with {@link #session}.
     */
    void create(SessionId id, SessionSpec spec, Map<String, String> tags);

    GlueSession session(SessionId id, String region);

    /** Sessions with all of these tags, of every state: the first page, or the one that a token stands for. */
    Page<GlueSession> sessions(String region, Map<String, String> tags, Optional<String> token);

    /** All sessions with all of these tags, every page, every state. */
    default List<GlueSession> sessions(String region, Map<String, String> tags) {
        return all(token -> sessions(region, tags, token));
    }

    void stop(SessionId id, String region);

    /**
     * Sends code; the answer is the statement's number. Not idempotent: after {@link GlueException.Unclear} the code may
     * or may not be running, and {@link #statements} tells.
     */
    int run(SessionId id, String region, String code);

    /**
     * As {@link #run(SessionId, String, String)}, for callers that may send nothing any more once they have been stopped
     * for too long.
     *
     * @param mayLeave asked as late as possible before the request leaves; what it throws comes out of here, and then
     *     the code was not sent
     */
    default int run(SessionId id, String region, String code, Runnable mayLeave) {
        mayLeave.run();
        return run(id, region, code);
    }

    GlueStatement statement(SessionId id, String region, int statement);

    /** Statements of the session: the first page, or the one that a token stands for. */
    Page<GlueStatement> statements(SessionId id, String region, Optional<String> token);

    /** Every statement of the session, every page. */
    default List<GlueStatement> statements(SessionId id, String region) {
        return all(token -> statements(id, region, token));
    }

    private static <T> List<T> all(Function<Optional<String>, Page<T>> pages) {
        List<T> found = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            Page<T> page = pages.apply(token);
            found.addAll(page.items());
            token = page.next();
        } while (token.isPresent());
        return List.copyOf(found);
    }

    /** Asks for a statement to end; one that is over already stays as it is. */
    void cancel(SessionId id, String region, int statement);

    /** Whether the service answers: empty when it does, else what is wrong in one line. */
    Optional<String> check();

    @Override
    void close();
}
