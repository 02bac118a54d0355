package io.gluethread.bench.node;

import io.gluethread.bench.measure.Leash;
import io.gluethread.bot.Main;

/** A node's own process: the service as it is deployed, for as long as its input lasts. */
final class NodeMain {
    private NodeMain() {}

    public static void main(String[] args) throws Exception {
        Leash.tie();
        Main.main(args);
    }
}
