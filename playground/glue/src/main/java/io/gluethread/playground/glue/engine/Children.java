package io.gluethread.playground.glue.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The child processes that an engine has started and that have not ended, each under a number, with their folders and
 * sockets. Safe for use by many threads.
 */
final class Children {
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Folders folders;
    private final Path sockets;
    private final Map<Long, SparkSessionProcess> living = new HashMap<>();
    private long count;

    private Children(Folders folders, Path sockets) {
        this.folders = folders;
        this.sockets = sockets;
    }

    /** Prepares folders; starts nothing yet. */
    static Children in(Path home) throws IOException {
        Folders folders = Folders.in(home);
        return new Children(folders, folders.forSockets());
    }

    Folders folders() {
        return folders;
    }

    Path socket(String name) {
        return sockets.resolve(name + ".sock");
    }

    /** A number that none has had. */
    synchronized long next() {
        return ++count;
    }

    /** @param afterwards runs once, when the process has ended and is none of these any more */
    synchronized SparkSessionProcess start(
            long number,
            HostCommand command,
            SparkSessionProcess.Launch launch,
            EngineRequest request,
            EngineListener listener,
            Runnable afterwards)
            throws IOException {
        SparkSessionProcess process = SparkSessionProcess.start(
                command,
                launch,
                request,
                folders.forSession(request.sessionId()),
                socket(Long.toString(number)),
                listener,
                () -> {
                    ended(number);
                    afterwards.run();
                });
        living.put(number, process);
        return process;
    }

    private synchronized void ended(long number) {
        living.remove(number);
        notifyAll();
    }

    synchronized Optional<SparkSessionProcess> find(long number) {
        return Optional.ofNullable(living.get(number));
    }

    /** How many have a process that runs. */
    synchronized long running() {
        return living.values().stream()
                .filter(process -> process.pid().isPresent())
                .count();
    }

    /** Kills them all, waits a while for their end and removes what they wrote. No more may be started. */
    synchronized void close() {
        List.copyOf(living.values()).forEach(SparkSessionProcess::kill);
        long deadline = System.nanoTime() + CLOSE_NANOS;
        try {
            while (!living.isEmpty() && System.nanoTime() < deadline) {
                TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        folders.removeAll();
        Folders.remove(sockets);
    }
}
