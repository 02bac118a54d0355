package io.gluethread.playground.glue.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Java 17 on this machine, for Spark 3.5, which does not start on 25 (as Glue 5 itself, which is on 17).
 *
 * <p>Looked for in this order: {@code GLUETHREAD_SPARK_JAVA_HOME}, {@code JAVA_HOME_17}, {@code JAVA_HOME} and the
 * {@code java} on the PATH if they are 17, then the folders into which installers put JDKs. Each home's own
 * {@code release} file says which version it is.
 *
 * @param home the folder with {@code bin/java}
 * @param version such as {@code 17.0.15}
 */
public record JavaSeventeen(Path home, String version) {
    private static final String NAMED = "GLUETHREAD_SPARK_JAVA_HOME";
    private static final List<String> ASKED =
            List.of("JAVA_HOME_17", "JAVA_HOME_17_X64", "JAVA_HOME_17_ARM64", "JAVA_HOME");
    /** Each holds homes side by side; on macOS the home proper is in {@code Contents/Home}. */
    private static final List<String> SHELVES = List.of(
            "/usr/lib/jvm",
            "/usr/lib64/jvm",
            "/usr/java",
            "/opt",
            "/opt/java",
            "/usr/local/java",
            "/Library/Java/JavaVirtualMachines",
            "~/Library/Java/JavaVirtualMachines",
            "/opt/homebrew/opt",
            "/usr/local/opt",
            "~/.sdkman/candidates/java",
            "~/.jdks",
            "~/.asdf/installs/java",
            "~/.local/share/mise/installs/java",
            "C:/Program Files/Java",
            "C:/Program Files/Eclipse Adoptium");

    private static final List<String> INSIDE = List.of("", "Contents/Home", "libexec/openjdk.jdk/Contents/Home");

    /**
     * Finds one.
     *
     * @throws EngineUnavailableException with one line that says how to get it, if there is none
     */
    public static JavaSeventeen find(Map<String, String> environment) throws EngineUnavailableException {
        return find(environment, Path.of("/"));
    }

    /** Finds one below another root of the file system. */
    static JavaSeventeen find(Map<String, String> environment, Path root) throws EngineUnavailableException {
        String named = environment.getOrDefault(NAMED, "");
        if (!named.isEmpty()) {
            Path home = Path.of(named);
            return at(home).orElseThrow(() -> new EngineUnavailableException(NAMED + " names " + home + ", which is "
                    + versionAt(home).map(v -> "Java " + v).orElse("no JDK") + "; Spark 3.5 needs a JDK 17 there."));
        }
        return candidates(environment, root)
                .map(JavaSeventeen::at)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new EngineUnavailableException(
                        "Spark sessions need a JDK 17 and none was found. Install one (for example"
                                + " 'apt install openjdk-17-jdk-headless' or 'brew install openjdk@17'), or set "
                                + NAMED
                                + " to the folder of one."));
    }

    /** Its {@code java}. */
    public Path java() {
        return home.resolve("bin").resolve("java");
    }

    private static Stream<Path> candidates(Map<String, String> environment, Path root) {
        List<Path> homes = new ArrayList<>();
        for (String variable : ASKED) {
            String home = environment.getOrDefault(variable, "");
            if (!home.isEmpty()) {
                homes.add(Path.of(home));
            }
        }
        javaOnPath(environment).ifPresent(homes::add);
        String user = environment.getOrDefault("HOME", "");
        for (String shelf : SHELVES) {
            if (shelf.startsWith("~") && user.isEmpty()) {
                continue;
            }
            Path folder = shelf.startsWith("~") ? Path.of(user + shelf.substring(1)) : root.resolve(shelf.substring(1));
            for (Path home : children(folder)) {
                INSIDE.forEach(inside -> homes.add(home.resolve(inside)));
            }
        }
        return homes.stream();
    }

    private static Optional<Path> javaOnPath(Map<String, String> environment) {
        for (String folder : environment.getOrDefault("PATH", "").split(java.io.File.pathSeparator, -1)) {
            Path java = Path.of(folder).resolve("java");
            if (!folder.isEmpty() && Files.isExecutable(java)) {
                try {
                    return Optional.ofNullable(java.toRealPath().getParent()).map(Path::getParent);
                } catch (IOException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private static List<Path> children(Path folder) {
        List<Path> children = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Files::isDirectory)) {
                entries.forEach(children::add);
            } catch (IOException e) {
                return List.of(); // a folder that this user may not read
            }
        }
        children.sort(null);
        return children;
    }

    private static Optional<JavaSeventeen> at(Path home) {
        return versionAt(home)
                .filter(version -> version.equals("17") || version.startsWith("17."))
                .map(version -> new JavaSeventeen(home, version))
                .filter(found -> Files.isExecutable(found.java()));
    }

    private static Optional<String> versionAt(Path home) {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(release, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.substring(line.indexOf('=') + 1)
                            .replace("\"", "")
                            .strip())
                    .findFirst();
        } catch (IOException | java.io.UncheckedIOException e) {
            return Optional.empty();
        }
    }
}
