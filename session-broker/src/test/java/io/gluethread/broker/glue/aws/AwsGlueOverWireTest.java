package io.gluethread.broker.glue.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.gluethread.broker.glue.Glue;
import io.gluethread.broker.glue.GlueContract;
import io.gluethread.broker.glue.GlueException;
import io.gluethread.broker.glue.GlueOperation;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.WorkerType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real SDK against Glue's wire: the contract, and what only a wire can do. */
final class AwsGlueOverWireTest extends GlueContract {
    private GlueWire wire;
    private AwsGlueSettings settings;
    private AwsGlue glue;

    @BeforeEach
    void connect() throws IOException {
        wire = new GlueWire(memory);
        settings = AwsGlueSettings.of("us-east-1").at(wire.uri()).with(new AwsGlueSettings.AccessKey("test", "test"));
        glue = AwsGlue.connect(settings);
    }

    @AfterEach
    void disconnect() {
        glue.close();
        wire.close();
    }

    @Override
    protected Glue glue() {
        return glue;
    }

    @Test
    void every_member_of_a_session_travels() {
        SessionSpec full = new SessionSpec(
                Language.SCALA,
                REGION,
                "arn:aws:iam::123456789012:role/Glue",
                "5.1",
                new SessionSpec.Size.Workers(new WorkerType("R.12X"), 3),
                Duration.ofMinutes(7),
                Duration.ofMinutes(70),
                "gluestreaming",
                "",
                Optional.of("vault"),
                List.of("one", "two"),
                Map.of("--conf", "spark.x=1", "--enable-glue-datacatalog", "false"),
                Map.of());
        glue.create(ID, full, Map.of("owner", "U_ANA"));

        JsonNode request = wire.requests().getFirst();
        assertThat(request.path("Id").asText()).isEqualTo(ID.value());
        assertThat(request.path("WorkerType").asText()).isEqualTo("R.12X");
        assertThat(request.path("NumberOfWorkers").asInt()).isEqualTo(3);
        assertThat(request.has("MaxCapacity")).isFalse();
        assertThat(request.path("IdleTimeout").asInt()).isEqualTo(7);
        assertThat(request.path("Timeout").asInt()).isEqualTo(70);
        assertThat(request.path("Role").asText()).isEqualTo(full.role());
        assertThat(request.path("GlueVersion").asText()).isEqualTo("5.1");
        assertThat(request.path("SecurityConfiguration").asText()).isEqualTo("vault");
        assertThat(request.path("Connections").path("Connections").toString()).isEqualTo("[\"one\",\"two\"]");
        assertThat(request.path("Command").path("Name").asText()).isEqualTo("gluestreaming");
        assertThat(request.path("Command").path("PythonVersion").asText()).isEqualTo("3");
        assertThat(request.path("Tags").toString()).isEqualTo("{\"owner\":\"U_ANA\"}");
        assertThat(request.path("DefaultArguments").path("--session-language").asText())
                .isEqualTo("scala");
        assertThat(request.path("DefaultArguments").path("--conf").asText()).isEqualTo("spark.x=1");
        assertThat(request.path("DefaultArguments")
                        .path("--enable-glue-datacatalog")
                        .asText())
                .isEqualTo("false");
    }

    /** It is asked several times, the last time when nothing but the wire comes after: whenever it is refused, nothing runs. */
    @Test
    void code_that_may_not_leave_any_more_does_not_leave() {
        glue.create(ID, SPEC, Map.of());
        AtomicInteger asked = new AtomicInteger();
        assertThat(glue.run(ID, REGION, "leaves", asked::incrementAndGet)).isZero();
        assertThat(asked).hasValueGreaterThanOrEqualTo(2);
        int times = asked.get();
        for (int refusedAt = 1; refusedAt <= times; refusedAt++) {
            AtomicInteger left = new AtomicInteger(refusedAt);
            IllegalStateException refusal = new IllegalStateException("stopped for too long");
            assertThatThrownBy(() -> glue.run(ID, REGION, "stays", () -> {
                        if (left.decrementAndGet() == 0) {
                            throw refusal;
                        }
                    }))
                    .isSameAs(refusal);
        }
        assertThat(memory.executions("stays")).isZero();
        assertThat(glue.run(ID, REGION, "leaves again", () -> {})).isEqualTo(1);
    }

    @Test
    void every_call_says_where_it_comes_from() {
        glue.create(ID, SPEC, Map.of());
        glue.session(ID, REGION);
        glue.sessions(REGION, Map.of());
        int statement = glue.run(ID, REGION, "1");
        glue.statement(ID, REGION, statement);
        glue.statements(ID, REGION);
        glue.cancel(ID, REGION, statement);
        glue.stop(ID, REGION);
        assertThat(glue.check()).isEmpty();
        assertThat(wire.requests())
                .hasSize(9)
                .allSatisfy(request ->
                        assertThat(request.path("RequestOrigin").asText()).isEqualTo("gluethread"));
    }

    @Test
    void a_connection_dropped_after_the_effect_is_unclear_and_runs_the_code_once() {
        glue.create(ID, SPEC, Map.of());
        // On a connection that has been used before, the JDK's client would send a POST again by itself.
        glue.run(ID, REGION, "first");
        wire.breakNext(new GlueWire.Breakage.Dropped());
        assertThatThrownBy(() -> glue.run(ID, REGION, "second")).isInstanceOf(GlueException.Unclear.class);
        assertThat(memory.calls(GlueOperation.RUN_STATEMENT)).isEqualTo(2);
        assertThat(memory.executions("second")).isOne();
        assertThat(glue.statements(ID, REGION)).hasSize(2);
    }

