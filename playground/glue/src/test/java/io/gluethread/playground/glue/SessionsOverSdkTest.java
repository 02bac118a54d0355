package io.gluethread.playground.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gluethread.playground.glue.engine.EngineLanguage;
import io.gluethread.playground.glue.session.SessionLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.CreateSessionRequest;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.glue.model.IllegalSessionStateException;
import software.amazon.awssdk.services.glue.model.InvalidInputException;
import software.amazon.awssdk.services.glue.model.ResourceNumberLimitExceededException;
import software.amazon.awssdk.services.glue.model.Session;
import software.amazon.awssdk.services.glue.model.ValidationException;

/** The life of sessions, over the real AWS SDK. */
final class SessionsOverSdkTest {
    private static final Duration PROVISIONING = Duration.ofSeconds(30);

    @TempDir
    private Path home;

    private RunningGlue glue;

    @BeforeEach
    void start() throws IOException {
        glue = RunningGlue.in(home, SessionLimits.DEFAULT.withMaxSessions(8).withPageSize(3));
    }

    @AfterEach
    void stop() {
        glue.close();
        assertThat(glue.engine().closed()).isTrue();
    }

    private static CreateSessionRequest.Builder request(String id) {
        return RunningGlue.request(id);
    }

    @Test
    void a_session_provisions_is_ready_stops_and_keeps_its_record() throws IOException {
        try (RunningGlue slow =
                RunningGlue.in(home.resolve("slow"), SessionLimits.DEFAULT.withProvisioningDelay(PROVISIONING))) {
            Session created = slow.client()
                    .createSession(request("s-1")
                            .workerType("G.2X")
                            .numberOfWorkers(3)
                            .idleTimeout(30)
                            .timeout(60)
                            .glueVersion("4.0")
                            .description("two\nlines")
                            .build())
                    .session();

            assertThat(created.statusAsString()).isEqualTo("PROVISIONING");
            assertThat(created.createdOn()).isEqualTo(HandClock.NOON);
            assertThat(created.dpuSeconds()).isNull();
            assertThat(created.completedOn()).isNull();

            slow.clock().forward(PROVISIONING);
            slow.awaitStatus("s-1", "READY");
            slow.clock().forward(Duration.ofSeconds(90));
            Session ready = slow.session("s-1");
            assertThat(ready.executionTime()).isCloseTo(90, within(0.001));
            assertThat(ready.dpuSeconds()).isCloseTo(90 * 6, within(0.001));
            assertThat(ready.workerTypeAsString()).isEqualTo("G.2X");
            assertThat(ready.numberOfWorkers()).isEqualTo(3);
            assertThat(ready.maxCapacity()).isEqualTo(6);
            assertThat(ready.glueVersion()).isEqualTo("4.0");
            assertThat(ready.idleTimeout()).isEqualTo(30);
            assertThat(ready.description()).isEqualTo("two\nlines");
            assertThat(ready.role()).isEqualTo(RunningGlue.ROLE);
            assertThat(ready.command().name()).isEqualTo("glueetl");

            slow.client().stopSession(r -> r.id("s-1"));
            slow.awaitStatus("s-1", "STOPPED");
            slow.clock().forward(Duration.ofHours(1));
            Session stopped = slow.session("s-1");
            assertThat(stopped.executionTime()).isCloseTo(90, within(0.001));
            assertThat(stopped.dpuSeconds()).isCloseTo(540, within(0.001));
            assertThat(stopped.completedOn())
                    .isEqualTo(HandClock.NOON.plus(PROVISIONING).plusSeconds(90));
        }
    }

    @Test
    void what_is_not_sent_is_five_G1X_for_two_days() {
        glue.client().createSession(request("plain").build());
        Session session = glue.session("plain");
        assertThat(session.workerTypeAsString()).isEqualTo("G.1X");
        assertThat(session.numberOfWorkers()).isEqualTo(5);
        assertThat(session.idleTimeout()).isEqualTo(2880);
        assertThat(session.glueVersion()).isEqualTo("5.0");
    }

