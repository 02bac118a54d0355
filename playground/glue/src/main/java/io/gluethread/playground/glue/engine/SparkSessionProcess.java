package io.gluethread.playground.glue.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.gluethread.playground.glue.catalog.CatalogSnapshot;
import io.gluethread.playground.glue.job.ScriptRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session's process, and the talk with it over a Unix domain socket. The process ends when its standard input
 * closes, which happens even if this one is killed; so no session outlives its service.
 */
final class SparkSessionProcess implements EngineSession {
    private static final Logger LOG = LoggerFactory.getLogger(SparkSessionProcess.class);
    private static final long STOP_MILLIS = 3_000;

    private volatile String sessionId;
    private final SparkEngineSettings settings;
    private final Path folder;
    private final Path socket;
    private final String token;
    private final ServerSocketChannel door;
    private final Process process;
    private volatile EngineListener listener;
    private final Runnable afterwards;
    private final BlockingQueue<String> outgoing = new LinkedBlockingQueue<>();
    private final AtomicLong changesHeard = new AtomicLong();
    private volatile boolean asked;
    private volatile boolean ready;
    private volatile @Nullable String complaint;
    private volatile boolean adopted;
    private long catalogVersion;
    private boolean over;

    private SparkSessionProcess(
            EngineRequest request,
            SparkEngineSettings settings,
            Path folder,
            Path socket,
            String token,
            ServerSocketChannel door,
            Process process,
            EngineListener listener,
            Runnable afterwards) {
        this.sessionId = request.sessionId();
        this.settings = settings;
        this.folder = folder;
        this.socket = socket;
        this.token = token;
        this.door = door;
        this.process = process;
        this.listener = listener;
        this.afterwards = afterwards;
        this.catalogVersion = request.catalog().version();
    }

