package io.gluethread.playground.glue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the npm packages of the JavaScript clients lie: in the folder that the environment variable
 * GLUETHREAD_NODE_MODULES names, else in {@code playground/node/node_modules}, where {@code npm ci} puts them.
 */
final class NodeModules {
    private NodeModules() {}

    /** The folder, if it has this package. */
    static Optional<Path> with(String name) {
        Path root = Path.of(System.getProperty("gluethread.root", "../.."));
        return Stream.concat(
                        Optional.ofNullable(System.getenv("GLUETHREAD_NODE_MODULES"))
                                .filter(s -> !s.isBlank())
                                .map(Path::of)
                                .stream(),
                        Stream.of(root.resolve("playground/node/node_modules")))
                .map(Path::toAbsolutePath)
                .filter(folder -> Files.isDirectory(folder.resolve(name)))
                .findFirst();
    }
}
