package io.gluethread.sparkhost;

import io.gluethread.sparkhost.s3.FolderS3;
import io.gluethread.sparkhost.sql.GlueSql;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.mapreduce.lib.output.FileOutputCommitterFactory;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

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
            "spark.sql.catalogImplementation",
            "spark.hadoop.fs.s3.impl",
            "spark.hadoop.fs.s3a.impl",
            "spark.hadoop.fs.s3n.impl");

    private SparkStart() {}

    static SparkSession session(StartOrder order) throws IOException {
        SparkConf conf = new SparkConf(false)
                .set("spark.app.name", "gluethread")
                .set("spark.sql.shuffle.partitions", "4")
                .set("spark.sql.session.timeZone", "UTC")
                .set("spark.sql.legacy.createHiveTableByDefault", "false")
                // Else partitions would be known only to the session that wrote them.
                .set("spark.sql.hive.manageFilesourcePartitions", "false");
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
                .set("spark.sql.catalogImplementation", "in-memory")
                .set("spark.hadoop." + FolderS3.FOLDER, order.s3().toString());
        for (String scheme : List.of("s3", "s3a", "s3n")) {
            conf.set("spark.hadoop.fs." + scheme + ".impl", FolderS3.class.getName());
            // Hadoop names one for s3a that comes with its own s3a.
            conf.set(
                    "spark.hadoop.mapreduce.outputcommitter.factory.scheme." + scheme,
                    FileOutputCommitterFactory.class.getName());
        }
        if (order.script()) {
            // What a script's own SparkConf begins with.
            for (Tuple2<String, String> entry : conf.getAll()) {
                System.setProperty(entry._1(), entry._2());
            }
        }
        return SparkSession.builder().withExtensions(new GlueSql()).config(conf).getOrCreate();
    }
}
