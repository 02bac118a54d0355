package io.gluethread.playground.glue.identity;

import io.gluethread.playground.glue.wire.AwsError;
import io.gluethread.playground.glue.wire.Xml;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** IAM as far as somebody who sets up Glue asks it. Roles live as long as the endpoint. */
final class IamOperations {
    private static final String SESSION_POLICY =
            "arn:aws:iam::aws:policy/service-role/AwsGlueSessionUserRestrictedServiceRole";

    /** A decision on one action for one resource. */
    private record Evaluation(String action, String resource, boolean allowed) {}

    private final Caller caller;
    private final Permissions permissions;
    private final InstantSource clock;
    private final Map<String, Role> roles = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    IamOperations(Caller caller, Permissions permissions, InstantSource clock) {
        this.caller = caller;
        this.permissions = permissions;
        this.clock = clock;
        for (String name : List.of("GluethreadPlayground", "GlueSessions")) {
            add(new Role(name, Role.trusting("glue.amazonaws.com"), List.of(SESSION_POLICY), clock.instant()));
        }
        add(new Role(Caller.ROLE, Role.trusting("ec2.amazonaws.com"), List.of(), clock.instant()));
    }

    Map<String, QueryEndpoint.Answer> byName() {
        return Map.of(
                "GetRole", this::getRole,
                "CreateRole", this::createRole,
                "DeleteRole", this::deleteRole,
                "AttachRolePolicy", this::attach,
                "DetachRolePolicy", this::detach,
                "ListAttachedRolePolicies", this::listAttached,
                "SimulatePrincipalPolicy", this::simulate);
    }

    private void add(Role role) {
        roles.put(role.name(), role);
    }

    private synchronized Role find(String name) {
        @Nullable Role role = roles.get(name);
        if (role == null) {
            throw new AwsError(404, "NoSuchEntity", "The role with name " + name + " cannot be found.");
        }
        return role;
    }

    private Consumer<Xml> getRole(QueryParameters parameters) {
        Role role = find(parameters.text("RoleName"));
        return xml -> xml.put("Role", r -> write(role, r));
    }

    private void write(Role role, Xml xml) {
        xml.put("Path", "/")
                .put("RoleName", role.name())
                .put("RoleId", id(role.name()))
                .put("Arn", "arn:aws:iam::" + caller.account() + ":role/" + role.name())
                .put("CreateDate", role.created().toString())
                .put("AssumeRolePolicyDocument", URLEncoder.encode(role.trustPolicy(), StandardCharsets.UTF_8))
                .put("MaxSessionDuration", 3600);
    }

    private static String id(String name) {
        String letters = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "") + "XXXXXXXXXXXXXXXXX";
        return "AROA" + letters.substring(0, 17);
    }

    private synchronized Consumer<Xml> createRole(QueryParameters parameters) {
        String name = parameters.text("RoleName");
        if (!name.matches("[\\w+=,.@-]{1,64}")) {
            throw new AwsError(
                    400,
                    "ValidationError",
                    "The specified value for roleName is invalid. It must contain only alphanumeric characters and/or"
                            + " the following: +=,.@_-");
        }
        if (roles.containsKey(name)) {
            throw new AwsError(409, "EntityAlreadyExists", "Role with name " + name + " already exists.");
        }
        Role role = new Role(name, parameters.text("AssumeRolePolicyDocument"), List.of(), clock.instant());
        add(role);
        return xml -> xml.put("Role", r -> write(role, r));
    }

    private synchronized Consumer<Xml> deleteRole(QueryParameters parameters) {
        roles.remove(find(parameters.text("RoleName")).name());
        return xml -> {};
    }

    private synchronized Consumer<Xml> attach(QueryParameters parameters) {
        Role role = find(parameters.text("RoleName"));
        String policy = parameters.text("PolicyArn");
        List<String> policies = new ArrayList<>(role.policies());
        if (!policies.contains(policy)) {
            policies.add(policy);
        }
        add(role.with(policies));
        return xml -> {};
    }

    private synchronized Consumer<Xml> detach(QueryParameters parameters) {
        Role role = find(parameters.text("RoleName"));
        String policy = parameters.text("PolicyArn");
        List<String> policies = new ArrayList<>(role.policies());
        if (!policies.remove(policy)) {
            throw new AwsError(404, "NoSuchEntity", "Policy " + policy + " was not found.");
        }
        add(role.with(policies));
        return xml -> {};
    }

    private Consumer<Xml> listAttached(QueryParameters parameters) {
        QueryParameters.Paged<String> page =
                parameters.page(find(parameters.text("RoleName")).policies());
        return xml -> {
            xml.put(
                    "AttachedPolicies",
                    list -> page.items()
                            .forEach(arn -> list.put(
                                    "member",
                                    p -> p.put("PolicyName", arn.substring(arn.lastIndexOf('/') + 1))
                                            .put("PolicyArn", arn))));
            end(xml, page);
        };
    }

    /** Only the principal that everybody is can be asked about: what is denied to it is denied, the rest allowed. */
    private Consumer<Xml> simulate(QueryParameters parameters) {
        String source = parameters.text("PolicySourceArn");
        if (!source.matches("arn:aws[^:]*:iam::" + caller.account() + ":(role|user)/.+")) {
            throw new AwsError(400, "InvalidInput", "Invalid Entity Arn: " + source);
        }
        if (source.contains(":role/")) {
            Role ignored = find(source.substring(source.lastIndexOf("/") + 1));
        }
        List<String> resources = parameters.list("ResourceArns");
        List<Evaluation> evaluations = new ArrayList<>();
        List<String> actions = parameters.list("ActionNames");
        if (actions.isEmpty()) {
            parameters.text("ActionNames");
        }
        for (String action : actions) {
            for (String resource : resources.isEmpty() ? List.of("*") : resources) {
                evaluations.add(new Evaluation(action, resource, permissions.allows(action)));
            }
        }
        QueryParameters.Paged<Evaluation> page = parameters.page(evaluations);
        return xml -> {
            xml.put(
                    "EvaluationResults",
                    list -> page.items()
                            .forEach(e -> list.put(
                                    "member",
                                    m -> m.put("EvalActionName", e.action())
                                            .put("EvalResourceName", e.resource())
                                            .put("EvalDecision", e.allowed() ? "allowed" : "implicitDeny")
                                            .put("MatchedStatements", s -> {})
                                            .put("MissingContextValues", s -> {}))));
            end(xml, page);
        };
    }

    private static void end(Xml xml, QueryParameters.Paged<?> page) {
        xml.put("IsTruncated", page.marker().isPresent());
        page.marker().ifPresent(marker -> xml.put("Marker", marker));
    }
}
