package io.gluethread.broker;

import io.gluethread.broker.policy.RateBudget;
import io.gluethread.broker.session.Language;
import io.gluethread.broker.session.WorkerType;
import java.time.Duration;

/**
 * What a session is created with where nobody chose otherwise.
 *
 * @param role the runtime role's ARN, or empty: then each thread has to name one
 * @param service the value of the tag {@code service}, by which this installation knows its own sessions again; two
 *     installations in one account need two
 */
public record BrokerDefaults(
        String region,
        String role,
        String glueVersion,
        WorkerType workerType,
        int workers,
        Duration idleTimeout,
        Duration timeout,
        Language language,
        String service,
        Limits limits) {

    public BrokerDefaults {
        if (language == Language.SQL) {
            throw new IllegalArgumentException("a session speaks python or scala; SQL cells work in both");
        }
        if (!service.matches("[A-Za-z0-9._-]{1,100}")) {
            throw new IllegalArgumentException(
                    "the service's name is [A-Za-z0-9._-], 1 to 100 characters, not '%s'".formatted(service));
        }
    }

    /** Two G.1X workers on Glue 5.0, stopped after 30 idle minutes and after 8 hours in any case. */
    public static BrokerDefaults of(String region, String role, String service) {
        return new BrokerDefaults(
                region,
                role,
                "5.0",
                WorkerType.G_1X,
                2,
                Duration.ofMinutes(30),
                Duration.ofHours(8),
                Language.PYTHON,
                service,
                Limits.DEFAULT);
    }

    public BrokerDefaults with(Limits other) {
        return new BrokerDefaults(
                region, role, glueVersion, workerType, workers, idleTimeout, timeout, language, service, other);
    }

    public BrokerDefaults with(Language other) {
        return new BrokerDefaults(
                region, role, glueVersion, workerType, workers, idleTimeout, timeout, other, service, limits);
    }

    /**
     * What nobody can choose beyond.
     *
     * @param maxDpus of one session
     * @param provisioning how long a session may take to become ready before it is given up
     * @param stopping how long it may take to stop before people are told that it hangs
     * @param unreachable how long a session that cannot be asked for stays wanted
     * @param silence how long Glue may fail before the thread is told
     * @param warnAfter the share of the idle time after which people are warned
     * @param callsPerSecond of each of Glue's operations, of all threads together, at most; see {@link RateBudget}
     */
    public record Limits(
            int maxWorkers,
            int maxDpus,
            int maxLivePerPerson,
            int maxLive,
            Duration maxIdleTimeout,
            Duration maxTimeout,
            Duration provisioning,
            Duration stopping,
            Duration unreachable,
            Duration silence,
            double warnAfter,
            int callsPerSecond) {

        public static final Limits DEFAULT = new Limits(
                50,
                100,
                3,
                50,
                Duration.ofHours(8),
                Duration.ofDays(2),
                Duration.ofMinutes(10),
                Duration.ofMinutes(10),
                Duration.ofMinutes(10),
                Duration.ofMinutes(1),
                0.8,
                100);

        public Limits {
            if (maxWorkers < 1 || maxDpus < 1 || maxLivePerPerson < 1 || maxLive < 1) {
                throw new IllegalArgumentException(
                        "limits are at least 1: workers %d, DPU %d, sessions per person %d, sessions %d"
                                .formatted(maxWorkers, maxDpus, maxLivePerPerson, maxLive));
            }
        }

        /** The same with another budget of each of Glue's operations. */
        public Limits calls(int perSecond) {
            return new Limits(
                    maxWorkers,
                    maxDpus,
                    maxLivePerPerson,
                    maxLive,
                    maxIdleTimeout,
                    maxTimeout,
                    provisioning,
                    stopping,
                    unreachable,
                    silence,
                    warnAfter,
                    perSecond);
        }

        /** The same with other numbers of sessions alive at once. */
        public Limits alive(int perPerson, int inAll) {
            return new Limits(
                    maxWorkers,
                    maxDpus,
                    perPerson,
                    inAll,
                    maxIdleTimeout,
                    maxTimeout,
                    provisioning,
                    stopping,
                    unreachable,
                    silence,
                    warnAfter,
                    callsPerSecond);
        }
    }
}
