package io.gluethread.playground.slack.api;

import io.gluethread.playground.slack.delivery.Later;
import io.gluethread.playground.slack.workspace.Channel;
import io.gluethread.playground.slack.workspace.Happening;
import io.gluethread.playground.slack.workspace.Workspace;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Status lines under threads; each goes away after two minutes (docs.slack.dev: assistant.threads.setStatus). */
public final class Statuses {
    private static final Duration LIFE = Duration.ofMinutes(2);

    private final Workspace workspace;
    private final Later later;
    private final Map<String, Long> newest = new HashMap<>();
    private long count;

    public Statuses(Workspace workspace, Later later) {
        this.workspace = workspace;
        this.later = later;
    }

    void show(Channel channel, String thread, String status, List<String> loading) {
        String key = channel.id() + " " + thread;
        long mine = mark(key);
        workspace.tell(new Happening.Status(channel, thread, status, loading));
        if (!status.isEmpty()) {
            later.after(LIFE, () -> {
                if (isNewest(key, mine)) {
                    workspace.tell(new Happening.Status(channel, thread, "", List.of()));
                }
            });
        }
    }

    private synchronized long mark(String key) {
        newest.put(key, ++count);
        return count;
    }

    private synchronized boolean isNewest(String key, long mine) {
        return newest.remove(key, mine);
    }
}
