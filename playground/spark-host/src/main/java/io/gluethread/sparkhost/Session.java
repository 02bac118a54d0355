package io.gluethread.sparkhost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One session: its Spark, its language's interpreter, its statements, and what the parent hears of them. */
final class Session implements Statements.Listener {
    private static final long PROGRESS_MILLIS = 100;
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final String SPARK_LINE = "3.5.";

    private final StartOrder order;
    private final Wire parent;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Session::daemon);
    private final Statements statements;
    private final CompletableFuture<Interpreter> interpreter = new CompletableFuture<>();
    private final SparkSession spark;
    private final CatalogMirror catalog;
    private final StandardOutput stdout;
    private final SqlInterpreter sql;
    private final Cancellation cancellation;
    private final Optional<PythonInterpreter> python;
    private volatile boolean inPython;
    private @Nullable ScheduledFuture<?> progress;

    private Session(
            StartOrder order,
            Wire parent,
            StandardOutput stdout,
            SparkSession spark,
            Optional<PythonInterpreter> python) {
        this.order = order;
        this.parent = parent;
        this.spark = spark;
        this.python = python;
        this.stdout = stdout;
        this.catalog = new CatalogMirror(spark, new CatalogEntries(order.warehouse()), parent::send);
        this.sql = new SqlInterpreter(spark, order.pythonSession());
        this.cancellation = new Cancellation(spark.sparkContext(), timer);
        this.statements = new Statements(this::execute, this, stdout, order.outputLimit());
    }

    /** Starts Spark and, beside it, the language's interpreter; returns when statements can come. */
    static Session boot(StartOrder order, Wire parent, StandardOutput stdout) throws IOException {
        Files.createDirectories(order.classes());
        Optional<PythonInterpreter> python = order.pythonSession() ? launchPython(order) : Optional.empty();
        python.ifPresent(SessionHost::started);
        CompletableFuture<ScalaInterpreter> scala = order.pythonSession()
                ? new CompletableFuture<>()
                : CompletableFuture.supplyAsync(() -> new ScalaInterpreter(order.classes()), Session::inBackground);
        SparkSession spark = SparkStart.session(order);
        SessionHost.started(spark);
        Session session = new Session(order, parent, stdout, spark, python);
        SessionCatalog.is(session.catalog);
        session.catalog.offer(order.catalog());
        session.ready();
        inBackground(() -> session.warmUp(scala));
        return session;
    }

    private static Optional<PythonInterpreter> launchPython(StartOrder order) {
        if (order.python().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    PythonInterpreter.launch(order.python().get(), SPARK_LINE, order.outputLimit(), order.folder()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void ready() throws IOException {
        parent.send(about("ready"));
        statements.start();
    }

    private ObjectNode about(String op) throws IOException {
        ObjectNode about = Wire.message(op)
                .put("spark", spark.version())
                .put("java", System.getProperty("java.version"))
                .put("pid", ProcessHandle.current().pid());
        if (python.isPresent()) {
            python.get().version().ifPresent(version -> about.put("python", version));
        }
        return about;
    }

    /** Makes the first statement as fast as the second. */
    private void warmUp(CompletableFuture<ScalaInterpreter> scala) {
        try {
            if (!order.pythonSession()) {
                ScalaInterpreter repl = scala.join();
                repl.prelude();
                interpreter.complete(repl);
            } else if (python.isPresent() && python.get().version().isPresent()) {
                python.get().attach(spark.sparkContext().getConf(), order.script());
                interpreter.complete(python.get());
            } else {
                interpreter.complete(noPySpark());
            }
        } catch (Exception | LinkageError failure) {
            SessionHost.fatal("the session's interpreter could not start: " + failure);
        }
        try {
            spark.sql("select 1").collectAsList();
        } catch (Exception cancelled) {
            LOG.debug("the warm-up query was cancelled with a statement's", cancelled);
        }
    }

    private Interpreter noPySpark() {
        String executable = order.python().orElse("python3");
        String problem = python.map(PythonInterpreter::problem).orElse("there is no such program");
        return (code, group, output) -> code.lines().map(String::strip).allMatch(Session::isRemark)
                ? new Answer.Ok()
                : PythonInterpreter.notInstalled(executable, problem, spark.version());
    }

    private static boolean isRemark(String line) {
        return line.isEmpty() || line.startsWith("#");
    }

    /** Does what the parent says until it says stop or is gone. */
    void listen() throws IOException {
        Optional<JsonNode> message = parent.read();
        while (message.isPresent()) {
            JsonNode said = message.get();
            switch (said.path("op").asText()) {
                case "run" ->
                    statements.add(said.path("id").asInt(), said.path("code").asText());
                case "cancel" -> statements.find(said.path("id").asInt()).ifPresent(this::cancel);
                case "catalog" -> catalog.offer(said.path("catalog"));
                case "adopt" -> parent.send(about("adopted"));
                case "script" -> inBackground(() -> run(Script.of(said)));
                case "stop" -> {
                    if (said.path("orderly").asBoolean()) {
                        System.exit(0); // the JVM writes its class archive only on this way out
                    }
                    return;
                }
                default -> throw new IOException("the parent said what this host does not know: " + said.path("op"));
            }
            message = parent.read();
        }
    }

    private void cancel(Statement statement) {
        if (statement.cancel() && !statements.dropWaiting(statement)) {
            timer.execute(() -> cancellation.begin(statement, () -> inPython ? python : Optional.empty()));
        }
    }

    /** Runs the script that this process was started for; the parent ends the process after it. */
    private void run(Script script) {
        Answer answer;
        try {
            Interpreter language = interpreter.get();
            catalog.apply();
            parent.send(Wire.message("running").put("id", 0));
            if (!order.pythonSession()) {
                answer = ScalaScript.run(script, language, stdout);
            } else if (language instanceof PythonInterpreter python) {
                answer = python.run(script);
            } else {
                answer = language.run("script", "script", new BoundedOutput(0));
            }
        } catch (Exception | LinkageError failure) {
            answer = Failures.ofHost(failure);
        }
        parent.send(message(0, Optional.of(answer)));
    }

    private Answer execute(Statement statement, BoundedOutput output) throws InterruptedException, ExecutionException {
        catalog.apply();
        spark.sparkContext().setJobGroup(statement.jobGroup, "statement", true);
        Optional<SqlStatement> recognised = SqlStatement.recognise(statement.code, order.pythonSession());
        if (recognised.isPresent()) {
            return sql.run(recognised.get());
        }
        Interpreter language = interpreter.get();
        try {
            inPython = language instanceof PythonInterpreter;
            return language.run(statement.code, statement.jobGroup, output);
        } finally {
            inPython = false;
        }
    }

    @Override
    public void running(Statement statement) {
        parent.send(Wire.message("running").put("id", statement.id));
        Progress share = new Progress(spark.sparkContext(), statement.jobGroup);
        progress = timer.scheduleAtFixedRate(
                () -> {
                    double before = share.last();
                    double now = share.now();
                    if (now > before && statement.phase() == Statement.Phase.RUNNING) {
                        parent.send(
                                Wire.message("progress").put("id", statement.id).put("p", now));
                    }
                },
                PROGRESS_MILLIS,
                PROGRESS_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void done(Statement statement, Optional<Answer> answer, BoundedOutput output) {
        if (progress != null) {
            progress.cancel(false);
        }
        if (answer.isEmpty()) {
            cancellation.watchForZombies();
        }
        parent.send(message(statement.id, answer).put("text", output.text()));
        if (spark.sparkContext().isStopped()) {
            SessionHost.fatal("a statement stopped the session's SparkContext");
        }
    }

    private static ObjectNode message(int id, Optional<Answer> answer) {
        ObjectNode done = Wire.message("done").put("id", id);
        if (answer.isEmpty()) {
            done.put("status", "cancelled");
        } else if (answer.get() instanceof Answer.Failed failed) {
            done.put("status", "error").put("ename", failed.name()).put("evalue", failed.value());
            ArrayNode traceback = done.putArray("traceback");
            failed.traceback().forEach(traceback::add);
        } else {
            done.put("status", "ok");
        }
        return done;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "timer");
        thread.setDaemon(true);
        return thread;
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "interpreter-start");
        thread.setDaemon(true);
        thread.start();
    }
}
