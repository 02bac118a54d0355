package io.gluethread.playground.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.InvalidInputException;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PropertyPredicate;
import software.amazon.awssdk.services.glue.model.SortCriterion;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

/** Changes of the Data Catalog, searching it and paging through it, over the real AWS SDK. */
final class CatalogChangesOverSdkTest extends RunningGlueTest {
    @BeforeEach
    void start() {
        glue.client()
                .createDatabase(r -> r.databaseInput(
                        d -> d.name("Demo").description("for trying").locationUri("s3://warehouse/demo")));
    }

    private static TableInput.Builder populations() {
        return TableInput.builder()
                .name("Populations")
                .description("who lives where")
                .tableType("EXTERNAL_TABLE")
                .parameters(Map.of("classification", "parquet", "owner", "ana"))
                .partitionKeys(column("region", "string"))
                .storageDescriptor(s -> s.columns(column("id", "int"), column("population", "bigint"))
                        .location("s3://warehouse/demo/populations"));
    }

    private static Column column(String name, String type) {
        return Column.builder().name(name).type(type).build();
    }

    private void create(TableInput.Builder input) {
        glue.client().createTable(r -> r.databaseName("demo").tableInput(input.build()));
    }

    @Test
    void a_table_is_told_as_it_was_made_with_its_names_in_lower_case() {
        create(populations());
        Table table = glue.client()
                .getTable(r -> r.databaseName("demo").name("populations"))
                .table();
        assertThat(table.name()).isEqualTo("populations");
        assertThat(table.description()).isEqualTo("who lives where");
        assertThat(table.parameters())
                .containsEntry("classification", "parquet")
                .containsEntry("owner", "ana");
        assertThat(table.storageDescriptor().columns()).extracting(Column::name).containsExactly("id", "population");
        assertThat(table.storageDescriptor().location()).isEqualTo("s3://warehouse/demo/populations");
        assertThat(table.storageDescriptor().inputFormat()).contains("Parquet");
        assertThat(table.partitionKeys()).extracting(Column::name).containsExactly("region");
        assertThatThrownBy(() -> create(populations())).isInstanceOf(AlreadyExistsException.class);
    }

    @Test
    void the_next_statement_of_a_session_sees_it() {
        glue.createReady("s");
        create(populations());
        int statement = glue.run("s", "tables");
        assertThat(glue.awaitState("s", statement, "AVAILABLE").output().data().textPlain())
                .contains("populations");
    }

    @Test
    void partitions_are_the_folders_of_the_bucket() throws IOException {
        create(populations());
        Files.createDirectories(glue.bucket("warehouse").resolve("demo/populations/region=eu west"));
        Files.createDirectories(glue.bucket("warehouse").resolve("demo/populations/region=us"));
        assertThat(glue.client()
                        .getPartitions(r -> r.databaseName("demo").tableName("populations"))
                        .partitions())
                .extracting(Partition::values)
                .containsExactly(List.of("eu west"), List.of("us"));
        assertThat(glue.client()
                        .getPartition(r ->
                                r.databaseName("demo").tableName("populations").partitionValues("us"))
                        .partition()
                        .storageDescriptor()
                        .location())
                .isEqualTo("s3://warehouse/demo/populations/region=us/");
        assertThatThrownBy(() -> glue.client()
                        .getPartition(r ->
                                r.databaseName("demo").tableName("populations").partitionValues("none")))
                .isInstanceOf(EntityNotFoundException.class);
    }

