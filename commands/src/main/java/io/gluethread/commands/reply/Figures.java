package io.gluethread.commands.reply;

import io.gluethread.broker.session.Rate;
import io.gluethread.broker.session.SessionSpec;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/** Money, time and sizes as people read them. */
public final class Figures {
    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final BigDecimal MILL = new BigDecimal("0.001");

    private Figures() {}

    /** Dollars: {@code $1,234.50}, {@code $0.88}; below a cent {@code $0.002}. */
    public static String usd(BigDecimal dollars) {
        if (dollars.signum() == 0) {
            return "$0.00";
        }
        if (dollars.compareTo(MILL) < 0) {
            return "less than $0.001";
        }
        int scale = dollars.compareTo(CENT) < 0 ? 3 : 2;
        return String.format(Locale.ROOT, "$%,." + scale + "f", dollars.setScale(scale, RoundingMode.HALF_UP));
    }

    /** {@code 2.4 s}, {@code 3 min 20 s}, {@code 1 h 5 min}, {@code 2 d 3 h}. */
    public static String time(Duration duration) {
        Duration d = duration.isNegative() ? Duration.ZERO : duration;
        if (d.toSeconds() < 10) {
            return String.format(Locale.ROOT, "%.1f s", d.toMillis() / 1000.0);
        }
        if (d.toMinutes() < 1) {
            return d.toSeconds() + " s";
        }
        if (d.toHours() < 1) {
            return d.toMinutes() + " min" + (d.toSecondsPart() == 0 ? "" : " " + d.toSecondsPart() + " s");
        }
        if (d.toDays() < 1) {
            return d.toHours() + " h" + (d.toMinutesPart() == 0 ? "" : " " + d.toMinutesPart() + " min");
        }
        return d.toDays() + " d" + (d.toHoursPart() == 0 ? "" : " " + d.toHoursPart() + " h");
    }

    /** {@code 2 × G.1X = 2 DPU}. */
    public static String size(SessionSpec.Size size) {
        String dpus = size.dpus().toPlainString() + " DPU";
        return switch (size) {
            case SessionSpec.Size.Workers(var type, int count) -> "%d × %s = %s".formatted(count, type.name(), dpus);
            case SessionSpec.Size.Capacity _ -> dpus;
        };
    }

    /** What an hour of a session of this size costs. */
    public static BigDecimal perHour(SessionSpec.Size size, Rate rate) {
        return size.dpus().multiply(rate.usdPerDpuHour());
    }

    /** {@code about $0.88 an hour (2 DPU at $0.44, AWS Price List)}; a rate that is not listed is called an estimate. */
    public static String price(SessionSpec.Size size, Rate rate) {
        return "about %s an hour (%s DPU at %s; %s%s)"
                .formatted(
                        usd(perHour(size, rate)),
                        size.dpus().toPlainString(),
                        usd(rate.usdPerDpuHour()),
                        rate.source(),
                        rate.listed() ? "" : ", estimate");
    }

    /** {@code 1 cell}, {@code 2 cells}. */
    public static String count(long n, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", n, n == 1 ? one : many);
    }
}