    /**
     * Starts the process.
     *
     * @param afterwards runs once, after the listener has heard of the end
     */
    static SparkSessionProcess start(
            HostCommand command,
            Launch launch,
            EngineRequest request,
            Path folder,
            Path socket,
            EngineListener listener,
            Runnable afterwards)
            throws IOException {
        ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            door.bind(UnixDomainSocketAddress.of(socket));
            String token = Token.fresh();
            Process process = command.process(folder, socket, token, launch.before(), launch.options())
                    .start();
            SparkSessionProcess session = new SparkSessionProcess(
                    request, command.settings(), folder, socket, token, door, process, listener, afterwards);
            session.outgoing.add(HostMessages.start(request, command.settings(), folder, launch.script()));
            var _ = process.onExit().thenRun(session::shutDoor);
            session.after(command.settings().bootLimit().toMillis(), session::giveUpBoot);
            Thread.ofVirtual().name("session-" + request.sessionId()).start(session::live);
            return session;
        } catch (IOException | RuntimeException e) {
            door.close();
            throw e;
        }
    }

    /**
     * What differs between starts.
     *
     * @param before goes before {@code java}
     * @param options of the JVM, beside the usual ones
     * @param script whether the process is for a job's script
     */
    record Launch(List<String> before, List<String> options, boolean script) {
        Launch {
            before = List.copyOf(before);
            options = List.copyOf(options);
        }
    }

    private void live() {
        try (SocketChannel channel = door.accept();
                BufferedReader incoming = new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8))) {
            shutDoor();
            greet(incoming.readLine());
            Thread.ofVirtual().name("to-session-" + sessionId).start(() -> talk(channel));
            for (String line = incoming.readLine(); line != null; line = incoming.readLine()) {
                hear(HostMessages.read(line));
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("session {}: the talk with its process ended", sessionId, e);
        }
        end();
    }

    private void greet(@Nullable String first) throws IOException {
        String given =
                first == null ? "" : HostMessages.read(first).path("token").asText();
        if (!MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8))) {
            throw new IOException("a stranger came to the socket of session " + sessionId);
        }
    }

    private void talk(SocketChannel channel) {
        try {
            while (channel.isOpen()) {
                ByteBuffer line = ByteBuffer.wrap(outgoing.take().getBytes(StandardCharsets.UTF_8));
                while (line.hasRemaining()) {
                    channel.write(line);
                }
            }
        } catch (IOException | InterruptedException e) {
            LOG.debug("session {}: its process hears no more", sessionId, e);
        }
    }

    private void hear(JsonNode message) {
        int id = message.path("id").asInt();
        try {
            switch (message.path("op").asText()) {
                case "ready" -> {
                    ready = true;
                    if (!adopted) {
                        listener.ready(HostMessages.info(message));
                    }
                }
                case "adopted" -> listener.ready(HostMessages.info(message));
                case "running" -> listener.running(id);
                case "progress" -> listener.progress(id, message.path("p").asDouble());
                case "done" -> listener.done(id, HostMessages.outcome(message));
                case "catalogChange" -> {
                    listener.catalogChanged(HostMessages.change(message));
                    changesHeard.incrementAndGet();
                }
                case "fatal" -> complaint = message.path("reason").asText();
                default -> LOG.warn("session {} said what nobody understands: {}", sessionId, message.path("op"));
            }
        } catch (RuntimeException e) {
            LOG.error("session {}: its listener failed", sessionId, e);
        }
    }

    private void end() {
        List<ProcessHandle> family = process.descendants().toList();
        OptionalInt exitCode = exitCode();
        family.forEach(ProcessHandle::destroyForcibly);
        outgoing.add("\n"); // wakes the writer, which finds the channel closed
        String log = SessionLog.tail(folder.resolve("session.log"));
        EngineEnd end = new EngineEnd(asked, exitCode, reason(exitCode, log), log);
        LOG.info("session {} ended: {}", sessionId, end.reason());
        try {
            lastListener().ended(end);
        } catch (RuntimeException e) {
            LOG.error("session {}: its listener failed", sessionId, e);
        } finally {
            Folders.remove(folder);
            afterwards.run();
        }
    }

    private synchronized EngineListener lastListener() {
        over = true;
        return listener;
    }

    /**
     * Makes this process, which was started ahead, the session of somebody; {@link EngineListener#ready} follows.
     *
     * @return false if it has ended already
     */
    synchronized boolean adopt(EngineRequest request, EngineListener by) {
        if (over || asked || !process.isAlive()) {
            return false;
        }
        adopted = true;
        listener = by;
        sessionId = request.sessionId();
        catalogVersion = request.catalog().version();
        outgoing.add(HostMessages.catalog(request.catalog(), 0));
        outgoing.add(HostMessages.adopt());
        return true;
    }

    /** Hands over the script that the process was started for. */
    void run(ScriptRequest script) {
        outgoing.add(HostMessages.script(script));
    }

    /** Waits for the exit that follows the end of the talk; helps after a while. */
    private OptionalInt exitCode() {
        try {
            if (!process.waitFor(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
            return OptionalInt.of(process.waitFor());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    private String reason(OptionalInt exitCode, String log) {
        if (asked) {
            return "The session was stopped.";
        }
        int code = exitCode.orElse(-1);
        String said = complaint;
        if (said != null) {
            return "The session failed: " + said + ".";
        }
        if (log.contains("java.lang.OutOfMemoryError")) {
            return "The session ran out of memory (" + settings.heap() + ") and ended.";
        }
        if (!ready) {
            return "The session's process ended with exit code " + code + " before it was ready.";
        }
        if (code > 128) {
            return "The session's process was killed (signal " + (code - 128) + ").";
        }
        return "The session's process ended with exit code " + code + ".";
    }

    @Override
    public void run(int statementId, String code) {
        outgoing.add(HostMessages.run(statementId, code));
    }

    @Override
    public void cancel(int statementId) {
        outgoing.add(HostMessages.cancel(statementId));
    }

    @Override
    public synchronized void catalog(CatalogSnapshot snapshot) {
        if (snapshot.version() > catalogVersion) {
            catalogVersion = snapshot.version();
            outgoing.add(HostMessages.catalog(snapshot, changesHeard.get()));
        }
    }

    @Override
    public void stop() {
        stop(false);
    }

    /** Asks for the end; an orderly one is not hurried. */
    void stop(boolean orderly) {
        asked = true;
        outgoing.add(HostMessages.stop(orderly));
        if (!orderly) {
            after(STOP_MILLIS, this::kill);
        }
    }

    @Override
    public void kill() {
        asked = true;
        destroy();
    }

    private void giveUpBoot() {
        if (!ready && process.isAlive()) {
            complaint = "Spark was not ready after " + settings.bootLimit().toSeconds() + " s";
            destroy();
        }
    }

    private void destroy() {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
    }

    private void after(long millis, Runnable work) {
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(() -> {
            if (process.isAlive()) {
                work.run();
            }
        });
    }

    private void shutDoor() {
        try {
            door.close();
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            LOG.debug("the socket {} was gone already", socket, e);
        }
    }

    @Override
    public OptionalLong pid() {
        return process.isAlive() ? OptionalLong.of(process.pid()) : OptionalLong.empty();
    }

    CompletableFuture<Process> onExit() {
        return process.onExit();
    }
}
