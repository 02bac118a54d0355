package io.gluethread.bench.roundtrip;

import io.gluethread.bench.measure.Pause;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.ListStatementsResponse;
import software.amazon.awssdk.services.glue.model.Statement;
import software.amazon.awssdk.services.glue.model.StatementState;

/** The thread's own Glue session, spoken to by the AWS SDK and nothing else. */
final class SdkSession implements AutoCloseable {
    private static final Set<StatementState> UNFINISHED =
            Set.of(StatementState.WAITING, StatementState.RUNNING, StatementState.CANCELLING);

    private final GlueClient glue;
    private final String session;

    /** The one session that there is. */
    SdkSession(URI endpoint) {
        glue = GlueClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("bench", "bench")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        List<String> ids = glue.listSessions(request -> {}).ids();
        if (ids.size() != 1) {
            throw new IllegalStateException("there should be one session - there are %s".formatted(ids));
        }
        session = ids.getFirst();
    }

    /** Runs code and asks for its end, each time after {@code pace} of the time that has passed. */
    Statement run(String code, UnaryOperator<Duration> pace) {
        long began = System.nanoTime();
        int id = glue.runStatement(request -> request.sessionId(session).code(code))
                .id();
        while (true) {
            Pause.of(pace.apply(Duration.ofNanos(System.nanoTime() - began)));
            Statement statement = glue.getStatement(
                            request -> request.sessionId(session).id(id))
                    .statement();
            if (!UNFINISHED.contains(statement.state())) {
                return statement;
            }
        }
    }

    /** The last statement whose code holds {@code text}; Glue lists a hundred per page. */
    Statement holding(String text) {
        Optional<Statement> last = Optional.empty();
        @Nullable String token = null;
        do {
            @Nullable String from = token;
            ListStatementsResponse page =
                    glue.listStatements(request -> request.sessionId(session).nextToken(from));
            for (Statement statement : page.statements()) {
                if (statement.code().contains(text)) {
                    last = Optional.of(statement);
                }
            }
            token = page.nextToken();
        } while (token != null && !token.isEmpty());
        return last.orElseThrow(() -> new IllegalStateException("no statement holds '%s'".formatted(text)));
    }

    @Override
    public void close() {
        glue.close();
    }
}
