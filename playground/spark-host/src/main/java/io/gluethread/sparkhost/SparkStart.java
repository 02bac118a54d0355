package io.gluethread.sparkhost;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Starts Spark in local mode. */
final class SparkStart {
    /** What a session's own settings may not change: they would reach out of its folder or need what is not there. */
    private static final Set<String> OURS = Set.of(
            "spark.master",
            "spark.submit.deployMode",
            "spark.ui.enabled",
            "spark.driver.host",
            "spark.driver.bindAddress",
            "spark.local.dir",
            "spark.repl.class.outputDir",
            "spark.sql.warehouse.dir",
            "spark.sql.catalogImplementation");

    private SparkStart() {}

    static SparkSession session(StartOrder order) throws IOException {
        SparkConf conf = new SparkConf(false)
                .set("spark.app.name", "gluethread")
                .set("spark.sql.shuffle.partitions", "4")
                .set("spark.sql.session.timeZone", "UTC")
                .set("spark.sql.legacy.createHiveTableByDefault", "false")
                // Else partitions would be known only to the session that wrote them.
                .set("spark.sql.hive.manageFilesourcePartitions", "false")
                // SHOW TABLES and SHOW DATABASES name their columns as Glue's Data Catalog does.
                .set("spark.sql.legacy.keepCommandOutputSchema", "true");
        for (Map.Entry<String, String> entry : order.conf().entrySet()) {
            if (!OURS.contains(entry.getKey())) {
                conf.set(entry.getKey(), entry.getValue());
            }
        }
        Files.createDirectories(order.classes());
        Files.createDirectories(order.warehouse());
        conf.set("spark.master", "local[2]")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.local.dir", order.folder().resolve("local").toString())
                .set("spark.repl.class.outputDir", order.classes().toString())
                .set("spark.sql.warehouse.dir", order.warehouse().toUri().toString())
                .set("spark.sql.catalogImplementation", "in-memory");
        return SparkSession.builder().config(conf).getOrCreate();
    }
}
