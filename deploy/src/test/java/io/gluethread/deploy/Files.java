package io.gluethread.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The files beside this module's sources. */
final class Files {
    static final Path FOLDER =
            Path.of(System.getProperty("gluethread.root", "..")).resolve("deploy");

    private Files() {}

    static JsonNode json(String name) {
        try {
            return new ObjectMapper().readTree(FOLDER.resolve(name).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    static String text(String name) {
        try {
            return java.nio.file.Files.readString(FOLDER.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
