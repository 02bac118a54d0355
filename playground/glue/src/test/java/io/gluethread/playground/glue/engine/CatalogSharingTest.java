package io.gluethread.playground.glue.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.playground.glue.catalog.CatalogChange;
import io.gluethread.playground.glue.catalog.CatalogColumn;
import io.gluethread.playground.glue.catalog.CatalogDatabase;
import io.gluethread.playground.glue.catalog.CatalogSnapshot;
import io.gluethread.playground.glue.catalog.CatalogTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Two sessions and one catalog, which this test keeps as the endpoint does. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CatalogSharingTest {
    private static SparkEngine engine;
    private static HeardSession ana;
    private static HeardSession ben;
    private static long version;
    private static final List<CatalogDatabase> DATABASES = new ArrayList<>();
    private static final List<CatalogTable> TABLES = new ArrayList<>();

    @BeforeAll
    static void start(@TempDir Path home) throws EngineUnavailableException, IOException {
        Path counties = Files.createDirectories(home.resolve("data/counties"));
        Files.writeString(counties.resolve("a.csv"), """
                Id,Id2,County,State,Population Estimate 2018
                0500000US01001,1001,Autauga,Alabama,55601
                0500000US01003,1003,"Bald, win",Alabama,218022
                """);
        Path orders = home.resolve("data/orders");
        for (String month : List.of("01", "02")) {
            Path partition = Files.createDirectories(orders.resolve("year=2024/month=" + month));
            Files.writeString(partition.resolve("o.csv"), "1,10.50\n2,20.25\n");
        }
        DATABASES.add(new CatalogDatabase("default", "", "", Map.of()));
        DATABASES.add(new CatalogDatabase("covid-19", "A dash", "", Map.of()));
        DATABASES.add(new CatalogDatabase("sales_db", "", "", Map.of()));
        TABLES.add(new CatalogTable(
                "covid-19",
                "county_populations",
                "",
                "csv",
                counties.toString(),
                strings("id", "id2", "county", "state", "population estimate 2018"),
                List.of(),
                Map.of("header", "false", "sep", ","),
                Map.of("skip.header.line.count", "1"),
                Optional.empty()));
        TABLES.add(new CatalogTable(
                "sales_db",
                "raw_orders",
                "",
                "csv",
                orders.toUri().toString(),
                strings("order_id", "total_amount"),
                strings("year", "month"),
                Map.of(),
                Map.of(),
                Optional.empty()));
        engine = SparkEngine.open(RealSpark.settings(home));
        ana = HeardSession.start(engine, "ana", EngineLanguage.SCALA, snapshot());
        ben = HeardSession.start(engine, "ben", EngineLanguage.PYTHON, snapshot());
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    private static List<CatalogColumn> strings(String... names) {
        return List.of(names).stream()
                .map(name -> new CatalogColumn(name, "string", ""))
                .toList();
    }

    private static CatalogSnapshot snapshot() {
        return new CatalogSnapshot(++version, DATABASES, TABLES);
    }

    private static String sql(HeardSession session, String query) {
        return session.text("spark.sql(\"\"\"" + query + "\"\"\").show()");
    }

    /** Does with the changes of one session what the endpoint does: keeps them and hands them to both. */
    private static List<CatalogChange> share(HeardSession from) {
        List<CatalogChange> changes = keep(from);
        CatalogSnapshot now = snapshot();
        ana.session.catalog(now);
        ben.session.catalog(now);
        return changes;
    }

    private static List<CatalogChange> keep(HeardSession from) {
        List<CatalogChange> changes = from.takeChanges();
        for (CatalogChange change : changes) {
            switch (change) {
                case CatalogChange.DatabaseCreated(CatalogDatabase database) -> DATABASES.add(database);
                case CatalogChange.DatabaseDropped(String name) -> {
                    DATABASES.removeIf(database -> database.name().equals(name));
                    TABLES.removeIf(table -> table.database().equals(name));
                }
                case CatalogChange.TableCreated(CatalogTable table) -> put(table);
                case CatalogChange.TableAltered(CatalogTable table) -> put(table);
                case CatalogChange.TableDropped(String database, String table) -> remove(database, table);
            }
        }
        return changes;
    }

    private static void put(CatalogTable table) {
        remove(table.database(), table.name());
        TABLES.add(table);
    }

    private static void remove(String database, String name) {
        TABLES.removeIf(
                table -> table.database().equals(database) && table.name().equals(name));
    }

    @Test
    @Order(1)
    void tables_of_the_catalog_are_there_from_the_start() {
        assertThat(sql(ana, "show tables in `covid-19`"))
                .contains("|database|", "|covid-19|county_populations|      false|");
        assertThat(sql(
                        ben,
                        "select * from `covid-19`.county_populations sort by `population estimate 2018` desc limit 2"))
                .contains("| county|  state|population estimate 2018|")
                .contains("Population Estima...");
        assertThat(sql(ana, "select county from `covid-19`.county_populations where id2 = '1003'"))
                .contains("|Bald, win|");
        assertThat(ana.takeChanges()).isEmpty();
    }

    @Test
    @Order(2)
    void partitioned_tables_show_their_rows_and_obey_predicates() {
        assertThat(sql(ben, "select count(*) n from sales_db.raw_orders")).contains("|  4|");
        assertThat(sql(ben, "select order_id, year, month from sales_db.raw_orders where month = '02'"))
                .contains("|       1|2024|   02|");
        assertThat(sql(ben, "describe sales_db.raw_orders")).contains("# Partition Infor...");
    }

    @Test
    @Order(3)
    void what_one_session_creates_the_other_sees_in_its_next_statement() {
        sql(ana, "create database demo comment 'a try'");
        sql(
                ana,
                "create table demo.t (a int, p decimal(10,2) comment 'price', s struct<x:int>) partitioned by (d string)");
        sql(ana, "insert into demo.t select 1, 2.5, struct(3), 'today'");
        sql(ana, "create view demo.v as select a * 2 as b from demo.t");
        ana.text("case class Row(k: String); Seq(Row(\"x\")).toDS().write.saveAsTable(\"demo.ds\")");
        assertThat(share(ana)).hasSizeGreaterThanOrEqualTo(4);
        assertThat(sql(ben, "select a, p, s.x, d from demo.t")).contains("|  1|2.50|  3|today|");
        assertThat(sql(ben, "select b from demo.v")).contains("|  2|");
        assertThat(sql(ben, "select k from demo.ds")).contains("|  x|");
        CatalogTable table = TABLES.stream()
                .filter(one -> one.name().equals("t"))
                .findFirst()
                .orElseThrow();
        assertThat(table.provider()).isEqualTo("parquet");
        assertThat(table.columns())
                .containsExactly(
                        new CatalogColumn("a", "int", ""),
                        new CatalogColumn("p", "decimal(10,2)", "price"),
                        new CatalogColumn("s", "struct<x:int>", ""));
        assertThat(table.partitionKeys()).containsExactly(new CatalogColumn("d", "string", ""));
        assertThat(ben.takeChanges()).isEmpty();
    }

    @Test
    @Order(4)
    void a_snapshot_from_before_a_session_s_own_change_does_not_undo_it() {
        int creating = ana.send("Thread.sleep(1000); spark.sql(\"create table demo.fresh as select 7 as seven\")");
        ana.session.catalog(snapshot());
        assertThat(ana.outcome(creating)).isInstanceOf(EngineOutcome.Ok.class);
        assertThat(sql(ana, "select seven from demo.fresh")).contains("|    7|");
        share(ana);
        assertThat(sql(ben, "select seven from demo.fresh")).contains("|    7|");
    }

    @Test
    @Order(4)
    void what_another_session_does_to_a_session_s_own_tables_counts_at_once() {
        sql(ana, "create database ours");
        sql(ana, "create table ours.t using csv options (sep ';') as select 1 as one");
        keep(ana);
        ben.session.catalog(snapshot());
        sql(ben, "drop table ours.t");
        share(ben);
        assertThat(ana.failure("spark.table(\"ours.t\")").value()).contains("TABLE_OR_VIEW_NOT_FOUND");
        sql(ana, "create table ours.u as select 1 as one");
        share(ana);
        String again = sql(ana, "drop table ours.u");
        assertThat(again).isEqualTo("++\n||\n++\n++");
        keep(ana);
        ben.session.catalog(snapshot());
        sql(ben, "create table ours.u as select 1 as one");
        share(ben);
        assertThat(sql(ana, "select one from ours.u")).contains("|  1|");
        sql(ben, "drop database ours cascade");
        share(ben);
        assertThat(sql(ana, "show databases")).doesNotContain("ours");
    }

    @Test
    @Order(5)
    void changes_and_drops_reach_the_other_session_and_spare_nothing_but_what_is_kept() {
        sql(ben, "alter table demo.t add columns (note string)");
        share(ben);
        assertThat(sql(ana, "select note from demo.t")).contains("NULL");
        sql(ben, "alter table demo.ds rename to demo.renamed");
        share(ben);
        assertThat(sql(ana, "select * from demo.renamed")).contains("|  x|");
        sql(ben, "drop table demo.fresh");
        share(ben);
        assertThat(ana.failure("spark.sql(\"\"\"select * from demo.fresh\"\"\").show()")
                        .value())
                .contains("TABLE_OR_VIEW_NOT_FOUND");
        sql(ana, "create table demo.fresh as select 8 as eight");
        share(ana);
        assertThat(sql(ben, "select eight from demo.fresh")).contains("|    8|");
        sql(ana, "drop database demo cascade");
        share(ana);
        assertThat(sql(ben, "show databases")).contains("covid-19").doesNotContain("demo");
    }

    @Test
    @Order(6)
    void a_table_that_spark_cannot_take_does_not_take_the_session_along() {
        TABLES.add(new CatalogTable(
                "no_such_database",
                "t",
                "",
                "csv",
                "/nowhere",
                strings("a"),
                List.of(),
                Map.of(),
                Map.of(),
                Optional.empty()));
        TABLES.add(new CatalogTable(
                "sales_db",
                "strange",
                "",
                "no.such.Provider",
                "/nowhere",
                List.of(new CatalogColumn("a", "no_such_type<1>", "")),
                List.of(),
                Map.of(),
                Map.of(),
                Optional.empty()));
        share(ana);
        assertThat(sql(ana, "show tables in sales_db")).contains("raw_orders");
        assertThat(ana.failure("spark.sql(\"\"\"select * from sales_db.strange\"\"\").show()")
                        .value())
                .contains("no.such.Provider");
        assertThat(sql(ana, "select 1 as one")).contains("|  1|");
    }

    @Test
    @Order(7)
    void variables_and_temporary_views_stay_in_their_session() {
        ana.text("val mine = 1");
        sql(ana, "create temp view only_ana as select 1 as a");
        share(ana);
        assertThat(ben.failure("spark.sql(\"\"\"select * from only_ana\"\"\").show()")
                        .value())
                .contains("TABLE_OR_VIEW_NOT_FOUND");
        assertThat(ben.run("mine")).isInstanceOf(EngineOutcome.Failed.class);
    }
}
