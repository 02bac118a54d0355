package io.gluethread.playground.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;

/** IAM over the real AWS SDK: what a check before the first session asks. */
final class IamOverSdkTest extends RunningGlueTest {
    private static final String CALLER = "arn:aws:iam::123456789012:role/gluethread";

    private IamClient iam;

    @BeforeEach
    void start() {
        iam = glue.pointed(IamClient.builder()).region(Region.AWS_GLOBAL).build();
    }

    @AfterEach
    void stop() {
        iam.close();
    }

    @Test
    void a_role_is_told_with_whom_it_trusts() {
        Role role = iam.getRole(r -> r.roleName("GlueSessions")).role();
        assertThat(role.arn()).isEqualTo("arn:aws:iam::123456789012:role/GlueSessions");
        assertThat(role.createDate()).isEqualTo(HandClock.NOON);
        assertThat(URLDecoder.decode(role.assumeRolePolicyDocument(), StandardCharsets.UTF_8))
                .contains("\"Service\":\"glue.amazonaws.com\"");
        assertThat(iam.listAttachedRolePolicies(r -> r.roleName("GlueSessions")).attachedPolicies())
                .extracting(AttachedPolicy::policyName)
                .containsExactly("AwsGlueSessionUserRestrictedServiceRole");
        assertThatThrownBy(() -> iam.getRole(r -> r.roleName("Nobody")))
                .isInstanceOf(NoSuchEntityException.class)
                .hasMessageContaining("The role with name Nobody cannot be found.");
    }

    @Test
    void roles_are_made_and_given_policies() {
        iam.createRole(r -> r.roleName("Mine").assumeRolePolicyDocument("{\"Version\":\"2012-10-17\"}"));
        iam.attachRolePolicy(r -> r.roleName("Mine").policyArn("arn:aws:iam::aws:policy/A"));
        iam.attachRolePolicy(r -> r.roleName("Mine").policyArn("arn:aws:iam::aws:policy/B"));
        assertThat(iam.listAttachedRolePoliciesPaginator(r -> r.roleName("Mine").maxItems(1))
                        .attachedPolicies())
                .extracting(AttachedPolicy::policyName)
                .containsExactly("A", "B");
        iam.detachRolePolicy(r -> r.roleName("Mine").policyArn("arn:aws:iam::aws:policy/A"));
        assertThat(iam.listAttachedRolePolicies(r -> r.roleName("Mine")).attachedPolicies())
                .hasSize(1);
        assertThatThrownBy(() -> iam.createRole(r -> r.roleName("Mine").assumeRolePolicyDocument("{}")))
                .isInstanceOf(EntityAlreadyExistsException.class);
        iam.deleteRole(r -> r.roleName("Mine"));
        assertThatThrownBy(() -> iam.getRole(r -> r.roleName("Mine"))).isInstanceOf(NoSuchEntityException.class);
    }

    @Test
    void what_is_denied_is_simulated_as_denied_and_really_is() throws Exception {
        glue.postTo("/playground/iam", "{\"deny\":[\"glue:Stop*\",\"iam:GetRole\"]}");
        List<EvaluationResult> results = iam.simulatePrincipalPolicy(
                        r -> r.policySourceArn(CALLER).actionNames("glue:StopSession", "glue:RunStatement"))
                .evaluationResults();
        assertThat(results)
                .extracting(EvaluationResult::evalDecisionAsString)
                .containsExactly("implicitDeny", "allowed");
        assertThat(results.getFirst().evalActionName()).isEqualTo("glue:StopSession");
        assertThat(iam.simulatePrincipalPolicyPaginator(r -> r.policySourceArn(CALLER)
                                .actionNames("glue:StopSession", "glue:RunStatement")
                                .maxItems(1))
                        .evaluationResults())
                .hasSize(2);

        glue.createReady("s");
        assertThatThrownBy(() -> glue.client().stopSession(r -> r.id("s")))
                .isInstanceOf(software.amazon.awssdk.services.glue.model.AccessDeniedException.class)
                .hasMessageContaining("is not authorized to perform: glue:StopSession");
        assertThatThrownBy(() -> iam.getRole(r -> r.roleName("GlueSessions")))
                .isInstanceOfSatisfying(IamException.class, e -> {
                    assertThat(e.statusCode()).isEqualTo(403);
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
                });
        glue.postTo("/playground/iam", "{\"deny\":[]}");
        glue.client().stopSession(r -> r.id("s"));
    }

    @Test
    void a_role_that_may_not_be_passed_stops_a_session_before_it_begins() throws Exception {
        glue.postTo("/playground/iam", "{\"deny\":[\"iam:PassRole\"]}");
        assertThatThrownBy(() -> glue.createReady("s"))
                .hasMessageContaining("is not authorized to perform: iam:PassRole on resource: " + RunningGlue.ROLE);
    }

    @Test
    void wrong_questions_are_answered_with_what_is_wrong() throws Exception {
        assertThatThrownBy(() -> iam.simulatePrincipalPolicy(r ->
                        r.policySourceArn("arn:aws:sts::1:assumed-role/x/y").actionNames("a:B")))
                .isInstanceOf(IamException.class)
                .hasMessageContaining("Invalid Entity Arn");
        assertThatThrownBy(() -> iam.simulatePrincipalPolicy(r ->
                        r.policySourceArn("arn:aws:iam::123456789012:role/none").actionNames("a:B")))
                .isInstanceOf(NoSuchEntityException.class);
        assertThat(glue.postTo("/playground/iam", "{\"deny\":[\"nonsense\"]}").body())
                .contains("not an action");
        assertThat(glue.postTo("/playground/iam", "[]").statusCode()).isEqualTo(400);
        assertThat(RunningGlue.json(glue.get("/playground/iam")).get("deny")).isEmpty();
    }
}
