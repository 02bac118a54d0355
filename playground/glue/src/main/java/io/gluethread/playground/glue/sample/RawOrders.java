package io.gluethread.playground.glue.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Ten thousand orders, the same on every machine, as CSV lines in folders {@code year=YYYY/month=MM}. */
final class RawOrders {
    static final int COUNT = 10_000;

    private static final long SEED = 20_261_121;
    private static final LocalDate FIRST_DAY = LocalDate.of(2025, 1, 1);
    private static final int DAYS = 730;
    private static final List<String> STATUSES = List.of(
            "delivered", "delivered", "delivered", "delivered", "shipped", "processing", "cancelled", "returned");
    private static final List<String> REGIONS = List.of("north", "south", "east", "west", "central");

    private RawOrders() {}

    static void writeUnder(Path folder) throws IOException {
        for (Map.Entry<YearMonth, List<String>> month : byMonth().entrySet()) {
            YearMonth key = month.getKey();
            Path file = folder.resolve("year=" + key.getYear())
                    .resolve(String.format(Locale.ROOT, "month=%02d", key.getMonthValue()))
                    .resolve("orders.csv");
            if (!Files.exists(file)) {
                Files.createDirectories(file.getParent());
                Path next = file.resolveSibling(".orders.csv.tmp");
                Files.write(next, month.getValue());
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** The lines by month; ids rise with the date. */
    static SortedMap<YearMonth, List<String>> byMonth() {
        Random random = new Random(SEED);
        SortedMap<YearMonth, List<String>> months = new TreeMap<>();
        for (int i = 0; i < COUNT; i++) {
            LocalDate date = FIRST_DAY.plusDays((long) i * DAYS / COUNT);
            int customer = 1000 + random.nextInt(1200);
            int cents = 500 + (int) Math.round(StrictMath.exp(random.nextGaussian() * 0.9 + 8.6));
            String line = String.format(
                    Locale.ROOT,
                    "ORD-%06d,%d,%s,%d.%02d,%s,%s",
                    i + 1,
                    customer,
                    date,
                    cents / 100,
                    cents % 100,
                    pick(STATUSES, random),
                    pick(REGIONS, random));
            months.computeIfAbsent(YearMonth.from(date), month -> new ArrayList<>())
                    .add(line);
        }
        return months;
    }

    private static String pick(List<String> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }
}
