package io.gluethread.playground.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Database;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GetPartitionsResponse;
import software.amazon.awssdk.services.glue.model.InvalidInputException;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.Table;

/** The Data Catalog over the real AWS SDK, with the sample data in it. */
final class CatalogOverSdkTest extends RunningGlueTest {
    @Test
    void the_sample_databases_are_there() {
        assertThat(glue.client().getDatabases(r -> {}).databaseList())
                .extracting(Database::name)
                .containsExactly("covid-19", "default", "sales_db");
        Database database = glue.client().getDatabase(r -> r.name("COVID-19")).database();
        assertThat(database.name()).isEqualTo("covid-19");
        assertThat(database.createTime()).isEqualTo(HandClock.NOON);
        assertThat(database.catalogId()).isEqualTo("123456789012");
    }

    @Test
    void the_county_table_has_the_shape_that_a_crawler_gives_it() throws IOException {
        Table table = glue.client()
                .getTable(r -> r.databaseName("covid-19").name("county_populations"))
                .table();
        assertThat(table.storageDescriptor().columns())
                .extracting(Column::name, Column::type)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("id", "string"),
                        org.assertj.core.groups.Tuple.tuple("id2", "string"),
                        org.assertj.core.groups.Tuple.tuple("county", "string"),
                        org.assertj.core.groups.Tuple.tuple("state", "string"),
                        org.assertj.core.groups.Tuple.tuple("population estimate 2018", "string"));
        assertThat(table.parameters())
                .containsEntry("skip.header.line.count", "1")
                .containsEntry("classification", "csv");
        assertThat(table.tableType()).isEqualTo("EXTERNAL_TABLE");
        assertThat(table.storageDescriptor().inputFormat()).isEqualTo("org.apache.hadoop.mapred.TextInputFormat");
        assertThat(table.storageDescriptor().serdeInfo().parameters()).containsEntry("field.delim", ",");
        assertThat(table.partitionKeys()).isEmpty();

        Path folder = Path.of(URI.create(table.storageDescriptor().location()));
        List<String> lines = Files.readAllLines(folder.resolve("county_populations.csv"));
        assertThat(lines.getFirst()).isEqualTo("Id,Id2,County,State,Population Estimate 2018");
        assertThat(lines).contains("0500000US01001,1001,Autauga,Alabama,55601");
        assertThat(lines).contains("0500000US29189,29189,St. Louis,Missouri,996945");
    }

    @Test
    void orders_lie_in_partitions_by_year_and_month() throws IOException {
        Table table = glue.client()
                .getTable(r -> r.databaseName("sales_db").name("raw_orders"))
                .table();
        assertThat(table.partitionKeys()).extracting(Column::name).containsExactly("year", "month");

        List<Partition> partitions = new ArrayList<>();
        String token = null;
        do {
            String at = token;
            GetPartitionsResponse page = glue.client()
                    .getPartitions(r -> r.databaseName("sales_db")
                            .tableName("raw_orders")
                            .maxResults(10)
                            .nextToken(at));
            partitions.addAll(page.partitions());
            token = page.nextToken();
        } while (token != null);
        assertThat(partitions).hasSize(24);
        assertThat(partitions.getFirst().values()).containsExactly("2025", "01");

        int rows = 0;
        for (Partition partition : partitions) {
            Path folder = Path.of(URI.create(partition.storageDescriptor().location()));
            for (String line : Files.readAllLines(folder.resolve("orders.csv"))) {
                rows++;
                assertThat(line)
                        .matches("ORD-[0-9]{6},[0-9]{4},%s-%s-[0-9]{2},[0-9]+\\.[0-9]{2},[a-z]+,[a-z]+"
                                .formatted(
                                        partition.values().getFirst(),
                                        partition.values().getLast()));
            }
        }
        assertThat(rows).isEqualTo(10_000);
    }

    @Test
    void partitions_are_filtered_by_an_expression() {
        assertThat(partitions("year == '2026' and month == '02'")).containsExactly("2026/02");
        assertThat(partitions("(year='2026' AND month<>'01') and month < '04'")).containsExactly("2026/02", "2026/03");
        assertThat(partitions("month >= 11")).containsExactly("2025/11", "2025/12", "2026/11", "2026/12");
        assertThatThrownBy(() -> partitions("year like '20%'"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("joined by AND");
        assertThatThrownBy(() -> partitions("region = 'north'"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("region is not a partition key");
    }

    private List<String> partitions(String expression) {
        return glue
                .client()
                .getPartitions(
                        r -> r.databaseName("sales_db").tableName("raw_orders").expression(expression))
                .partitions()
                .stream()
                .map(partition -> String.join("/", partition.values()))
                .toList();
    }

    @Test
    void what_is_missing_is_said_to_be_missing() {
        assertThatThrownBy(() -> glue.client().getDatabase(r -> r.name("rds_catalog")))
                .isInstanceOf(EntityNotFoundException.class)
                .hasMessageContaining("Database rds_catalog not found");
        assertThatThrownBy(() -> glue.client().getTables(r -> r.databaseName("rds_catalog")))
                .isInstanceOf(EntityNotFoundException.class);
        assertThatThrownBy(() ->
                        glue.client().getTable(r -> r.databaseName("sales_db").name("orders")))
                .isInstanceOf(EntityNotFoundException.class)
                .hasMessageContaining("Table orders not found");
    }

    @Test
    void a_table_that_a_session_makes_is_in_the_catalog_and_in_the_next_statement_of_every_other() {
        glue.createReady("one");
        glue.createReady("two");
        assertThat(tablesSeenBy("two", 0)).isEqualTo("county_populations,raw_orders");
        glue.run("one", "create demo");
        glue.awaitState("one", 0, "AVAILABLE");
        assertThat(tablesSeenBy("two", 1)).isEqualTo("county_populations,demo,raw_orders");

        Table table = glue.client()
                .getTable(r -> r.databaseName("default").name("demo"))
                .table();
        assertThat(table.storageDescriptor().serdeInfo().serializationLibrary()).endsWith("ParquetHiveSerDe");
        assertThat(glue.client()
                        .getTables(r -> r.databaseName("default").expression("d.*"))
                        .tableList())
                .hasSize(1);
        assertThat(glue.client()
                        .getTables(r -> r.databaseName("default").expression("x.*"))
                        .tableList())
                .isEmpty();
        assertThatThrownBy(() ->
                        glue.client().getTables(r -> r.databaseName("default").expression("(")))
                .isInstanceOf(InvalidInputException.class);
    }

    private String tablesSeenBy(String session, int statement) {
        glue.run(session, "tables");
        return glue.awaitState(session, statement, "AVAILABLE").output().data().textPlain();
    }

    @Test
    void the_catalog_is_still_there_at_the_next_start() throws IOException {
        glue.createReady("one");
        glue.run("one", "create demo");
        glue.awaitState("one", 0, "AVAILABLE");
        glue.close();
        glue = RunningGlue.in(home);
        assertThat(glue.client()
                        .getTable(r -> r.databaseName("default").name("demo"))
                        .table()
                        .storageDescriptor()
                        .columns())
                .extracting(Column::type)
                .containsExactly("bigint");
        assertThat(glue.client().listSessions(r -> {}).ids()).isEmpty();
    }
}