    @ParameterizedTest
    @CsvSource({
        "G.025X,0.5",
        "Standard,2",
        "G.1X,2",
        "G.4X,8",
        "G.8X,16",
        "G.12X,24",
        "G.16X,32",
        "R.1X,2",
        "R.8X,16",
        "Z.2X,4"
    })
    void every_worker_type_has_its_dpus(String type, double dpus) {
        Session session = glue.client()
                .createSession(request("w")
                        .workerType(type)
                        .numberOfWorkers(2)
                        .glueVersion("5.1")
                        .build())
                .session();
        assertThat(session.maxCapacity()).isEqualTo(dpus);
        assertThat(session.workerTypeAsString()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.0", "3.0", "4.0", "5.0", "5.1"})
    void glue_versions_are_echoed(String version) {
        assertThat(glue.client()
                        .createSession(request("v").glueVersion(version).build())
                        .session()
                        .glueVersion())
                .isEqualTo(version);
    }

    @Test
    void a_capacity_in_dpus_stands_for_itself() {
        Session session = glue.client()
                .createSession(request("dpus").maxCapacity(2.5).build())
                .session();
        assertThat(session.maxCapacity()).isEqualTo(2.5);
        assertThat(session.workerType()).isNull();
        assertThat(session.numberOfWorkers()).isNull();
    }

    @Test
    void the_language_and_spark_settings_reach_the_engine() {
        glue.client()
                .createSession(request("scala/one")
                        .defaultArguments(Map.of(
                                "--session-language",
                                "scala",
                                "--conf",
                                "spark.sql.shuffle.partitions=4 --conf spark.ui.enabled=false --conf other=1"))
                        .build());
        glue.createReady("python");
        assertThat(glue.engine().requests().getFirst().language()).isEqualTo(EngineLanguage.SCALA);
        assertThat(glue.engine().requests().getFirst().sparkConf())
                .isEqualTo(Map.of("spark.sql.shuffle.partitions", "4", "spark.ui.enabled", "false"));
        assertThat(glue.engine().requests().getFirst().sessionId()).isEqualTo("scala_one-1");
        assertThat(glue.engine().requests().getLast().language()).isEqualTo(EngineLanguage.PYTHON);
    }

    @Test
    void bad_requests_are_refused_with_the_error_that_the_model_gives_them() {
        assertThatThrownBy(() ->
                        glue.client().createSession(request("1712345678.123456").build()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("contains a period");
        refusedAsInvalid(request("ray").command(c -> c.name("glueray")), "not Ray");
        refusedAsInvalid(request("shell").command(c -> c.name("pythonshell")), "Use glueetl or gluestreaming");
        refusedAsInvalid(request("old").glueVersion("1.0"), "Supported versions: 2.0");
        refusedAsInvalid(request("w").workerType("G.3X").numberOfWorkers(2), "Valid types: Standard, G.025X");
        refusedAsInvalid(request("w").workerType("R.2X").numberOfWorkers(2).glueVersion("3.0"), "needs Glue 4.0");
        refusedAsInvalid(request("w").workerType("G.1X").numberOfWorkers(0), "at least 1, not 0");
        refusedAsInvalid(request("w").maxCapacity(2.0).numberOfWorkers(2), "do not set Max Capacity");
        refusedAsInvalid(request("t").tags(Map.of("aws:mine", "1")), "reserved");
        refusedByModel(request("r").role("GlueSessions"), "'role'");
        refusedByModel(request("r").role("arn:aws:iam::123456789012:user/somebody"), "regular expression");
        refusedByModel(request("i".repeat(256)), "less than or equal to 255");
        refusedByModel(request("two\nlines"), "regular expression");
        refusedByModel(request("t").idleTimeout(0), "greater than or equal to 1");
        refusedByModel(request("t").tags(numbered(51)), "less than or equal to 50");
        refusedByModel(request("a").defaultArguments(numbered(76)), "less than or equal to 75");
        refusedByModel(request("a").defaultArguments(Map.of("--x", "v".repeat(4097))), "4096");
        refusedByModel(request("c").connections(c -> c.connections(List.of("n".repeat(256)))), "255");
        refusedByModel(request("o").requestOrigin("with blank"), "requestOrigin");
        assertThat(glue.client().listSessions(r -> {}).ids()).isEmpty();
    }

    private static Map<String, String> numbered(int entries) {
        return IntStream.range(0, entries).boxed().collect(Collectors.toMap(i -> "key-" + i, i -> "value"));
    }

    private void refusedAsInvalid(CreateSessionRequest.Builder request, String words) {
        assertThatThrownBy(() -> glue.client().createSession(request.build()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(words);
    }

    private void refusedByModel(CreateSessionRequest.Builder request, String words) {
        assertThatThrownBy(() -> glue.client().createSession(request.build()))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("1 validation error detected")
                .hasMessageContaining(words);
    }

    @Test
    void an_id_stays_taken_until_its_session_is_deleted() {
        glue.createReady("once");
        assertThatThrownBy(() -> glue.createReady("once")).isInstanceOf(AlreadyExistsException.class);
        glue.client().stopSession(r -> r.id("once"));
        glue.awaitStatus("once", "STOPPED");
        assertThatThrownBy(() -> glue.createReady("once"))
                .isInstanceOf(AlreadyExistsException.class)
                .hasMessageContaining("Session once already exists");

        glue.client().deleteSession(r -> r.id("once"));
        assertThatThrownBy(() -> glue.session("once"))
                .isInstanceOf(EntityNotFoundException.class)
                .hasMessageContaining("Session once not found");
        glue.createReady("once");
    }

    @Test
    void deleting_a_live_session_ends_its_process() {
        glue.createReady("live");
        glue.client().deleteSession(r -> r.id("live"));
        RunningGlue.patiently().until(() -> glue.engine().allStopped());
        assertThat(glue.client().listSessions(r -> {}).ids()).isEmpty();
    }

    @Test
    void stop_and_delete_need_a_state_that_allows_them() throws IOException {
        glue.createReady("s");
        glue.client().stopSession(r -> r.id("s"));
        assertThatThrownBy(() -> glue.client().stopSession(r -> r.id("s")))
                .isInstanceOf(IllegalSessionStateException.class)
                .hasMessageMatching("Session s is in STOPP(ING|ED) status.*");
        assertThatThrownBy(() -> glue.client().stopSession(r -> r.id("nobody")))
                .isInstanceOfSatisfying(
                        GlueException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("EntityNotFoundException"));
        glue.engine().holdReady();
        glue.client().createSession(request("young").build());
        assertThatThrownBy(() -> glue.client().stopSession(r -> r.id("young")))
                .isInstanceOf(IllegalSessionStateException.class);
        assertThatThrownBy(() -> glue.client().deleteSession(r -> r.id("young")))
                .isInstanceOf(IllegalSessionStateException.class);
    }

    @Test
    void an_idle_session_times_out_at_its_minute_and_costs_nothing_after_it() {
        glue.createReady("idle");
        glue.clock().forward(Duration.ofMinutes(30).minusMillis(1));
        assertThat(glue.session("idle").statusAsString()).isEqualTo("READY");
        glue.clock().forward(Duration.ofHours(5));
        Session over = glue.session("idle");
        assertThat(over.statusAsString()).isEqualTo("TIMEOUT");
        assertThat(over.completedOn()).isEqualTo(HandClock.NOON.plus(Duration.ofMinutes(30)));
        assertThat(over.dpuSeconds()).isCloseTo(30 * 60 * 2, within(0.001));
        RunningGlue.patiently().until(() -> glue.engine().allStopped());
    }

    @Test
    void running_work_is_never_idle_and_idle_time_counts_from_its_end() {
        glue.createReady("busy");
        int statement = glue.run("busy", "hold");
        glue.awaitState("busy", statement, "RUNNING");
        glue.clock().forward(Duration.ofHours(3));
        assertThat(glue.session("busy").statusAsString()).isEqualTo("READY");
        glue.engine().release("done");
        glue.awaitState("busy", statement, "AVAILABLE");
        glue.clock().forward(Duration.ofMinutes(29));
        assertThat(glue.session("busy").statusAsString()).isEqualTo("READY");
        glue.clock().forward(Duration.ofMinutes(1));
        assertThat(glue.session("busy").statusAsString()).isEqualTo("TIMEOUT");
    }

    @Test
    void the_lifetime_ends_even_running_work() {
        glue.client().createSession(request("short").timeout(60).build());
        glue.awaitStatus("short", "READY");
        int statement = glue.run("short", "hold");
        glue.awaitState("short", statement, "RUNNING");
        glue.clock().forward(Duration.ofMinutes(60));
        assertThat(glue.session("short").statusAsString()).isEqualTo("TIMEOUT");
        assertThat(glue.statement("short", statement).stateAsString()).isEqualTo("CANCELLED");
    }

    @Test
    void a_session_that_cannot_start_fails_with_the_reason() {
        glue.engine().unavailable("No JDK 17 was found. Install one.");
        glue.client().createSession(request("none").build());
        glue.awaitStatus("none", "FAILED");
        assertThat(glue.session("none").errorMessage()).isEqualTo("No JDK 17 was found. Install one.");
        assertThat(glue.session("none").dpuSeconds()).isZero();
    }

    @Test
    void more_sessions_or_dpus_than_the_account_has_are_refused() throws IOException {
        try (RunningGlue small = RunningGlue.in(home.resolve("small"), SessionLimits.DEFAULT.withMaxSessions(1))) {
            small.createReady("one");
            assertThatThrownBy(() -> small.createReady("two"))
                    .isInstanceOf(ResourceNumberLimitExceededException.class)
                    .hasMessageContaining("The limit of 1 sessions at once");
            small.client().stopSession(r -> r.id("one"));
            small.awaitStatus("one", "STOPPED");
            small.createReady("two");
        }
        assertThatThrownBy(() -> glue.client()
                        .createSession(request("big")
                                .workerType("G.8X")
                                .numberOfWorkers(126)
                                .build()))
                .isInstanceOf(ResourceNumberLimitExceededException.class)
                .hasMessageContaining("1008.0 DPUs");
    }

    @Test
    void listings_page_and_filter_by_tag() {
        for (int i = 0; i < 7; i++) {
            glue.client()
                    .createSession(request("s" + i)
                            .tags(Map.of("owner", i % 2 == 0 ? "ana" : "ben", "service", "x"))
                            .build());
        }
        List<String> paged = new ArrayList<>();
        glue.client().listSessionsPaginator(r -> r.maxResults(2)).forEach(page -> paged.addAll(page.ids()));
        assertThat(paged).containsExactly("s0", "s1", "s2", "s3", "s4", "s5", "s6");

        assertThat(glue.client().listSessions(r -> {}).ids()).containsExactly("s0", "s1", "s2");
        assertThat(glue.client().listSessions(r -> {}).sessions().getFirst().statusAsString())
                .isNotNull();
        assertThat(glue.client()
                        .listSessions(r ->
                                r.tags(Map.of("owner", "ben", "service", "x")).maxResults(1000))
                        .ids())
                .containsExactly("s1", "s3", "s5");
        assertThat(glue.client()
                        .listSessions(r -> r.tags(Map.of("owner", "cleo")))
                        .ids())
                .isEmpty();
        assertThatThrownBy(() -> glue.client().listSessions(r -> r.maxResults(1001)))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> glue.client().listSessions(r -> r.nextToken("made up")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("NextToken");
    }

    @Test
    void a_page_goes_on_where_it_was_when_sessions_come_and_go() {
        List.of("a", "b", "c", "d").forEach(glue::createReady);
        String token = glue.client().listSessions(r -> r.maxResults(2)).nextToken();
        glue.client().deleteSession(r -> r.id("a"));
        glue.createReady("e");
        assertThat(glue.client().listSessions(r -> r.nextToken(token)).ids()).containsExactly("c", "d", "e");
    }

    @Test
    void tags_are_read_and_changed_by_the_sessions_arn() {
        glue.client().createSession(request("t").tags(Map.of("owner", "ana")).build());
        String arn = "arn:aws:glue:us-east-1:123456789012:session/t";
        glue.client().tagResource(r -> r.resourceArn(arn).tagsToAdd(Map.of("team", "data", "owner", "ben")));
        assertThat(glue.client().getTags(r -> r.resourceArn(arn)).tags())
                .isEqualTo(Map.of("owner", "ben", "team", "data"));
        glue.client().untagResource(r -> r.resourceArn(arn).tagsToRemove("team"));
        assertThat(glue.client().getTags(r -> r.resourceArn(arn)).tags()).isEqualTo(Map.of("owner", "ben"));
        assertThatThrownBy(
                        () -> glue.client().tagResource(r -> r.resourceArn(arn).tagsToAdd(numbered(50))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("51 tags");
        assertThatThrownBy(() -> glue.client().getTags(r -> r.resourceArn(arn + "x")))
                .isInstanceOf(EntityNotFoundException.class);
    }
}
