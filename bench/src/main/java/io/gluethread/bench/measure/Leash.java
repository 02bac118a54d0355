package io.gluethread.bench.measure;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A process that was started to be measured ends with the one that measures, also when that one is killed. */
public final class Leash {
    private Leash() {}

    /** From now on this process ends when its standard input does, whatever else it is doing. */
    public static void tie() {
        Thread.ofPlatform().daemon().name("leash").start(() -> holds(System.in));
    }

    private static void holds(InputStream input) {
        try {
            long heard = input.transferTo(OutputStream.nullOutputStream());
            assert heard >= 0;
        } catch (IOException e) {
            System.err.println("The input broke, which is as good as its end: " + e.getMessage());
        }
        Runtime.getRuntime().halt(0);
    }
}
