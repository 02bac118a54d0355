package io.gluethread.sparkhost;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The session's catalog for its own Python, in which {@code awsglue} reads and makes tables. */
public final class SessionCatalog {
    private static final AtomicReference<@Nullable CatalogMirror> MIRROR = new AtomicReference<>();

    private SessionCatalog() {}

    static void is(CatalogMirror mirror) {
        MIRROR.set(mirror);
    }

    private static CatalogMirror mirror() {
        return Objects.requireNonNull(MIRROR.get(), "the session has no catalog yet");
    }

    public static boolean hasDatabase(String name) {
        return mirror().hasDatabase(name);
    }

    /** A table as JSON, in the words of the talk with the parent; empty if there is none. */
    public static String describe(String database, String name) {
        return mirror().describe(database, name).map(Object::toString).orElse("");
    }

    /** Makes a table, or puts another definition in its place; its files stay as they are. */
    public static void define(String table) throws JsonProcessingException {
        mirror().define(Wire.JSON.readTree(table));
    }
}