    @Test
    void tables_and_databases_are_changed_and_go() {
        create(populations());
        glue.client()
                .updateTable(r -> r.databaseName("demo")
                        .tableInput(populations().description("changed").build()));
        assertThat(glue.client()
                        .getTable(r -> r.databaseName("demo").name("populations"))
                        .table()
                        .description())
                .isEqualTo("changed");
        create(populations().name("other"));
        assertThat(glue.client()
                        .batchDeleteTable(r -> r.databaseName("demo").tablesToDelete("other", "none"))
                        .errors())
                .hasSize(1);
        glue.client().deleteTable(r -> r.databaseName("demo").name("populations"));
        assertThatThrownBy(() ->
                        glue.client().deleteTable(r -> r.databaseName("demo").name("populations")))
                .isInstanceOf(EntityNotFoundException.class);
        assertThatThrownBy(() -> glue.client()
                        .updateTable(r ->
                                r.databaseName("demo").tableInput(populations().build())))
                .isInstanceOf(EntityNotFoundException.class);
        glue.client()
                .updateDatabase(
                        r -> r.name("demo").databaseInput(d -> d.name("demo").description("still")));
        assertThat(glue.client().getDatabase(r -> r.name("demo")).database().description())
                .isEqualTo("still");
        glue.client().deleteDatabase(r -> r.name("demo"));
        assertThatThrownBy(() -> glue.client().getDatabase(r -> r.name("demo")))
                .isInstanceOf(EntityNotFoundException.class);
        assertThatThrownBy(() -> glue.client()
                        .createTable(r ->
                                r.databaseName("demo").tableInput(populations().build())))
                .isInstanceOf(EntityNotFoundException.class);
        assertThatThrownBy(() -> glue.client().createDatabase(r -> r.databaseInput(d -> d.name("default"))))
                .isInstanceOf(AlreadyExistsException.class);
    }

    private List<String> search(String text) {
        return glue.client().searchTables(r -> r.searchText(text)).tableList().stream()
                .map(table -> table.databaseName() + "." + table.name())
                .toList();
    }

    @Test
    void tables_are_found_by_part_of_what_they_say() {
        create(populations());
        assertThat(search("POPULATION")).containsExactly("covid-19.county_populations", "demo.populations");
        assertThat(search("total_amount")).containsExactly("sales_db.raw_orders");
        assertThat(search("\"populations\"")).containsExactly("demo.populations");
        assertThat(search("who lives")).containsExactly("demo.populations");
        assertThat(search("nothing of the kind")).isEmpty();
        assertThat(glue.client()
                        .searchTables(r -> r.filters(PropertyPredicate.builder()
                                        .key("DatabaseName")
                                        .value("sales_db")
                                        .comparator("EQUALS")
                                        .build())
                                .sortCriteria(SortCriterion.builder()
                                        .fieldName("Name")
                                        .sort("DESC")
                                        .build()))
                        .tableList())
                .extracting(Table::name)
                .containsExactly("raw_orders");
        assertThatThrownBy(() -> glue.client()
                        .searchTables(r -> r.filters(PropertyPredicate.builder()
                                .key("Name")
                                .value("x")
                                .comparator("LIKE")
                                .build())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("LIKE");
    }

    @Test
    void everything_pages_and_no_listing_takes_the_token_of_another() {
        for (String name : List.of("c", "a", "b")) {
            create(populations().name(name));
        }
        List<String> databases = new ArrayList<>();
        glue.client()
                .getDatabasesPaginator(r -> r.maxResults(1))
                .forEach(page -> page.databaseList().forEach(d -> databases.add(d.name())));
        assertThat(databases).containsExactly("covid-19", "default", "demo", "sales_db");
        List<String> tables = new ArrayList<>();
        glue.client()
                .getTablesPaginator(r -> r.databaseName("demo").maxResults(2))
                .forEach(page -> page.tableList().forEach(table -> tables.add(table.name())));
        assertThat(tables).containsExactly("a", "b", "c");
        List<String> found = new ArrayList<>();
        glue.client()
                .searchTablesPaginator(r -> r.searchText("lives").maxResults(1))
                .forEach(page -> page.tableList().forEach(table -> found.add(table.name())));
        assertThat(found).containsExactly("a", "b", "c");

        String token = glue.client().getDatabases(r -> r.maxResults(1)).nextToken();
        assertThatThrownBy(() ->
                        glue.client().getTables(r -> r.databaseName("demo").nextToken(token)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("NextToken");
        String ofDemo = glue.client()
                .getTables(r -> r.databaseName("demo").maxResults(1))
                .nextToken();
        assertThatThrownBy(() ->
                        glue.client().getTables(r -> r.databaseName("sales_db").nextToken(ofDemo)))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> glue.client().getDatabases(r -> r.maxResults(101)))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> glue.client().searchTables(r -> r.nextToken("!")))
                .isInstanceOf(InvalidInputException.class);
    }
}
