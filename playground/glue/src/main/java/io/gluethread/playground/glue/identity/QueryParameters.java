package io.gluethread.playground.glue.identity;

import io.gluethread.playground.glue.wire.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parameters of one call in the query protocol; lists come as {@code Name.member.1} and so on. */
record QueryParameters(Map<String, String> values) {
    QueryParameters {
        values = Map.copyOf(values);
    }

    Optional<String> optional(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    String text(String name) {
        return optional(name)
                .orElseThrow(() -> new AwsError(
                        400,
                        "ValidationError",
                        "1 validation error detected: Value null at '" + name
                                + "' failed to satisfy constraint: Member must not be null"));
    }

    List<String> list(String name) {
        List<String> list = new ArrayList<>();
        for (@Nullable String value = values.get(name + ".member.1");
                value != null;
                value = values.get(name + ".member." + (list.size() + 1))) {
            list.add(value);
        }
        return list;
    }

    /** A page of a list, by IAM's MaxItems and Marker. */
    <T> Paged<T> page(List<T> all) {
        int from = number("Marker", 0, Integer.MAX_VALUE, 0);
        int size = number("MaxItems", 1, 1000, 100);
        int begin = Math.min(from, all.size());
        int end = Math.min(all.size(), begin + size);
        return new Paged<>(
                all.subList(begin, end), end < all.size() ? Optional.of(Integer.toString(end)) : Optional.empty());
    }

    /** Part of a list, and the marker of what comes after. */
    record Paged<T>(List<T> items, Optional<String> marker) {
        Paged {
            items = List.copyOf(items);
        }
    }

    private int number(String name, int min, int max, int standard) {
        Optional<String> sent = optional(name);
        if (sent.isEmpty()) {
            return standard;
        }
        try {
            int number = Integer.parseInt(sent.get());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(name, sent.get());
        }
        throw wrong(name, sent.get());
    }

    private static AwsError wrong(String name, String value) {
        return new AwsError(400, "ValidationError", "Value '" + value + "' at '" + name + "' is not valid.");
    }
}
