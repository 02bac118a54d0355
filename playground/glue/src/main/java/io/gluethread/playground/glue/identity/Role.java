package io.gluethread.playground.glue.identity;

import java.time.Instant;
import java.util.List;

/**
 * A role.
 *
 * @param trustPolicy the JSON document that says who may assume it
 * @param policies ARNs of the policies attached to it
 */
record Role(String name, String trustPolicy, List<String> policies, Instant created) {
    Role {
        policies = List.copyOf(policies);
    }

    static String trusting(String service) {
        return """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"%s"},\
                "Action":"sts:AssumeRole"}]}""".formatted(service);
    }

    Role with(List<String> others) {
        return new Role(name, trustPolicy, others, created);
    }
}
