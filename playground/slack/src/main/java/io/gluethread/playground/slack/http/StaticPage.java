package io.gluethread.playground.slack.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The page and its scripts, from the class path's {@code page/} folder. */
final class StaticPage {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "mjs", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "woff2", "font/woff2");
    private static final String POLICY = "default-src 'self'; img-src 'self' data: blob:; object-src 'none';"
            + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private StaticPage() {}

    static void serve(Exchange exchange) throws IOException {
        String path = exchange.path().equals("/") ? "/index.html" : exchange.path();
        String suffix = path.substring(path.lastIndexOf('.') + 1);
        String type = TYPES.getOrDefault(suffix, "");
        if (type.isEmpty() || path.contains("..") || !path.matches("/[A-Za-z0-9/_.-]+")) {
            exchange.words(404, "there is nothing here");
            return;
        }
        try (InputStream in = StaticPage.class.getResourceAsStream("/page" + path)) {
            if (in == null) {
                exchange.words(404, "there is nothing here");
                return;
            }
            exchange.response().getHeaders().put("Content-Security-Policy", POLICY);
            exchange.response().getHeaders().put("Referrer-Policy", "no-referrer");
            exchange.bytes(200, type, in.readAllBytes());
        }
    }
}
