package io.gluethread.playground.glue.catalog;

import io.gluethread.playground.glue.wire.AwsError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The {@code Expression} of GetPartitions: comparisons of a partition key with a literal, joined by AND. Keys compare
 * as numbers where both sides are numbers and the literal is not quoted, else as text.
 */
final class PartitionFilter {
    private static final Pattern AND = Pattern.compile("\\s+and\\s+", Pattern.CASE_INSENSITIVE);
    private static final Pattern COMPARISON =
            Pattern.compile("\\(*\\s*`?(\\w+)`?\\s*(==|=|<>|!=|<=|>=|<|>)\\s*('[^']*'|[-+.\\w]+)\\s*\\)*");

    private PartitionFilter() {}

    static Predicate<Partitions.Partition> parse(String expression, List<CatalogColumn> keys) {
        List<Predicate<Partitions.Partition>> comparisons = new ArrayList<>();
        for (String part : AND.split(expression.strip(), -1)) {
            Matcher matcher = COMPARISON.matcher(part.strip());
            if (!matcher.matches()) {
                throw AwsError.invalidInput(
                        "Expression: this endpoint reads comparisons such as year = '2026' joined by" + " AND, not: "
                                + part);
            }
            comparisons.add(comparison(matcher.group(1), matcher.group(2), matcher.group(3), keys));
        }
        return comparisons.stream().reduce(partition -> true, Predicate::and);
    }

    private static Predicate<Partitions.Partition> comparison(
            String key, String operator, String literal, List<CatalogColumn> keys) {
        int at = IntStream.range(0, keys.size())
                .filter(i -> keys.get(i).name().equals(key.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> AwsError.invalidInput("Expression: " + key + " is not a partition key."));
        return partition -> {
            int order = compare(partition.values().get(at), literal);
            return switch (operator) {
                case "<" -> order < 0;
                case ">" -> order > 0;
                case "<=" -> order <= 0;
                case ">=" -> order >= 0;
                case "<>", "!=" -> order != 0;
                default -> order == 0;
            };
        };
    }

    private static int compare(String value, String literal) {
        if (literal.startsWith("'")) {
            return value.compareTo(literal.substring(1, literal.length() - 1));
        }
        try {
            return new BigDecimal(value).compareTo(new BigDecimal(literal));
        } catch (NumberFormatException e) {
            return value.compareTo(literal);
        }
    }
}
