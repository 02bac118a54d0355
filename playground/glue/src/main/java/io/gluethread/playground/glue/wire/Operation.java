package io.gluethread.playground.glue.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One operation of a JSON 1.1 service. */
@FunctionalInterface
public interface Operation {
    /**
     * @return the response's members
     * @throws AwsError when the answer is an error
     */
    ObjectNode answer(ObjectNode request);
}
