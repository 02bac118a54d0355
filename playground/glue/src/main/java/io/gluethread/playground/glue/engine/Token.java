package io.gluethread.playground.glue.engine;

import java.security.SecureRandom;
import java.util.HexFormat;

/** A word that one process gives its child and that nobody else can guess. */
final class Token {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Token() {}

    static String fresh() {
        byte[] bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
