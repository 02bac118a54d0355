package io.gluethread.bench.ack;

import io.gluethread.bench.measure.Pause;
import io.gluethread.bench.measure.Times;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Requests at an even rate, whether or not those before have been answered. Each is counted from the moment at which it
 * was to be sent: what had to wait because everything was slow is slow as well, and not left out.
 */
final class OpenLoop {
    private final InetSocketAddress to;
    private final int connections;

    OpenLoop(InetSocketAddress to, int connections) {
        this.to = to;
        this.connections = connections;
    }

    /** Sends all of them, so many per second; whichever connection is free takes the next one. */
    Times run(List<byte[]> requests, int perSecond) throws IOException, InterruptedException, ExecutionException {
        long[] nanos = new long[requests.size()];
        AtomicInteger next = new AtomicInteger();
        long began = System.nanoTime();
        long between = Duration.ofSeconds(1).toNanos() / perSecond;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> done = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                done.add(threads.submit(() -> {
                    int sent = 0;
                    try (Caller caller = new Caller(to)) {
                        for (int n = next.getAndIncrement(); n < nanos.length; n = next.getAndIncrement()) {
                            long due = began + n * between;
                            long early = due - System.nanoTime();
                            if (early > 0) {
                                Pause.of(Duration.ofNanos(early));
                            }
                            caller.send(List.of(requests.get(n)));
                            nanos[n] = System.nanoTime() - due;
                            sent++;
                        }
                    }
                    return sent;
                }));
            }
            int sent = 0;
            for (Future<Integer> one : done) {
                sent += one.get();
            }
            assert sent == nanos.length;
        }
        return Times.ofNanos(nanos);
    }
}
