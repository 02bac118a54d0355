package io.gluethread.playground.glue.session;

/** How much a session was asked to have. */
public sealed interface Capacity {
    /** Workers of one type; the driver is one of them. */
    record Workers(WorkerType type, int number) implements Capacity {
        public Workers {
            if (number < 1) {
                throw new IllegalArgumentException("a session needs a worker, not " + number);
            }
        }

        @Override
        public double dpus() {
            return number * type.dpus();
        }
    }

    /** {@code MaxCapacity}. */
    record Dpus(double dpus) implements Capacity {
        public Dpus {
            if (!(dpus > 0) || Double.isInfinite(dpus)) {
                throw new IllegalArgumentException("not a capacity in DPUs: " + dpus);
            }
        }
    }

    /** What is billed per hour of session time. */
    double dpus();
}
