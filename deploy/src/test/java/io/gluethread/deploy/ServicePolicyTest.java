package io.gluethread.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The IAM policy grants what the code calls, and nothing else. */
final class ServicePolicyTest {
    /** Calls on the clients that are no operations. */
    private static final Set<String> PLUMBING = Set.of("builder", "close", "create", "serviceClientConfiguration");

    private final JsonNode policy = Files.json("aws/service-policy.json");

    @Test
    void every_operation_that_the_code_calls_is_granted_and_no_other() {
        Set<String> called = new TreeSet<>();
        called.addAll(actions("glue", "software.amazon.awssdk.services.glue.GlueClient"));
        called.addAll(actions("pricing", "software.amazon.awssdk.services.pricing.PricingClient"));
        called.addAll(actions("sts", "software.amazon.awssdk.services.sts.StsClient"));
        assertThat(called).as("the import must see the adapter").contains("glue:RunStatement");
        // CreateSession with tags needs TagResource, and with a role PassRole; GetCallerIdentity needs no permission:
        // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsglue.html
        called.add("glue:TagResource");
        called.add("iam:PassRole");
        called.remove("sts:GetCallerIdentity");

        assertThat(granted()).isEqualTo(called);
    }

    @Test
    void nothing_is_granted_with_a_wildcard_action() {
        assertThat(granted()).noneMatch(action -> action.contains("*"));
    }

    @Test
    void sessions_of_other_tools_cannot_be_touched() {
        for (JsonNode statement : policy.path("Statement")) {
            Set<String> actions = strings(statement.path("Action"));
            if (actions.contains("glue:StopSession") || actions.contains("glue:RunStatement")) {
                assertThat(statement
                                .at("/Condition/StringEquals/aws:ResourceTag~1service")
                                .asText())
                        .isEqualTo("gluethread");
            }
        }
    }

    private Set<String> granted() {
        Set<String> actions = new TreeSet<>();
        policy.path("Statement").forEach(statement -> actions.addAll(strings(statement.path("Action"))));
        return actions;
    }

    private static Set<String> strings(JsonNode array) {
        Set<String> values = new TreeSet<>();
        array.forEach(value -> values.add(value.asText()));
        return values;
    }

    private static Set<String> actions(String service, String client) {
        return Calls.on(client).stream()
                .filter(name -> !PLUMBING.contains(name))
                .map(name -> name.replaceFirst("Paginator$", ""))
                .map(name -> service + ":" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
