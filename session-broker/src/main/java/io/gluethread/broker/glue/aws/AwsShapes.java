package io.gluethread.broker.glue.aws;

import io.gluethread.broker.glue.GlueSession;
import io.gluethread.broker.glue.GlueStatement;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.SessionSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.CreateSessionRequest;
import software.amazon.awssdk.services.glue.model.Session;
import software.amazon.awssdk.services.glue.model.Statement;
import software.amazon.awssdk.services.glue.model.StatementOutput;

/** AWS's shapes and ours. Anything that Glue leaves out is empty here, never null. */
final class AwsShapes {
    /** Above this, a statement's time is in milliseconds; AWS's model says "unix time" and means one or the other. */
    private static final long LAST_SECOND = 100_000_000_000L;

    private AwsShapes() {}

    static CreateSessionRequest.Builder create(SessionId id, SessionSpec spec, Map<String, String> tags) {
        CreateSessionRequest.Builder request = CreateSessionRequest.builder()
                .id(id.value())
                .role(spec.role())
                .command(command -> command.name(spec.command()).pythonVersion("3"))
                .glueVersion(spec.glueVersion())
                .idleTimeout(Math.toIntExact(spec.idleTimeout().toMinutes()))
                .timeout(Math.toIntExact(spec.timeout().toMinutes()))
                .defaultArguments(arguments(spec))
                .tags(tags);
        switch (spec.size()) {
            // As text: AWS adds worker types that this SDK's enum does not have.
            case SessionSpec.Size.Workers workers ->
                request.workerType(workers.type().name()).numberOfWorkers(workers.count());
            case SessionSpec.Size.Capacity capacity ->
                request.maxCapacity(capacity.dpus().doubleValue());
        }
        spec.securityConfiguration().ifPresent(request::securityConfiguration);
        if (!spec.connections().isEmpty()) {
            request.connections(list -> list.connections(spec.connections()));
        }
        return request;
    }

    /** The session's language and the Data Catalog are arguments; what the person said about them stands. */
    private static Map<String, String> arguments(SessionSpec spec) {
        Map<String, String> arguments = new LinkedHashMap<>(spec.arguments());
        if (spec.language() == Language.SCALA) {
            arguments.putIfAbsent("--session-language", "scala");
        }
        arguments.putIfAbsent("--enable-glue-datacatalog", "true");
        return arguments;
    }

    /** @param asked the id asked for, for an answer that does not repeat it */
    static GlueSession session(Session session, String asked) {
        return new GlueSession(
                new SessionId(Objects.requireNonNullElse(session.id(), asked)),
                text(session.statusAsString()),
                text(session.errorMessage()),
                Optional.ofNullable(session.createdOn()),
                Optional.ofNullable(session.completedOn()),
                number(session.progress()),
                Optional.ofNullable(session.dpuSeconds()).map(BigDecimal::valueOf),
                Optional.ofNullable(session.executionTime()).map(AwsShapes::seconds),
                Optional.ofNullable(session.workerTypeAsString()),
                Optional.ofNullable(session.numberOfWorkers()),
                Optional.ofNullable(session.maxCapacity()).map(BigDecimal::valueOf),
                Optional.ofNullable(session.glueVersion()),
                Optional.ofNullable(session.idleTimeout()).map(Duration::ofMinutes),
                Map.of());
    }

    static GlueStatement statement(Statement statement) {
        return new GlueStatement(
                Objects.requireNonNullElse(statement.id(), 0),
                text(statement.code()),
                text(statement.stateAsString()),
                number(statement.progress()),
                instant(statement.startedOn()),
                instant(statement.completedOn()),
                Optional.ofNullable(statement.output()).map(AwsShapes::output));
    }

    private static GlueStatement.Output output(StatementOutput output) {
        return new GlueStatement.Output(
                output.data() == null ? "" : text(output.data().textPlain()),
                // Real Glue says "ok" and "error", which the SDK's enum of states does not know.
                text(output.statusAsString()),
                text(output.errorName()),
                text(output.errorValue()),
                List.copyOf(output.traceback()));
    }

    private static Optional<Instant> instant(@Nullable Long time) {
        if (time == null || time <= 0) {
            return Optional.empty();
        }
        return Optional.of(time > LAST_SECOND ? Instant.ofEpochMilli(time) : Instant.ofEpochSecond(time));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private static double number(@Nullable Double value) {
        return value == null ? 0 : value;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
