package io.gluethread.playground.glue.fault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Which of an operation's calls a fault concerns.
 *
 * @param session the only session; empty for every one
 * @param tagged whether only sessions with tags
 * @param busy whether only sessions with a statement that runs or waits
 */
record Condition(Optional<String> session, boolean tagged, boolean busy) {
    boolean holds(Concerned concerned, SessionFacts facts) {
        Optional<String> id = concerned.session();
        return (session.isEmpty() || session.equals(id))
                && (!tagged || id.filter(facts::tagged).isPresent())
                && (!busy || id.filter(facts::busy).isPresent());
    }

    void write(ObjectNode json) {
        session.ifPresent(id -> json.put("session", id));
        if (tagged) {
            json.put("tagged", true);
        }
        if (busy) {
            json.put("busy", true);
        }
    }
}
