package io.gluethread.commands.reply;

import io.gluethread.broker.session.Money;
import io.gluethread.broker.session.Rate;
import io.gluethread.broker.session.SessionSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/** Money, time and sizes as people read them. */
public final class Figures {
    private Figures() {}

    /** Dollars, as {@link Money} prints them. */
    public static String usd(BigDecimal dollars) {
        return new Money(dollars).toString();
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
