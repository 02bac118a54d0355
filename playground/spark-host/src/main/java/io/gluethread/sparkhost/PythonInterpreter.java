package io.gluethread.sparkhost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.api.python.Py4JServer;

/** Real PySpark in a Python process of its own, on the session's Spark. */
final class PythonInterpreter implements Interpreter {
    private final Process process;
    private final BufferedReader replies;
    private final OutputStream orders;
    private final String executable;
    private Optional<String> version = Optional.empty();
    private String problem = "";

    private PythonInterpreter(Process process, String executable) {
        this.process = process;
        this.executable = executable;
        this.replies = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.orders = process.getOutputStream();
    }

    /** Starts Python, which imports PySpark while Spark itself starts. Its standard error goes to the session's log. */
    static PythonInterpreter launch(String executable, String sparkLine, int outputLimit, Path folder)
            throws IOException {
        Path script = folder.resolve("python_repl.py");
        try (InputStream source =
                Objects.requireNonNull(PythonInterpreter.class.getResourceAsStream("python_repl.py"))) {
            Files.copy(source, script);
        }
        ProcessBuilder python =
                new ProcessBuilder(executable, "-u", script.toString(), sparkLine, Integer.toString(outputLimit));
        Map<String, String> environment = python.environment();
        environment.put("PYSPARK_PIN_THREAD", "true");
        environment.put("PYSPARK_PYTHON", executable);
        environment.put("PYTHONHASHSEED", "0");
        environment.put("PYTHONIOENCODING", "utf-8");
        environment.remove(SessionHost.TOKEN);
        python.redirectError(ProcessBuilder.Redirect.INHERIT);
        return new PythonInterpreter(python.start(), executable);
    }

    /** Waits until Python has told whether it can import PySpark; its version if it can. */
    Optional<String> version() throws IOException {
        if (version.isEmpty() && problem.isEmpty()) {
            JsonNode told = read().orElse(Wire.JSON.createObjectNode().put("problem", "Python ended at once"));
            version = Optional.ofNullable(told.path("version").textValue());
            problem = told.path("problem").asText();
        }
        return version;
    }

    /** The answer to Python code where there is no PySpark: says what is missing and the one command that installs it. */
    static Answer notInstalled(String executable, String problem, String sparkVersion) {
        String value = "This Python statement needs PySpark " + sparkVersion + ", which " + executable
                + " cannot import (" + problem + "). Install it and start a new session: " + executable
                + " -m pip install pyspark==" + sparkVersion + " (SQL and Scala sessions work without it.)";
        return new Answer.Failed("PySparkNotInstalled", value, List.of("PySparkNotInstalled: " + value + "\n"));
    }

    String problem() {
        return problem;
    }

    String executable() {
        return executable;
    }

    /** Gives Python the session's Spark; a script makes its own way to it. */
    void attach(SparkConf conf, boolean script) throws IOException {
        Py4JServer gateway = new Py4JServer(conf);
        gateway.start();
        order(Wire.message("attach")
                .put("port", gateway.getListeningPort())
                .put("secret", gateway.secret())
                .put("script", script));
        if (!read().map(reply -> reply.path("op").asText().equals("attached")).orElse(false)) {
            throw new IOException("Python could not be connected to Spark");
        }
    }

    @Override
    public Answer run(String code, String jobGroup, BoundedOutput output) {
        return answer(Wire.message("run").put("code", code).put("group", jobGroup), output);
    }

    /** Runs a job's script, which writes what it prints to its own file. */
    Answer run(Script script) {
        ObjectNode order = Wire.message("script")
                .put("path", script.path().toString())
                .put("output", script.output().toString())
                .put("limit", Script.OUTPUT_LIMIT);
        ArrayNode arguments = order.putArray("arguments");
        script.arguments().forEach(arguments::add);
        return answer(order, new BoundedOutput(0));
    }

    private Answer answer(ObjectNode order, BoundedOutput output) {
        try {
            order(order);
            JsonNode done = read().orElse(null);
            if (done == null) {
                SessionHost.fatal("the Python process of the session ended" + exitCode());
                throw new IllegalStateException("ended");
            }
            output.print(done.path("text").asText());
            if (done.path("dropped").asLong() > 0) {
                output.drop(done.path("dropped").asLong());
            }
            if (done.path("status").asText().equals("ok")) {
                return new Answer.Ok();
            }
            List<String> traceback = new ArrayList<>();
            done.path("traceback").forEach(line -> traceback.add(line.asText()));
            return new Answer.Failed(
                    done.path("ename").asText(), done.path("evalue").asText(), traceback);
        } catch (IOException failure) {
            SessionHost.fatal("the Python process of the session cannot be reached" + exitCode());
            throw new IllegalStateException(failure);
        }
    }

    private String exitCode() {
        boolean interrupted = false;
        try {
            return process.waitFor(2, TimeUnit.SECONDS) ? " with exit code " + process.exitValue() : "";
        } catch (InterruptedException e) {
            interrupted = true;
            return "";
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Sends Python the signal that Ctrl-C would; called from another thread. */
    void interrupt() {
        try {
            order(Wire.message("interrupt"));
        } catch (IOException e) {
            // it has ended; the statement's own thread tells
        }
    }

    private void order(ObjectNode message) throws IOException {
        byte[] line = (Wire.JSON.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8);
        synchronized (orders) {
            orders.write(line);
            orders.flush();
        }
    }

    private Optional<JsonNode> read() throws IOException {
        String line = replies.readLine();
        return line == null ? Optional.empty() : Optional.of(Wire.JSON.readTree(line));
    }

    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
