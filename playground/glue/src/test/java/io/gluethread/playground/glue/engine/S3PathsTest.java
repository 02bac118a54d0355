package io.gluethread.playground.glue.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Addresses in S3 as Spark code uses them, on folders of this machine. */
class S3PathsTest {
    private static SparkEngine engine;
    private static HeardSession scala;
    private static Path s3;

    @BeforeAll
    static void start(@TempDir Path home) throws EngineUnavailableException {
        SparkEngineSettings settings = RealSpark.settings(home);
        s3 = settings.s3();
        engine = SparkEngine.open(settings);
        scala = HeardSession.start(engine, "s3", EngineLanguage.SCALA);
        scala.text("val df = spark.range(6).selectExpr(\"id\", \"concat('r', id % 2) region\", \"'é, |' s\")");
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    private static List<String> objects(String prefix) throws IOException {
        try (Stream<Path> files = Files.walk(s3.resolve(prefix))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> s3.resolve(prefix).relativize(file).toString())
                    .filter(name -> !name.equals("_SUCCESS"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void files_of_every_format_go_there_and_come_back() throws IOException {
        for (String format : List.of("parquet", "orc", "json", "csv")) {
            assertThat(scala.text("df.write.format(\"" + format + "\").save(\"s3://formats/" + format + "/\")"))
                    .isEmpty();
            assertThat(scala.text("println(spark.read.format(\"" + format + "\").load(\"s3a://formats/" + format
                            + "\").count())"))
                    .isEqualTo("6");
            assertThat(objects("formats/" + format)).isNotEmpty().allMatch(name -> name.startsWith("part-"));
        }
        assertThat(scala.text("println(sc.textFile(\"s3n://formats/csv/part-*\").count())"))
                .isEqualTo("6");
    }

    @Test
    void partitions_are_folders_and_overwriting_leaves_nothing_behind() throws IOException {
        scala.text("df.write.partitionBy(\"region\").parquet(\"s3://parts/t\")");
        assertThat(objects("parts/t")).allMatch(name -> name.matches("region=r[01]/part-.*\\.snappy\\.parquet"));
        scala.text(
                "df.where(\"region = 'r0'\").write.mode(\"overwrite\").partitionBy(\"region\").parquet(\"s3://parts/t\")");
        assertThat(objects("parts/t")).isNotEmpty().allMatch(name -> name.startsWith("region=r0/"));
        scala.text("df.write.mode(\"append\").partitionBy(\"region\").parquet(\"s3://parts/t\")");
        assertThat(scala.text("println(spark.read.parquet(\"s3://parts/t\").where(\"region = 'r0'\").count())"))
                .isEqualTo("6");
        assertThat(s3.resolve(".unfinished")).isEmptyDirectory();
    }

    @Test
    void what_is_not_there_is_named_by_its_address() {
        EngineOutcome.Failed read = scala.failure("spark.read.parquet(\"s3://formats/nothing/here\")");
        assertThat(read.value())
                .isEqualTo(
                        "org.apache.spark.sql.AnalysisException: [PATH_NOT_FOUND] Path does not exist: s3://formats/nothing/here.");
        assertThat(scala.failure("spark.read.json(\"s3a://no-such-bucket/x\")").value())
                .contains("s3a://no-such-bucket/x");
        EngineOutcome.Failed opened = scala.failure("""
                val nowhere = new org.apache.hadoop.fs.Path("s3://formats/nothing")
                nowhere.getFileSystem(sc.hadoopConfiguration).open(nowhere)""");
        assertThat(opened.value())
                .isEqualTo("java.io.FileNotFoundException: No such object or prefix: s3://formats/nothing");
        assertThat(scala.failure("df.write.parquet(\"s3://parts-twice/t\"); df.write.parquet(\"s3://parts-twice/t\")")
                        .value())
                .contains("Path s3://parts-twice/t already exists");
    }

    @Test
    void names_that_s3_would_not_take_are_refused_and_none_leads_out() {
        assertThat(scala.failure("df.write.csv(\"s3://My_Bucket/x\")").value())
                .contains("The specified bucket is not valid: 'My_Bucket'");
        assertThat(scala.failure("df.write.csv(\"s3://bucket/../../x\")").value())
                .contains("because it has a step '..'");
        assertThat(scala.failure("df.write.csv(\"s3://../x\")").value()).contains("not valid: '..'");
        assertThat(scala.failure("df.write.csv(\"s3:///x\")").value()).contains("No bucket is named");
    }

    @Test
    void a_tutorials_placeholder_is_a_bucket() throws IOException {
        scala.text("df.write.csv(\"s3://<MY_BUCKET>/out/\")");
        assertThat(objects("my-bucket/out")).isNotEmpty();
        assertThat(scala.text("println(spark.read.csv(\"s3://<MY_BUCKET>/out/\").count())"))
                .isEqualTo("6");
    }

    @Test
    void keys_with_blanks_signs_and_accents_are_what_they_are() throws IOException {
        scala.text("df.coalesce(1).write.csv(\"s3://odd/a b/c%20d+é:x/\")");
        assertThat(objects("odd/a b/c%20d+é:x")).hasSize(1);
        assertThat(scala.text("println(spark.read.csv(\"s3://odd/a b/c%20d+é:x/\").count())"))
                .isEqualTo("6");
    }

    @Test
    void tables_in_sql_and_in_hives_words_lie_there_too() throws IOException {
        sql("create database lake");
        sql("create table lake.t using parquet location 's3://lake/t/' as select 1 as a, 'x' as b");
        assertThat(objects("lake/t")).hasSize(1);
        sql("create external table lake.pipes (a int, b string) partitioned by (d string)"
                + " row format delimited fields terminated by '|' stored as textfile location 's3://lake/pipes/'");
        scala.text(
                "spark.range(2).selectExpr(\"id\", \"'q'\").write.option(\"sep\", \"|\").csv(\"s3://lake/pipes/d=1\")");
        sql("msck repair table lake.pipes");
        assertThat(sql("select * from lake.pipes order by a")).contains("|  0|  q|  1|", "|  1|  q|  1|");
        sql("create table lake.orcs stored as orc as select * from lake.t");
        assertThat(sql("select * from lake.orcs")).contains("|  1|  x|");
        assertThat(scala.failure("spark.sql(\"\"\"create table lake.a (a int) stored as avro\"\"\").show()")
                        .value())
                .contains("This Spark has no Hive", "AvroSerDe");
        assertThat(scala.text("println(spark.catalog.listDatabases.count, spark.catalog.listTables(\"lake\").count)"))
                .isEqualTo("(2,3)");
    }

    private static String sql(String query) {
        return scala.text("spark.sql(\"\"\"" + query + "\"\"\").show()");
    }
}