    @Test
    void no_answer_in_time_is_unclear() {
        AwsGlue hasty = AwsGlue.connect(settings.callTimeout(Duration.ofMillis(700)));
        wire.breakNext(new GlueWire.Breakage.Silent());
        assertThatThrownBy(() -> hasty.create(ID, SPEC, Map.of())).isInstanceOf(GlueException.Unclear.class);
        assertThat(memory.calls(GlueOperation.CREATE_SESSION)).isOne();
        hasty.close();
    }

    @ParameterizedTest
    @CsvSource({
        "500, InternalServiceException, Unclear",
        "503, ServiceUnavailable, Unclear",
        "400, OperationTimeoutException, Unclear",
        "400, ThrottlingException, Throttled",
        "429, Whatever, Throttled",
        "400, AccessDeniedException, Denied",
        "403, SignatureDoesNotMatch, Denied",
        "400, ExpiredTokenException, Denied",
        "400, com.amazonaws.glue#EntityNotFoundException, NotFound",
        "400, IdempotentParameterMismatchException, AlreadyExists",
        "400, IllegalSessionStateException, WrongState",
        "400, ConcurrentModificationException, Busy",
        "400, SessionBusyException, Busy",
        "400, ResourceNumberLimitExceededException, LimitReached",
        "400, ValidationException, Invalid",
        "400, OperationNotSupportedException, Invalid",
        "400, SomethingNew, Invalid"
    })
    void errors_are_sorted_by_their_name(int status, String name, String kind) {
        glue.create(ID, SPEC, Map.of());
        wire.breakNext(new GlueWire.Breakage.Said(
                status, "application/x-amz-json-1.1", "{\"__type\":\"%s\",\"message\":\"why\"}".formatted(name)));
        assertThatThrownBy(() -> glue.stop(ID, REGION))
                .isInstanceOf(GlueException.class)
                .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(kind))
                .hasMessageContaining("StopSession: why");
        assertThat(memory.calls(GlueOperation.STOP_SESSION)).isOne();
    }

    @ParameterizedTest
    @CsvSource({"500, text/html, <html>down</html>", "200, application/x-amz-json-1.1, {broken", "500, text/plain, ''"})
    void nonsense_instead_of_an_answer_is_unclear(int status, String type, String body) {
        wire.breakNext(new GlueWire.Breakage.Said(status, type, body));
        assertThatThrownBy(() -> glue.create(ID, SPEC, Map.of())).isInstanceOf(GlueException.Unclear.class);
        assertThat(memory.calls(GlueOperation.CREATE_SESSION)).isOne();
    }

    @Test
    void an_answer_that_lacks_everything_is_no_crash() {
        glue.create(ID, SPEC, Map.of());
        for (String body : List.of("{}", "{\"Session\":{}}", "{\"Session\":{\"Id\":\"x\",\"WorkerType\":\"Q.9X\"}}")) {
            wire.breakNext(new GlueWire.Breakage.Said(200, "application/x-amz-json-1.1", body));
            try {
                assertThat(glue.session(ID, REGION).message()).isEmpty();
            } catch (GlueException.Unclear e) {
                assertThat(body).isEqualTo("{}");
            }
        }
    }

    @Test
    void statement_times_are_read_in_seconds_too() {
        glue.create(ID, SPEC, Map.of());
        glue.run(ID, REGION, "1");
        wire.breakNext(new GlueWire.Breakage.Said(
                200,
                "application/x-amz-json-1.1",
                "{\"Statement\":{\"Id\":0,\"State\":\"AVAILABLE\",\"StartedOn\":1700000000,\"Output\":{}}}"));
        assertThat(glue.statement(ID, REGION, 0).startedOn().orElseThrow().getEpochSecond())
                .isEqualTo(1_700_000_000L);
    }

    @Test
    void where_nobody_listens_is_unreachable() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        AwsGlue nowhere = AwsGlue.connect(settings.at(URI.create("http://127.0.0.1:" + closed)));
        assertThatThrownBy(() -> nowhere.run(ID, REGION, "1")).isInstanceOf(GlueException.Unreachable.class);
        assertThat(nowhere.check().orElseThrow()).startsWith("Glue in us-east-1 does not answer as it should: ");
        nowhere.close();
        AwsGlue unknown = AwsGlue.connect(settings.at(URI.create("http://glue.invalid")));
        assertThatThrownBy(() -> unknown.run(ID, REGION, "1")).isInstanceOf(GlueException.Unreachable.class);
        unknown.close();
    }

    @Test
    void bad_settings_name_what_is_bad() {
        assertThatThrownBy(() -> AwsGlueSettings.of("Mars!")).hasMessage("not an AWS region: 'Mars!'");
        assertThatThrownBy(() -> settings.callTimeout(Duration.ZERO)).hasMessageContaining("call PT0S");
        assertThatThrownBy(() -> glue.session(ID, "Mars!")).isInstanceOf(GlueException.Invalid.class);
        assertThat(settings.toString()).doesNotContain("secret=test");
    }
}
