package io.gluethread.playground.glue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gluethread.playground.glue.engine.SparkEngine;
import io.gluethread.playground.glue.engine.SparkEngineSettings;
import io.gluethread.playground.glue.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Statement;
import software.amazon.awssdk.services.glue.model.Table;

/** The endpoint with real Spark behind it, over the AWS SDK: what a newcomer types first. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class EndToEndSparkTest {
    @TempDir
    private static Path home;

    private static LocalGlue glue;
    private static GlueClient client;

    @BeforeAll
    static void start() throws IOException {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("GLUETHREAD_SPARK_CLASS_SHARING", "off");
        Path host = Path.of(System.getProperty("gluethread.root", "../.."), "playground/spark-host/target/spark-host");
        glue = LocalGlue.start(
                LocalGlueSettings.in(home),
                SparkEngine.open(SparkEngineSettings.of(home, host, environment)),
                InstantSource.system());
        client = GlueClient.builder()
                .endpointOverride(glue.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(RunningGlue.anyCredentials())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        create("one");
        create("two");
        List.of("one", "two").forEach(EndToEndSparkTest::awaitReady);
    }

    @AfterAll
    static void stop() {
        client.close();
        glue.close();
    }

    private static void create(String id) {
        client.createSession(RunningGlue.request(id)
                .workerType("G.1X")
                .numberOfWorkers(2)
                .idleTimeout(30)
                .defaultArguments(Map.of("--session-language", "scala"))
                .build());
    }

    private static void awaitReady(String id) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> {
            var session = client.getSession(r -> r.id(id)).session();
            assertThat(session.errorMessage()).isNull();
            return session.statusAsString().equals("READY");
        });
    }

    private static Statement run(String session, String code) {
        int id = client.runStatement(r -> r.sessionId(session).code(code)).id();
        return Awaitility.await()
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofMinutes(2))
                .until(
                        () -> client.getStatement(r -> r.sessionId(session).id(id))
                                .statement(),
                        s -> List.of("AVAILABLE", "ERROR", "CANCELLED").contains(s.stateAsString()));
    }

    private static String text(Statement statement) {
        assertThat(statement.output().statusAsString())
                .as(statement.output().errorName() + ": " + statement.output().errorValue())
                .isEqualTo("ok");
        return statement.output().data().textPlain();
    }

    private static String sql(String session, String sql) {
        return text(run(session, "spark.sql(\"\"\"" + sql + "\"\"\").show()"));
    }

    @Test
    void the_tutorials_query_gives_the_tutorials_ten_rows() {
        assertThat(sql(
                        "one",
                        "select * from `covid-19`.county_populations sort by `population estimate 2018` desc limit 10"))
                .isEqualTo("""
                        +--------------+-----+---------------+-----------+------------------------+
                        |            id|  id2|         county|      state|population estimate 2018|
                        +--------------+-----+---------------+-----------+------------------------+
                        |            Id|  Id2|         County|      State|    Population Estima...|
                        |0500000US01085| 1085|        Lowndes|    Alabama|                    9974|
                        |0500000US06057| 6057|         Nevada| California|                   99696|
                        |0500000US29189|29189|      St. Louis|   Missouri|                  996945|
                        |0500000US22021|22021|Caldwell Parish|  Louisiana|                    9960|
                        |0500000US06019| 6019|         Fresno| California|                  994400|
                        |0500000US28143|28143|         Tunica|Mississippi|                    9944|
                        |0500000US05051| 5051|        Garland|   Arkansas|                   99154|
                        |0500000US29079|29079|         Grundy|   Missouri|                    9914|
                        |0500000US27063|27063|        Jackson|  Minnesota|                    9911|
                        +--------------+-----+---------------+-----------+------------------------+""");
        assertThat(sql("one", "select * from `covid-19`.county_populations limit 10"))
                .contains("0500000US01001", "Autauga");
    }

    @Test
    void orders_are_read_by_partition_with_months_of_two_digits() {
        assertThat(sql(
                        "one",
                        "select count(*) n, count(distinct month) m, min(year) y from sales_db.raw_orders"
                                + " where total_amount is not null"))
                .contains("|10000| 12|2025|");
        assertThat(sql(
                        "one",
                        "select distinct year, month from sales_db.raw_orders where year = '2026' and month = '02'"))
                .contains("|2026|   02|");
        assertThat(text(run("one", "spark.table(\"sales_db.raw_orders\").printSchema()")))
                .contains("|-- order_id: string", "|-- total_amount: string", "|-- month: string");
    }

    @Test
    void variables_live_on_in_their_session_and_nowhere_else() {
        run("one", "val answer = spark.range(42).count()");
        assertThat(text(run("one", "answer + 1"))).contains("43");
        Statement stranger = run("two", "answer");
        assertThat(stranger.stateAsString()).isEqualTo("AVAILABLE");
        assertThat(stranger.output().statusAsString()).isEqualTo("error");
        assertThat(stranger.output().errorValue() + stranger.output().traceback())
                .contains("not found: value answer");
    }

    @Test
    void a_table_made_in_one_session_is_in_the_catalog_and_in_the_other() {
        sql("one", "create database if not exists demo");
        sql(
                "one",
                "create table demo.populations as select county, cast(`population estimate 2018` as bigint) people"
                        + " from `covid-19`.county_populations where county <> 'County'");
        assertThat(sql("one", "select count(*) from demo.populations")).contains("|      29|");
        assertThat(sql("two", "select people from demo.populations where county = 'Fresno'"))
                .contains("994400");
        Table table =
                client.getTable(r -> r.databaseName("demo").name("populations")).table();
        assertThat(table.storageDescriptor().columns())
                .extracting(c -> c.name() + " " + c.type())
                .containsExactly("county string", "people bigint");
        assertThat(table.storageDescriptor().serdeInfo().serializationLibrary()).endsWith("ParquetHiveSerDe");
        sql("two", "create view demo.large as select * from demo.populations where people > 900000");
        Table view = client.getTable(r -> r.databaseName("demo").name("large")).table();
        assertThat(view.tableType()).isEqualTo("VIRTUAL_VIEW");
        assertThat(view.viewOriginalText()).contains("people > 900000");
        assertThat(sql("one", "select count(*) from demo.large")).contains("|       2|");
        sql("two", "drop view demo.large");
        sql("two", "drop table demo.populations");
        assertThat(client.getTables(r -> r.databaseName("demo")).tableList()).isEmpty();
        assertThat(sql("one", "show tables in demo")).doesNotContain("populations");
    }

    @Test
    void a_running_statement_is_cancelled_and_the_session_goes_on() {
        int id = client.runStatement(r -> r.sessionId("two").code("Thread.sleep(600000)"))
                .id();
        Awaitility.await()
                .until(
                        () -> client.getStatement(r -> r.sessionId("two").id(id))
                                .statement()
                                .stateAsString(),
                        "RUNNING"::equals);
        client.cancelStatement(r -> r.sessionId("two").id(id));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> client.getStatement(r -> r.sessionId("two").id(id))
                                .statement()
                                .stateAsString(),
                        "CANCELLED"::equals);
        assertThat(text(run("two", "1 + 1"))).contains("2");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void the_bill_follows_the_clock_and_a_killed_process_fails_its_session() throws IOException {
        ProcessHandle.of(pid("two")).orElseThrow().destroyForcibly();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> client.getSession(r -> r.id("two")).session().statusAsString(), "FAILED"::equals);
        var failed = client.getSession(r -> r.id("two")).session();
        assertThat(failed.errorMessage()).contains("killed");
        assertThat(failed.dpuSeconds()).isPositive().isEqualTo(failed.executionTime() * 2);
    }

    private static long pid(String id) throws IOException {
        try (InputStream in =
                glue.endpoint().resolve("/playground/state").toURL().openStream()) {
            for (JsonNode session : Json.read(in.readAllBytes()).get("sessions")) {
                if (session.get("id").textValue().equals(id)) {
                    return session.get("pid").longValue();
                }
            }
        }
        throw new AssertionError("no session " + id);
    }
}
