package io.gluethread.playground.slack.workspace;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Response urls: five uses within thirty minutes (docs.slack.dev/interactivity/handling-user-interaction). */
public final class ResponseUrls {
    private static final Duration LIFE = Duration.ofMinutes(30);
    private static final int USES = 5;

    private final Workspace workspace;
    private final Map<String, Issued> issued = new HashMap<>();

    private record Issued(Context context, Instant at, int used) {}

    /**
     * Where the answer goes. {@code messageTs} is the message that was clicked, empty after a command;
     * {@code whispered} says that it was shown to this person only.
     */
    public record Context(Channel channel, Person person, String threadTs, String messageTs, boolean whispered) {}

    /** What became of a url. */
    public sealed interface Use {
        record Good(Context context) implements Use {}

        record Bad(String error) implements Use {}
    }

    public ResponseUrls(Workspace workspace) {
        this.workspace = workspace;
    }

    /** The path of a new url. */
    public synchronized String issue(Context context) {
        Instant old = workspace.now().minus(LIFE.multipliedBy(2));
        issued.values().removeIf(i -> i.at().isBefore(old));
        String id = workspace.newId("R");
        issued.put(id, new Issued(context, workspace.now(), 0));
        return "/actions/" + Workspace.TEAM + "/" + id;
    }

    public synchronized Use use(String id) {
        Issued known = issued.get(id);
        if (known == null) {
            return new Use.Bad("no_such_url");
        }
        if (workspace.now().isAfter(known.at().plus(LIFE))) {
            return new Use.Bad("expired_url");
        }
        if (known.used() >= USES) {
            return new Use.Bad("used_url");
        }
        issued.put(id, new Issued(known.context(), known.at(), known.used() + 1));
        return new Use.Good(known.context());
    }
}
