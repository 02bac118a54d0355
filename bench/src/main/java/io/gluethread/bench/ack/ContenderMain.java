package io.gluethread.bench.ack;

import io.gluethread.bench.measure.Leash;
import java.net.URI;
import java.nio.file.Path;

/** A contender's own process: starts, says where it listens, and stays until its input ends. */
final class ContenderMain {
    private ContenderMain() {}

    /** Arguments: the contender's name, Slack's address, a folder. */
    public static void main(String[] args) throws Exception {
        Leash.tie();
        int port = Contender.named(args[0]).start(URI.create(args[1]), Path.of(args[2]));
        System.out.println(ContenderProcess.LISTENING + port);
        System.out.flush();
        Thread.currentThread().join();
    }
}
