package io.gluethread.playground.glue.sample;

import io.gluethread.playground.glue.catalog.CatalogChange;
import io.gluethread.playground.glue.catalog.CatalogColumn;
import io.gluethread.playground.glue.catalog.CatalogDatabase;
import io.gluethread.playground.glue.catalog.CatalogStore;
import io.gluethread.playground.glue.catalog.CatalogTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a new catalog holds: {@code covid-19.county_populations} (counties of the US Census Bureau's population estimates
 * for 2018, public domain, with the header line among the rows as in the AWS tutorial) and {@code sales_db.raw_orders}
 * (generated). Files that are missing are written again at every start; a table that somebody dropped stays dropped.
 */
public final class SampleData {
    private static final String COUNTIES = "county_populations.csv";

    private final Path folder;

    /**
     * Sample data under a folder.
     *
     * @param folder is made if it does not exist
     */
    public SampleData(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /** Writes the files that are missing, and puts the tables into a catalog that is new. */
    public void provide(CatalogStore catalog) {
        try {
            writeCounties();
            RawOrders.writeUnder(ordersFolder());
        } catch (IOException e) {
            throw new UncheckedIOException("The sample data cannot be written to " + folder + ".", e);
        }
        if (catalog.isNew()) {
            changes().forEach(catalog::apply);
        }
    }

    private Path countiesFolder() {
        return folder.resolve("covid-19").resolve("county_populations");
    }

    private Path ordersFolder() {
        return folder.resolve("sales_db").resolve("raw_orders");
    }

    private void writeCounties() throws IOException {
        Path file = countiesFolder().resolve(COUNTIES);
        if (Files.exists(file)) {
            return;
        }
        Files.createDirectories(file.getParent());
        try (InputStream in = SampleData.class.getResourceAsStream(COUNTIES)) {
            if (in == null) {
                throw new IOException("the program comes without " + COUNTIES);
            }
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private List<CatalogChange> changes() {
        return List.of(
                new CatalogChange.DatabaseCreated(new CatalogDatabase("default", "Default database", "", Map.of())),
                new CatalogChange.DatabaseCreated(
                        new CatalogDatabase("covid-19", "Sample: population of US counties", "", Map.of())),
                new CatalogChange.DatabaseCreated(
                        new CatalogDatabase("sales_db", "Sample: generated orders", "", Map.of())),
                new CatalogChange.TableCreated(counties()),
                new CatalogChange.TableCreated(orders()));
    }

    private CatalogTable counties() {
        return new CatalogTable(
                "covid-19",
                "county_populations",
                "US Census Bureau, population estimates 2018, some counties",
                "csv",
                countiesFolder().toUri().toString(),
                strings("id", "id2", "county", "state", "population estimate 2018"),
                List.of(),
                Map.of("header", "false", "sep", ","),
                Map.of("skip.header.line.count", "1", "areColumnsQuoted", "false"),
                Optional.empty());
    }

    private CatalogTable orders() {
        return new CatalogTable(
                "sales_db",
                "raw_orders",
                "Generated orders of 2025 and 2026",
                "csv",
                ordersFolder().toUri().toString(),
                strings("order_id", "customer_id", "order_date", "total_amount", "status", "region"),
                strings("year", "month"),
                Map.of("header", "false", "sep", ","),
                Map.of("recordCount", Integer.toString(RawOrders.COUNT)),
                Optional.empty());
    }

    private static List<CatalogColumn> strings(String... names) {
        return Stream.of(names)
                .map(name -> new CatalogColumn(name, "string", ""))
                .toList();
    }
}
