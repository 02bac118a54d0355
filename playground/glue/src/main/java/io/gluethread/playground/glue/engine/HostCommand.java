package io.gluethread.playground.glue.engine;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command, environment and files of a session's process. */
record HostCommand(SparkEngineSettings settings, JavaSeventeen java, List<Path> jars) {
    static final String MAIN = "io.gluethread.sparkhost.SessionHost";
    private static final String TOKEN = "GLUETHREAD_HOST_TOKEN";
    /** What a session may know of the service's environment. Secrets live there, so nothing else passes. */
    private static final List<String> PASSED = List.of(
            "PATH", "HOME", "USER", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV");

    HostCommand {
        jars = List.copyOf(jars);
    }

    static HostCommand find(SparkEngineSettings settings) throws EngineUnavailableException {
        JavaSeventeen java = JavaSeventeen.find(settings.environment());
        List<Path> jars = new ArrayList<>();
        Path lib = settings.host().resolve("lib");
        if (Files.isDirectory(lib)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(lib, "*.jar")) {
                files.forEach(jars::add);
            } catch (IOException e) {
                throw new EngineUnavailableException("The Spark host in " + lib + " cannot be read: " + e, e);
            }
        }
        if (jars.isEmpty()) {
            throw new EngineUnavailableException(
                    "There is no Spark host in " + lib + "; build it with: mvn package -pl playground/spark-host -am");
        }
        jars.sort(null); // class data sharing needs the same order each time
        return new HostCommand(settings, java, jars);
    }

    Path options() {
        return settings.host().resolve("jvm.options");
    }

    /** A process ready to be started. {@code before} goes before {@code java}, {@code extra} among its options. */
    ProcessBuilder process(Path folder, Path socket, String token, List<String> before, List<String> extra) {
        List<String> command = new ArrayList<>(before);
        command.add(java.java().toString());
        command.add("@" + options());
        command.add("-Xmx" + settings.heap());
        if (settings.quickCompiler()) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.add("-Djava.io.tmpdir=" + folder.resolve("tmp"));
        command.addAll(extra);
        command.add("-cp");
        command.add(String.join(
                File.pathSeparator, jars.stream().map(Path::toString).toList()));
        command.add(MAIN);
        command.add(socket.toString());
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(folder.resolve("work").toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("session.log").toFile());
        Map<String, String> environment = process.environment();
        environment.clear();
        for (String name : PASSED) {
            String value = settings.environment().get(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        // The workers that Spark starts for Python functions look here, too.
        String ours = settings.host().resolve("python").toString();
        environment.merge("PYTHONPATH", ours, (theirs, own) -> own + File.pathSeparator + theirs);
        environment.put("JAVA_HOME", java.home().toString());
        environment.put("SPARK_LOCAL_IP", "127.0.0.1");
        environment.put(TOKEN, token);
        return process;
    }
}
