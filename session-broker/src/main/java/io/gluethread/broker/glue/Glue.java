package io.gluethread.broker.glue;

import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.SessionSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A service that runs sessions and statements, as AWS Glue's
 * <a href="https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-interactive-sessions.html">interactive sessions</a>
 * does. Every method blocks, does no hidden retry, and throws only {@link GlueException}.
 */
public interface Glue extends AutoCloseable {

    /**
     * Asks for a session. An id that exists already is {@link GlueException.AlreadyExists}, also for our own id after an
     * unclear answer: the caller then looks with {@link #session}.
     */
    void create(SessionId id, SessionSpec spec, Map<String, String> tags);

    GlueSession session(SessionId id, String region);

    /** All sessions with all of these tags, every page, every state. */
    List<GlueSession> sessions(String region, Map<String, String> tags);

    void stop(SessionId id, String region);

    /**
     * Sends code; the answer is the statement's number. Not idempotent: after {@link GlueException.Unclear} the code may
     * or may not be running, and {@link #statements} tells.
     */
    int run(SessionId id, String region, String code);

    GlueStatement statement(SessionId id, String region, int statement);

    /** Every statement of the session, every page. */
    List<GlueStatement> statements(SessionId id, String region);

    /** Asks for a statement to end; one that is over already stays as it is. */
    void cancel(SessionId id, String region, int statement);

    /** Whether the service answers: empty when it does, else what is wrong in one line. */
    Optional<String> check();

    @Override
    void close();
}
