package io.gluethread.bench.ack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A contender in a JVM of its own; all have the same options. It ends with us, since its input then ends. */
final class ContenderProcess implements AutoCloseable {
    static final List<String> OPTIONS = List.of(
            "-Xms512m",
            "-Xmx512m",
            "-Dfile.encoding=UTF-8",
            "--enable-native-access=ALL-UNNAMED",
            "-Dlogback.configurationFile=logback-bench.xml");
    static final String LISTENING = "listening on ";

    private final Process process;
    private final InetSocketAddress address;

    private ContenderProcess(Process process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    /** Returns when it listens. */
    static ContenderProcess start(Contender contender, URI slack, Path home) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ContenderMain.class.getName()));
        command.addAll(List.of(contender.name(), slack.toString(), home.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader says =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = says.readLine();
        if (line == null || !line.startsWith(LISTENING)) {
            process.destroy();
            throw new IOException("%s did not start: %s".formatted(contender.title(), line));
        }
        int port = Integer.parseInt(line.substring(LISTENING.length()));
        return new ContenderProcess(process, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
