package io.gluethread.broker.glue.aws;

import io.gluethread.broker.glue.Glue;
import io.gluethread.broker.glue.GlueException;
import io.gluethread.broker.glue.GlueSession;
import io.gluethread.broker.glue.GlueStatement;
import io.gluethread.broker.glue.Page;
import io.gluethread.broker.session.SessionId;
import io.gluethread.broker.session.SessionSpec;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.GlueClientBuilder;
import software.amazon.awssdk.services.glue.model.ListSessionsRequest;
import software.amazon.awssdk.services.glue.model.ListSessionsResponse;
import software.amazon.awssdk.services.glue.model.ListStatementsResponse;

/**
 * AWS Glue over the AWS SDK, one client per region, made when first needed. Nothing is retried here: RunStatement has no
 * idempotency token, so a second try could run the code twice
 * (<a href="https://docs.aws.amazon.com/glue/latest/webapi/API_RunStatement.html">RunStatement</a>), and for the other
 * calls the caller has its own pace. Safe for use by many threads.
 */
public final class AwsGlue implements Glue {
    private static final int PAGE = 1000;

    private final AwsGlueSettings settings;
    private final SdkHttpClient http;
    private final Map<String, GlueClient> clients = new ConcurrentHashMap<>();

    private AwsGlue(AwsGlueSettings settings) {
        this.settings = settings;
        this.http = UrlConnectionHttpClient.builder()
                .connectionTimeout(settings.connectTimeout())
                .socketTimeout(settings.callTimeout())
                .build();
    }

    /** Connects to nothing yet: the first call does. */
    public static AwsGlue connect(AwsGlueSettings settings) {
        return new AwsGlue(settings);
    }

    @Override
    public void create(SessionId id, SessionSpec spec, Map<String, String> tags) {
        AwsFailures.sorted(
                "CreateSession",
                () -> client(spec.region())
                        .createSession(AwsShapes.create(id, spec, tags)
                                .requestOrigin(settings.requestOrigin())
                                .build()));
    }

    @Override
    public GlueSession session(SessionId id, String region) {
        return AwsFailures.sorted(
                "GetSession",
                () -> AwsShapes.session(
                        present(
                                "GetSession",
                                client(region)
                                        .getSession(r -> r.id(id.value()).requestOrigin(settings.requestOrigin()))
                                        .session()),
                        id.value()));
    }

    @Override
    public Page<GlueSession> sessions(String region, Map<String, String> tags, Optional<String> token) {
        ListSessionsRequest.Builder request =
                ListSessionsRequest.builder().maxResults(PAGE).requestOrigin(settings.requestOrigin());
        if (!tags.isEmpty()) {
            request.tags(tags);
        }
        token.ifPresent(request::nextToken);
        ListSessionsResponse page =
                AwsFailures.sorted("ListSessions", () -> client(region).listSessions(request.build()));
        return new Page<>(
                page.sessions().stream()
                        .filter(session -> session.id() != null)
                        .map(session -> AwsShapes.session(session, session.id()))
                        .toList(),
                after(token, page.nextToken()));
    }

    @Override
    public void stop(SessionId id, String region) {
        AwsFailures.sorted(
                "StopSession",
                () -> client(region).stopSession(r -> r.id(id.value()).requestOrigin(settings.requestOrigin())));
    }

    @Override
    public int run(SessionId id, String region, String code) {
        return run(id, region, code, () -> {});
    }

    @Override
    public int run(SessionId id, String region, String code, Runnable mayLeave) {
        Leaving.Question question = new Leaving.Question(mayLeave);
        try {
            return AwsFailures.sorted(
                    "RunStatement",
                    () -> present(
                            "RunStatement",
                            client(region)
                                    .runStatement(r -> r.sessionId(id.value())
                                            .code(code)
                                            .requestOrigin(settings.requestOrigin())
                                            .overrideConfiguration(
                                                    o -> o.putExecutionAttribute(Leaving.MAY_LEAVE, question)))
                                    .id()));
        } catch (GlueException e) {
            throw question.refused().orElse(e);
        }
    }

    @Override
    public GlueStatement statement(SessionId id, String region, int statement) {
        return AwsFailures.sorted(
                "GetStatement",
                () -> AwsShapes.statement(present(
                        "GetStatement",
                        client(region)
                                .getStatement(r ->
                                        r.sessionId(id.value()).id(statement).requestOrigin(settings.requestOrigin()))
                                .statement())));
    }

    @Override
    public Page<GlueStatement> statements(SessionId id, String region, Optional<String> token) {
        ListStatementsResponse page = AwsFailures.sorted(
                "ListStatements",
                () -> client(region).listStatements(r -> {
                    r.sessionId(id.value()).requestOrigin(settings.requestOrigin());
                    token.ifPresent(r::nextToken);
                }));
        return new Page<>(
                page.statements().stream().map(AwsShapes::statement).toList(), after(token, page.nextToken()));
    }

    @Override
    public void cancel(SessionId id, String region, int statement) {
        AwsFailures.sorted(
                "CancelStatement",
                () -> client(region)
                        .cancelStatement(
                                r -> r.sessionId(id.value()).id(statement).requestOrigin(settings.requestOrigin())));
    }

    @Override
    public Optional<String> check() {
        try {
            AwsFailures.sorted(
                    "ListSessions",
                    () -> client(settings.defaultRegion())
                            .listSessions(r -> r.maxResults(1).requestOrigin(settings.requestOrigin())));
            return Optional.empty();
        } catch (GlueException e) {
            String message = e.getMessage() == null ? "" : e.getMessage();
            return Optional.of("Glue in %s does not answer as it should: %s"
                    .formatted(
                            settings.defaultRegion(),
                            message.lines().findFirst().orElse("")));
        }
    }

    @Override
    public void close() {
        clients.values().forEach(GlueClient::close);
        http.close();
    }

    private static <T> T present(String operation, @Nullable T answer) {
        if (answer == null) {
            throw new GlueException.Unclear("%s: an answer without what was asked for".formatted(operation), null);
        }
        return answer;
    }

    /** The token of the next page; a token that comes back unchanged would never end. */
    private static Optional<String> after(Optional<String> last, @Nullable String next) {
        return Optional.ofNullable(next).filter(n -> !n.isEmpty() && !last.equals(Optional.of(n)));
    }

    private GlueClient client(String region) {
        if (!region.matches("[a-z0-9-]{1,40}")) {
            throw new GlueException.Invalid("not an AWS region: '%s'".formatted(region), null);
        }
        return clients.computeIfAbsent(region, this::connectTo);
    }

    private GlueClient connectTo(String region) {
        GlueClientBuilder builder = GlueClient.builder()
                .region(Region.of(region))
                .httpClient(http)
                .overrideConfiguration(o -> o.addExecutionInterceptor(new Leaving())
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallTimeout(settings.callTimeout())
                        .apiCallAttemptTimeout(settings.callTimeout()));
        settings.endpoint().ifPresent(builder::endpointOverride);
        settings.accessKey()
                .map(key -> StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
                .ifPresent(builder::credentialsProvider);
        return builder.build();
    }
}
