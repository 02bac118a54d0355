package io.gluethread.playground.glue.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.playground.glue.HandClock;
import io.gluethread.playground.glue.catalog.CatalogChange;
import io.gluethread.playground.glue.catalog.CatalogStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample data is the same everywhere and comes back when it is lost. */
final class SampleDataTest {
    /** Of all lines together. Whoever changes the generator changes everybody's expected results. */
    private static final long CRC = 3_047_474_373L;

    @TempDir
    private Path home;

    private CatalogStore start() {
        CatalogStore catalog = CatalogStore.open(home.resolve("catalog"), new HandClock());
        new SampleData(home.resolve("data")).provide(catalog);
        return catalog;
    }

    @Test
    void orders_are_ten_thousand_and_never_change() {
        var months = RawOrders.byMonth();
        assertThat(months).hasSize(24).containsKey(YearMonth.of(2026, 2));
        CRC32 crc = new CRC32();
        months.values()
                .forEach(lines ->
                        lines.forEach(line -> crc.update(line.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        assertThat(months.values().stream().mapToInt(List::size).sum()).isEqualTo(10_000);
        assertThat(months.firstEntry().getValue().getFirst())
                .startsWith("ORD-000001,")
                .contains(",2025-01-01,");
        assertThat(months.lastEntry().getValue().getLast())
                .startsWith("ORD-010000,")
                .contains(",2026-12-31,");
        assertThat(crc.getValue()).isEqualTo(CRC);
    }

    @Test
    void lost_files_come_back_and_dropped_tables_do_not() throws IOException {
        start().apply(new CatalogChange.TableDropped("sales_db", "raw_orders"));
        Path counties = home.resolve("data/covid-19/county_populations/county_populations.csv");
        Path month = home.resolve("data/sales_db/raw_orders/year=2026/month=02/orders.csv");
        String orders = Files.readString(month);
        Files.delete(counties);
        Files.delete(month);

        CatalogStore again = start();
        assertThat(Files.readAllLines(counties)).hasSize(30);
        assertThat(month).hasContent(orders);
        assertThat(again.table("sales_db", "raw_orders")).isEmpty();
        assertThat(again.table("covid-19", "county_populations")).isPresent();
    }

    @Test
    void sorted_as_text_the_largest_counties_are_those_of_the_tutorial() throws IOException {
        start();
        List<String> largest =
                Files.readAllLines(home.resolve("data/covid-19/county_populations/county_populations.csv")).stream()
                        .map(line -> line.substring(line.lastIndexOf(',') + 1))
                        .sorted(java.util.Comparator.reverseOrder())
                        .limit(10)
                        .toList();
        assertThat(largest)
                .containsExactly(
                        "Population Estimate 2018",
                        "9974",
                        "99696",
                        "996945",
                        "9960",
                        "994400",
                        "9944",
                        "99154",
                        "9914",
                        "9911");
    }
}
