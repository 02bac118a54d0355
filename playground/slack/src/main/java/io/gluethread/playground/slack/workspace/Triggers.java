package io.gluethread.playground.slack.workspace;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Trigger ids: good for one view within three seconds (docs.slack.dev/interactivity/handling-user-interaction). */
public final class Triggers {
    private static final Duration LIFE = Duration.ofSeconds(3);
    private static final int KEPT = 10_000;

    private record Issued(Person to, Instant at, boolean used) {}

    private final Workspace workspace;
    private final Map<String, Issued> issued = new HashMap<>();

    public Triggers(Workspace workspace) {
        this.workspace = workspace;
    }

    public synchronized String issue(Person to) {
        if (issued.size() >= KEPT) {
            Instant old = workspace.now().minus(Duration.ofHours(1));
            issued.values().removeIf(i -> i.at().isBefore(old));
        }
        String id = workspace.newId("trigger.");
        issued.put(id, new Issued(to, workspace.now(), false));
        return id;
    }

    /** What became of a trigger id. */
    public sealed interface Use {
        record Good(Person person) implements Use {}

        record Bad(String error) implements Use {}
    }

    public synchronized Use use(String id) {
        Issued known = issued.get(id);
        if (known == null) {
            return new Use.Bad("invalid_trigger_id");
        }
        if (known.used()) {
            return new Use.Bad("exchanged_trigger_id");
        }
        if (workspace.now().isAfter(known.at().plus(LIFE))) {
            return new Use.Bad("expired_trigger_id");
        }
        issued.put(id, new Issued(known.to(), known.at(), true));
        return new Use.Good(known.to());
    }
}
