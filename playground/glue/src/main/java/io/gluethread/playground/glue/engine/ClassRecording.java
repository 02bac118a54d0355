package io.gluethread.playground.glue.engine;

import io.gluethread.playground.glue.catalog.CatalogChange;
import io.gluethread.playground.glue.catalog.CatalogSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session that nobody uses: does what sessions usually do, so that the JVM records the classes that this takes. */
final class ClassRecording implements EngineListener {
    private static final Logger LOG = LoggerFactory.getLogger(ClassRecording.class);
    private static final List<String> USUAL = List.of(
            "spark.sql(\"\"\"select 1\"\"\").show()",
            "spark.sql(\"\"\"select id % 3 as k, count(*) as n, avg(id) as a from range(1000) group by 1 order by 1\"\"\").show()",
            "val numbers = spark.range(100).toDF(\"x\").filter($\"x\" > 10)\nnumbers.count()",
            "case class Person(name: String, age: Int)\nSeq(Person(\"a\", 1)).toDS().map(_.age + 1).collect()",
            """
            numbers.write.mode("overwrite").parquet("recorded/parquet")
            spark.read.parquet("recorded/parquet").join(numbers, "x").show()
            numbers.write.mode("overwrite").csv("recorded/csv")
            spark.read.csv("recorded/csv").printSchema()
            """,
            "spark.sql(\"\"\"show tables\"\"\").show()",
            "sc.parallelize(1 to 10).map(_ * 2).reduce(_ + _)",
            "throw new IllegalStateException(\"as it happens\")");

    private final ClassArchive archive;
    private final Path draft;
    private final CompletableFuture<Boolean> made;
    private volatile @Nullable SparkSessionProcess process;

    private ClassRecording(ClassArchive archive, Path draft, CompletableFuture<Boolean> made) {
        this.made = made;
        this.archive = archive;
        this.draft = draft;
    }

    /**
     * Starts one, at the lowest priority where the system has {@code nice}.
     *
     * @param made is told at the end whether an archive came of it
     */
    static ClassRecording start(
            HostCommand command, ClassArchive archive, Folders folders, Path socket, CompletableFuture<Boolean> made)
            throws IOException {
        Path folder = folders.forSession("classes");
        ClassRecording recording = new ClassRecording(archive, folder.resolve("draft.jsa"), made);
        List<String> nice =
                Files.isExecutable(Path.of("/usr/bin/nice")) ? List.of("/usr/bin/nice", "-n", "19") : List.of();
        EngineRequest request = new EngineRequest(
                "classes", EngineLanguage.SCALA, Map.of(), new CatalogSnapshot(0, List.of(), List.of()));
        SparkSessionProcess process = SparkSessionProcess.start(
                command,
                new SparkSessionProcess.Launch(nice, archive.record(recording.draft), false),
                request,
                folder,
                socket,
                recording,
                () -> {});
        recording.process = process;
        for (int id = 0; id < USUAL.size(); id++) {
            process.run(id, USUAL.get(id));
        }
        return recording;
    }

    void kill() {
        SparkSessionProcess current = process;
        if (current != null) {
            current.kill();
        }
    }

    @Override
    public void done(int statementId, EngineOutcome outcome) {
        SparkSessionProcess current = process;
        if (statementId == USUAL.size() - 1 && current != null) {
            current.stop(true);
        }
    }

    @Override
    public void ended(EngineEnd end) {
        boolean complete = end.exitCode().orElse(-1) == 0 && Files.isRegularFile(draft);
        try {
            if (complete) {
                archive.adopt(draft);
                LOG.info("the next Spark sessions start with a class archive");
            } else {
                LOG.info("no class archive came about: {} {}", end.reason(), end.logTail());
            }
        } catch (IOException e) {
            LOG.info("the class archive could not be kept; sessions start without it", e);
        }
        made.complete(complete);
    }

    @Override
    public void ready(EngineInfo info) {
        LOG.debug("recording classes of {}", info);
    }

    @Override
    public void running(int statementId) {
        LOG.debug("recording classes of usual statement {}", statementId);
    }

    @Override
    public void progress(int statementId, double fraction) {
        // nobody waits for it
    }

    @Override
    public void catalogChanged(CatalogChange change) {
        // its tables are its own
    }
}
