package io.gluethread.broker.session;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** An amount in US dollars, exact; it is rounded only when it is printed. */
public record Money(BigDecimal usd) implements Comparable<Money> {
    public static final Money ZERO = new Money(BigDecimal.ZERO);

    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final BigDecimal MILL = new BigDecimal("0.001");

    /** The same amount is the same value, however many zeros it was written with. */
    public Money {
        BigDecimal plain = usd.stripTrailingZeros();
        usd = plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    public static Money of(String usd) {
        return new Money(new BigDecimal(usd));
    }

    public Money plus(Money other) {
        return new Money(usd.add(other.usd));
    }

    public Money minus(Money other) {
        return new Money(usd.subtract(other.usd));
    }

    /** {@code part} of {@code whole} parts. */
    public Money part(long part, long whole) {
        return new Money(
                usd.multiply(BigDecimal.valueOf(part)).divide(BigDecimal.valueOf(whole), MathContext.DECIMAL64));
    }

    public boolean isZero() {
        return usd.signum() == 0;
    }

    @Override
    public int compareTo(Money other) {
        return usd.compareTo(other.usd);
    }

    /** {@code $1,234.50}, {@code $0.88}; below a cent {@code $0.002}; {@code -$3.00}. */
    @Override
    public String toString() {
        BigDecimal amount = usd.abs();
        String sign = usd.signum() < 0 ? "-" : "";
        if (amount.signum() > 0 && amount.compareTo(MILL) < 0) {
            return sign + "less than $0.001";
        }
        int scale = amount.signum() > 0 && amount.compareTo(CENT) < 0 ? 3 : 2;
        return String.format(Locale.ROOT, "%s$%,." + scale + "f", sign, amount.setScale(scale, RoundingMode.HALF_UP));
    }
}
