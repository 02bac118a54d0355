package io.gluethread.playground.glue.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.playground.glue.catalog.CatalogChange;
import io.gluethread.playground.glue.catalog.CatalogStore;
import io.gluethread.playground.glue.catalog.CatalogTable;
import io.gluethread.playground.glue.sample.SampleData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Two tutorials' Python cells as they are printed, one after the other in one session, on the sample data. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SeedCellsTest {
    private static SparkEngine engine;
    private static HeardSession session;
    private static CatalogStore catalog;
    private static Path s3;

    @BeforeAll
    static void start(@TempDir Path home) throws EngineUnavailableException {
        catalog = CatalogStore.open(home.resolve("catalog"), InstantSource.system());
        new SampleData(home.resolve("data")).provide(catalog);
        SparkEngineSettings settings = RealSpark.settings(home);
        s3 = settings.s3();
        engine = SparkEngine.open(settings);
        session = HeardSession.start(engine, "tutorials", EngineLanguage.PYTHON, catalog.snapshot());
        RealSpark.assumePySpark(session.info());
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    private static String run(String code) {
        String text = session.text(code);
        for (CatalogChange change : session.takeChanges()) {
            catalog.apply(change);
        }
        return text;
    }

    private static List<String> rows(String shown) {
        return shown.lines()
                .filter(line -> line.startsWith("|") && !line.startsWith("|--"))
                .skip(1)
                .toList();
    }

    // The Jupyter tutorial

    @Test
    @Order(1)
    void spark_and_sc_are_there_from_the_start() {
        assertThat(run("print(spark.version, sc.master)")).startsWith("3.5.").endsWith("local[2]");
    }

    @Test
    @Order(2)
    void its_first_cell_sets_up_and_prints_nothing() {
        assertThat(run(Seeds.jupyterStart())).isEmpty();
    }

    @Test
    @Order(3)
    void its_listing_of_tables_has_the_columns_and_names_that_it_prints() {
        Seeds.Piece cell = Seeds.jupyter().get(0).get(0);
        assertThat(cell.output()).contains("|covid-19|  county_populations|      false|");
        assertThat(session.failure("spark.sql(\"\"\"" + cell.code().substring(6) + "\"\"\").show()")
                        .name())
                .as("with its remark it is no SQL, not for Spark either")
                .isEqualTo("ParseException");
        assertThat(run(Seeds.sql(cell.code())))
                .startsWith("+--------+------------------+-----------+\n|database|         tableName|isTemporary|\n")
                .contains("|covid-19|county_populations|      false|");
    }

    @Test
    @Order(4)
    void its_query_prints_the_same_ten_rows() {
        Seeds.Piece cell = Seeds.jupyter().get(1).get(0);
        assertThat(run(Seeds.sql(cell.code()))).isEqualTo(cell.output());
    }

    @Test
    @Order(5)
    void its_dynamic_frame_prints_the_same_schema() {
        Seeds.Piece cell = Seeds.jupyter().get(2).get(0);
        assertThat(run(cell.code())).isEqualTo(cell.output());
    }

    @Test
    @Order(6)
    void its_mapping_prints_the_same_schema_and_the_same_twenty_rows() {
        List<Seeds.Piece> cell = Seeds.jupyter().get(3);
        assertThat(cell).hasSize(2);
        for (Seeds.Piece piece : cell) {
            assertThat(run(piece.code())).isEqualTo(piece.output());
        }
        assertThat(cell.get(1).output()).contains("|0500000US01039|     1039|Covington|Alabama|              36986|");
    }

    @Test
    @Order(7)
    void its_sink_makes_a_table_and_writing_twice_doubles_it() throws IOException {
        String cell = Seeds.jupyter().get(4).get(0).code();
        assertThat(cell).contains("writeFrame(mapped)");
        run(cell);
        CatalogTable table = catalog.table("demo", "populations").orElseThrow().table();
        assertThat(table.provider()).isEqualTo("parquet");
        assertThat(table.location()).isEqualTo("s3://s3-bucket/interactive-sessions-blog/populations");
        assertThat(table.columns().stream().map(c -> c.name() + " " + c.type()))
                .containsExactly(
                        "id string", "simple_id int", "county string", "state string", "population_est_2018 bigint");
        try (Stream<Path> files = Files.list(s3.resolve("s3-bucket/interactive-sessions-blog/populations"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".snappy.parquet")))
                    .hasSize(2);
        }
        session.session.catalog(catalog.snapshot());
        assertThat(run("spark.table('demo.populations').count() / mapped.count()"))
                .isEqualTo("2.0");
        String select = Seeds.sql(Seeds.jupyter().get(5).get(0).code());
        assertThat(rows(run(select))).hasSize(20);
        assertThat(run(select)).contains("|simple_id|").endsWith("only showing top 20 rows");
    }

    // The OneUptime post; its first block holds magics only

    @Test
    @Order(11)
    void the_post_sets_up() {
        assertThat(run(Seeds.oneUptime().get(1))).isEmpty();
    }

    @Test
    @Order(12)
    void the_post_reads_a_table() {
        assertThat(run(Seeds.oneUptime().get(2)))
                .startsWith("root\n|-- order_id: string\n|-- customer_id: string\n")
                .endsWith("only showing top 5 rows");
    }

    @Test
    @Order(13)
    void the_post_transforms_it() {
        assertThat(run(Seeds.oneUptime().get(3))).isEqualTo("null_fields []");
        assertThat(run("cleaned.printSchema()")).isEqualTo("""
                root
                |-- order_id: string
                |-- customer_id: long
                |-- order_date: date
                |-- total_amount: decimal(10,2)
                |-- order_status: string
                |-- region: string""");
    }

    @Test
    @Order(14)
    void the_post_sums_it_up() {
        assertThat(run(Seeds.oneUptime().get(4)))
                .contains("total_orders|total_revenue|avg_order_value|unique_customers|")
                .endsWith("only showing top 10 rows");
        assertThat(run("dict(daily_summary.dtypes)['total_revenue']")).isEqualTo("'decimal(20,2)'");
    }

    @Test
    @Order(15)
    void the_post_writes_it_by_region() throws IOException {
        assertThat(run(Seeds.oneUptime().get(5))).isEqualTo("Write complete!");
        try (Stream<Path> files = Files.list(s3.resolve("my-data-lake/processed/daily-order-summary"))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.startsWith("_")))
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith("region="));
        }
        assertThat(run("spark.read.parquet('s3a://my-data-lake/processed/daily-order-summary/').count()"
                        + " == daily_summary.count()"))
                .isEqualTo("True");
    }

    @Test
    @Order(16)
    void the_post_works_with_a_month_and_with_a_sample() {
        assertThat(run(Seeds.oneUptime().get(6))).matches("Working with [1-9][0-9]* records");
        assertThat(run(Seeds.oneUptime().get(7))).matches("Sample size: [1-9][0-9]{0,2} records");
    }

    @Test
    @Order(17)
    void the_posts_databases_are_not_there_and_that_is_said_in_a_line() {
        EngineOutcome.Failed catalogued = session.failure(Seeds.oneUptime().get(8));
        assertThat(catalogued.name()).isEqualTo("AnalysisException");
        assertThat(catalogued.value()).isEqualTo("Database 'rds_catalog' not found");
        String jdbc = Seeds.oneUptime().get(8);
        EngineOutcome.Failed direct = session.failure(jdbc.substring(jdbc.indexOf("# Or connect directly")));
        assertThat(direct.name()).isEqualTo("NotInThePlayground");
        assertThat(direct.value()).contains("type 'mysql'").doesNotContain("\n");
    }
}
