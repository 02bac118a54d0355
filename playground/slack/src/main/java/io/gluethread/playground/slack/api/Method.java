package io.gluethread.playground.slack.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One method of the Web API: gives the fields that stand beside {@code ok: true}, or throws a {@link Refusal}. */
@FunctionalInterface
interface Method {
    ObjectNode run(Call call);
}
