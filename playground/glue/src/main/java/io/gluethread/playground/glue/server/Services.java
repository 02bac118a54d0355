package io.gluethread.playground.glue.server;

import io.gluethread.playground.glue.wire.AwsError;
import io.gluethread.playground.glue.wire.Operation;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The JSON 1.1 services on this port: operations by {@code X-Amz-Target}. */
final class Services {
    private final Map<String, Map<String, Operation>> operations;

    /**
     * Services by the prefix of their targets.
     *
     * @param operations by prefix, such as {@code AWSGlue}, then by name
     */
    Services(Map<String, Map<String, Operation>> operations) {
        this.operations = new HashMap<>(operations);
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>();
        operations.values().forEach(service -> names.addAll(service.keySet()));
        return names;
    }

    /** The name in a target, after its prefix. */
    static String name(String target) {
        return target.substring(target.lastIndexOf('.') + 1);
    }

    /** The service in a target. */
    static String prefix(String target) {
        return target.substring(0, Math.max(0, target.lastIndexOf('.')));
    }

    Operation find(String target) {
        String name = name(target);
        Map<String, Operation> service = operations.getOrDefault(prefix(target), Map.of());
        @Nullable Operation operation = service.get(name);
        if (operation == null) {
            throw AwsError.unknownOperation("The local Glue endpoint does not offer " + target + ". It offers "
                    + String.join(", ", names()) + ", and S3, STS and IAM operations.");
        }
        return operation;
    }
}
