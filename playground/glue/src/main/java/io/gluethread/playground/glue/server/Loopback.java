package io.gluethread.playground.glue.server;

import io.gluethread.playground.glue.wire.HttpCall;
import java.util.Locale;
import java.util.Set;

/**
 * Keeps web pages out. The port listens on this machine only, but a browser on it can be made to call it, by a name that
 * resolves to the loopback address or straight from a foreign page; and a statement here runs as the user.
 */
final class Loopback {
    private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

    private Loopback() {}

    static boolean allows(HttpCall call) {
        boolean host = call.header("host").map(Loopback::isHere).orElse(true);
        boolean origin = call.header("origin")
                .map(o -> isHere(o.substring(o.indexOf("//") < 0 ? 0 : o.indexOf("//") + 2)))
                .orElse(true);
        return host && origin;
    }

    private static boolean isHere(String authority) {
        String name = authority.replaceFirst(":[0-9]+$", "").toLowerCase(Locale.ROOT);
        return NAMES.contains(name) || name.endsWith(".localhost");
    }
}
