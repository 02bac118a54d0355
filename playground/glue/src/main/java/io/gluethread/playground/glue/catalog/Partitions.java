package io.gluethread.playground.glue.catalog;

import io.gluethread.playground.glue.s3.S3Folder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The partitions of a table, as the folders {@code key=value} under its location tell them. */
final class Partitions {
    /**
     * One partition.
     *
     * @param values in the order of the table's partition keys
     */
    record Partition(List<String> values, Path folder) {
        Partition {
            values = List.copyOf(values);
        }
    }

    private final S3Folder buckets;

    Partitions(S3Folder buckets) {
        this.buckets = buckets;
    }

    List<Partition> of(CatalogTable table) {
        if (table.partitionKeys().isEmpty() || table.location().isEmpty()) {
            return List.of();
        }
        List<Partition> found = List.of(new Partition(List.of(), folder(table.location())));
        for (CatalogColumn key : table.partitionKeys()) {
            List<Partition> deeper = new ArrayList<>();
            found.forEach(partition -> deeper.addAll(below(partition, key.name() + "=")));
            found = deeper;
        }
        return found;
    }

    private Path folder(String location) {
        return buckets.find(location)
                .orElseGet(() -> location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location));
    }

    private static List<Partition> below(Partition parent, String prefix) {
        if (!Files.isDirectory(parent.folder())) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(parent.folder())) {
            return children.filter(Files::isDirectory)
                    .filter(child -> child.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .map(child -> {
                        List<String> values = new ArrayList<>(parent.values());
                        values.add(URLDecoder.decode(
                                child.getFileName()
                                        .toString()
                                        .substring(prefix.length())
                                        .replace("+", "%2B"),
                                StandardCharsets.UTF_8));
                        return new Partition(values, child);
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + parent.folder() + " cannot be listed.", e);
        }
    }
}
