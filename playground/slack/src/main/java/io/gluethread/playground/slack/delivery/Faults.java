package io.gluethread.playground.slack.delivery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.gluethread.playground.slack.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The failures still to play. */
public final class Faults {
    private final List<Fault> faults = new ArrayList<>();

    public synchronized void add(List<Fault> more) {
        faults.addAll(more);
    }

    public synchronized void clear() {
        faults.clear();
    }

    /** Uses up one time of the first fault that is meant for this. */
    public synchronized Optional<Fault> take(String on) {
        for (int i = 0; i < faults.size(); i++) {
            Fault fault = faults.get(i);
            if (fault.on().equals(on) || (fault.on().equals("*") && !on.equals("event"))) {
                if (fault.times() == 1) {
                    faults.remove(i);
                } else {
                    faults.set(i, fault.spent());
                }
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    public synchronized ArrayNode toJson() {
        ArrayNode json = Json.array();
        faults.forEach(f -> json.add(f.toJson()));
        return json;
    }
}
