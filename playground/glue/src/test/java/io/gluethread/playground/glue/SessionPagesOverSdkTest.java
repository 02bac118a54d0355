package io.gluethread.playground.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gluethread.playground.glue.session.SessionLimits;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.glue.model.InvalidInputException;
import software.amazon.awssdk.services.glue.model.Session;

/** Pages, tags and the members that only go back as they came, over the real AWS SDK. */
final class SessionPagesOverSdkTest extends RunningGlueTest {
    @Override
    SessionLimits limits() {
        return SessionLimits.DEFAULT.withMaxSessions(8).withPageSize(2);
    }

    @BeforeEach
    void start() {
        List.of("a", "b", "c").forEach(glue::createReady);
    }

    @Test
    void a_token_is_good_for_the_listing_that_gave_it_only() {
        String sessions = glue.client().listSessions(r -> {}).nextToken();
        assertThat(glue.client().listSessions(r -> r.nextToken(sessions)).ids()).containsExactly("c");
        assertThatThrownBy(() ->
                        glue.client().listSessions(r -> r.nextToken(sessions).tags(Map.of("owner", "ana"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("NextToken");
        for (int i = 0; i < 3; i++) {
            glue.run("a", "1");
            glue.run("b", "1");
        }
        String ofA = glue.client().listStatements(r -> r.sessionId("a")).nextToken();
        assertThat(glue.client()
                        .listStatements(r -> r.sessionId("a").nextToken(ofA))
                        .statements())
                .hasSize(1);
        assertThatThrownBy(
                        () -> glue.client().listStatements(r -> r.sessionId("b").nextToken(ofA)))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(
                        () -> glue.client().listStatements(r -> r.sessionId("a").nextToken(sessions)))
                .isInstanceOf(InvalidInputException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "YWZ0ZXI6", "YWZ0ZXI6MA", "bm9uc2Vuc2U", "ü"})
    void a_made_up_token_is_refused(String token) {
        assertThatThrownBy(() -> glue.client().listSessions(r -> r.nextToken(token)))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(
                        () -> glue.client().listStatements(r -> r.sessionId("a").nextToken(token)))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void what_changes_nothing_here_goes_back_as_it_came() {
        glue.client()
                .createSession(RunningGlue.request("kept")
                        .connections(c -> c.connections("vpc", "mysql"))
                        .securityConfiguration("secure")
                        .command(c -> c.name("gluestreaming").pythonVersion("3.9"))
                        .defaultArguments(Map.of("--TempDir", "s3://tmp/x"))
                        .requestOrigin("gluethread")
                        .build());
        Session session = glue.session("kept");
        assertThat(session.connections().connections()).containsExactly("vpc", "mysql");
        assertThat(session.securityConfiguration()).isEqualTo("secure");
        assertThat(session.command().name()).isEqualTo("gluestreaming");
        assertThat(session.command().pythonVersion()).isEqualTo("3.9");
        assertThat(session.defaultArguments()).isEqualTo(Map.of("--TempDir", "s3://tmp/x"));
    }

    @Test
    void tags_are_found_by_the_right_arn_only() {
        String arn = "arn:aws:glue:us-east-1:123456789012:session/a";
        glue.client().tagResource(r -> r.resourceArn(arn).tagsToAdd(Map.of("owner", "ana", "team", "data")));
        assertThat(glue.client()
                        .listSessions(r -> r.tags(Map.of("owner", "ana", "team", "data")))
                        .ids())
                .containsExactly("a");
        glue.client().untagResource(r -> r.resourceArn(arn).tagsToRemove("owner", "never was"));
        assertThat(glue.client().getTags(r -> r.resourceArn(arn)).tags()).isEqualTo(Map.of("team", "data"));
        for (String other : List.of(
                arn.replace("us-east-1", "eu-west-1"),
                arn.replace("123456789012", "210987654321"),
                arn.replace("session/a", "crawler/a"),
                arn.replace("session/a", "session/none"))) {
            assertThatThrownBy(() -> glue.client().getTags(r -> r.resourceArn(other)))
                    .isInstanceOf(EntityNotFoundException.class);
        }
        assertThatThrownBy(() -> glue.client().getTags(r -> r.resourceArn("arn:aws:glue:nonsense")))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> glue.client().getTags(r -> r.resourceArn("a")))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() ->
                        glue.client().tagResource(r -> r.resourceArn(arn).tagsToAdd(Map.of("k".repeat(129), "v"))))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() ->
                        glue.client().tagResource(r -> r.resourceArn(arn).tagsToAdd(Map.of("aws:k", "v"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("reserved");
    }

    @Test
    void an_endpoint_for_spark_connect_is_refused_with_the_reason() throws Exception {
        assertThat(RunningGlue.json(glue.post("AWSGlue.GetSessionEndpoint", "{\"SessionId\":\"a\"}"))
                        .get("__type")
                        .textValue())
                .isEqualTo("OperationNotSupportedException");
        assertThatThrownBy(() -> glue.client().getSession(r -> r.id("a").requestOrigin("with blank")))
                .isInstanceOfSatisfying(
                        GlueException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidInputException"));
    }
}
