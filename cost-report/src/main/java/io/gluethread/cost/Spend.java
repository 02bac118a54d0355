package io.gluethread.cost;

import io.gluethread.broker.session.Money;
import io.gluethread.broker.session.Rate;
import io.gluethread.broker.session.SessionSpec;
import io.gluethread.broker.session.SessionView;
import io.gluethread.broker.session.Usage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;

/**
 * Money with whether it is an estimate: it is one when Glue has not told the DPU-seconds (wall clock times DPU then, which
 * counts provisioning too) or when the rate is not from AWS's price list. The sum of an estimate and anything is one.
 */
public record Spend(Money money, boolean estimate) {
    public static final Spend NONE = new Spend(Money.ZERO, false);

    private static final BigDecimal HOUR = BigDecimal.valueOf(3600);
    /** A session is charged for at least this long (<a href="https://aws.amazon.com/glue/pricing/">Glue pricing</a>). */
    private static final BigDecimal LEAST_SECONDS = BigDecimal.valueOf(60);

    /** What the session has cost up to where its usage has been counted; nothing for one that never ran. */
    public static Spend of(SessionView session) {
        Usage usage = session.usage();
        if (usage.dpuSeconds().signum() == 0) {
            return NONE;
        }
        BigDecimal charged = usage.dpuSeconds()
                .max(LEAST_SECONDS.multiply(session.spec().size().dpus()));
        return new Spend(
                money(charged, session.rate()),
                !usage.measured() || !session.rate().listed());
    }

    /** A statement's share of its session: the time it took. */
    public static Spend ofStatement(Duration took, SessionSpec.Size size, Rate rate) {
        return ofRunning(took.isNegative() ? Duration.ZERO : took, size, rate);
    }

    /** What a session of this size costs in an hour. */
    public static Spend perHour(SessionSpec.Size size, Rate rate) {
        return ofRunning(Duration.ofHours(1), size, rate);
    }

    /** What running for this long costs, the minimum left aside. */
    static Spend ofRunning(Duration time, SessionSpec.Size size, Rate rate) {
        BigDecimal seconds = BigDecimal.valueOf(time.toMillis(), 3);
        return new Spend(money(seconds.multiply(size.dpus()), rate), !rate.listed());
    }

    private static Money money(BigDecimal dpuSeconds, Rate rate) {
        return new Money(dpuSeconds.multiply(rate.usdPerDpuHour()).divide(HOUR, MathContext.DECIMAL64));
    }

    public Spend plus(Spend other) {
        return new Spend(money.plus(other.money), estimate || other.estimate);
    }

    /** The share of it that a part of some time has. */
    Spend part(Duration part, Duration whole) {
        return new Spend(money.part(part.toMillis(), Math.max(1, whole.toMillis())), estimate);
    }

    /** {@code $0.88}, or {@code $0.88 (estimate)}. */
    @Override
    public String toString() {
        return estimate ? money + " (estimate)" : money.toString();
    }
}
