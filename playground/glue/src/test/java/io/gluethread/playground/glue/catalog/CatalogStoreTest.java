package io.gluethread.playground.glue.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gluethread.playground.glue.HandClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalog's one writer. */
final class CatalogStoreTest {
    @TempDir
    private Path folder;

    private final HandClock clock = new HandClock();
    private CatalogStore store;

    @BeforeEach
    void open() {
        store = CatalogStore.open(folder, clock);
    }

    private static CatalogTable table(String name, String type) {
        return new CatalogTable(
                "demo",
                name,
                "größe",
                "csv",
                "file:///data/" + name,
                List.of(new CatalogColumn("population estimate", type, "a \"comment\"")),
                List.of(new CatalogColumn("year", "string", "")),
                Map.of("sep", "\t"),
                Map.of("skip.header.line.count", "1"),
                Optional.empty());
    }

    private static CatalogTable view(String name) {
        return new CatalogTable(
                "demo", name, "", "view", "", List.of(), List.of(), Map.of(), Map.of(), Optional.of("select 1"));
    }

    @Test
    void everything_comes_back_from_the_file() {
        store.apply(new CatalogChange.DatabaseCreated(
                new CatalogDatabase("demo", "for a demo", "/warehouse", Map.of("a", "b"))));
        store.apply(new CatalogChange.TableCreated(table("t", "bigint")));
        store.apply(new CatalogChange.TableCreated(view("v")));
        CatalogStore again = CatalogStore.open(folder, clock);
        assertThat(again.snapshot()).isEqualTo(store.snapshot());
        assertThat(again.databases()).isEqualTo(store.databases());
        assertThat(again.tables("demo")).isEqualTo(store.tables("demo"));
        assertThat(again.isNew()).isFalse();
    }

    @Test
    void the_version_rises_only_when_something_changed() {
        store.apply(new CatalogChange.TableCreated(table("t", "bigint")));
        long version = store.snapshot().version();
        store.apply(new CatalogChange.TableCreated(table("t", "bigint")));
        store.apply(new CatalogChange.TableDropped("demo", "never"));
        store.apply(new CatalogChange.DatabaseDropped("never"));
        assertThat(store.snapshot().version()).isEqualTo(version);
        clock.forward(Duration.ofMinutes(1));
        store.apply(new CatalogChange.TableAltered(table("t", "string")));
        assertThat(store.snapshot().version()).isGreaterThan(version);
        StoredTable altered = store.table("DEMO", "T").orElseThrow();
        assertThat(altered.created()).isEqualTo(HandClock.NOON);
        assertThat(altered.updated()).isEqualTo(HandClock.NOON.plusSeconds(60));
    }

    @Test
    void a_dropped_database_takes_its_tables_along() {
        store.apply(new CatalogChange.TableCreated(table("t", "bigint")));
        assertThat(store.database("demo")).isPresent();
        store.apply(new CatalogChange.DatabaseDropped("demo"));
        assertThat(store.tables("demo")).isEmpty();
        assertThat(store.snapshot().tables()).isEmpty();
        store.apply(new CatalogChange.DatabaseCreated(new CatalogDatabase("demo", "", "", Map.of())));
        assertThat(store.tables("demo")).isEmpty();
    }

    @Test
    void a_broken_file_is_named_and_left_alone() throws IOException {
        Path file = folder.resolve("catalog.json");
        for (String broken : List.of("{", "{}", "{\"version\":1,\"databases\":[{}],\"tables\":[]}")) {
            Files.writeString(file, broken);
            assertThatThrownBy(() -> CatalogStore.open(folder, clock))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("catalog.json cannot be read")
                    .hasMessageContaining("delete it");
            assertThat(file).hasContent(broken);
        }
    }

    @Test
    void no_half_written_file_is_left_beside_it() throws IOException {
        store.apply(new CatalogChange.TableCreated(table("t", "bigint")));
        try (var files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactly("catalog.json");
        }
    }
}
