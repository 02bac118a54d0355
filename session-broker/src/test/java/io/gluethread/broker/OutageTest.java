package io.gluethread.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gluethread.broker.glue.memory.Answer;
import io.gluethread.broker.ledger.Duties;
import io.gluethread.broker.ledger.LedgerSettings;
import io.gluethread.broker.ledger.LedgerUnavailableException;
import io.gluethread.broker.session.CellState;
import io.gluethread.broker.session.CellView;
import io.gluethread.broker.session.ThreadView;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database is away and comes back: nothing is lost, nothing runs twice, and nobody starts anything anew. */
final class OutageTest {
    /** H2's code for a disk without space. */
    private static SQLException diskFull() {
        return new SQLException("No disk space available", "90100", 90100);
    }

    @TempDir
    private Path home;

    private final AtomicReference<@Nullable SQLException> onConnect = new AtomicReference<>();
    private final AtomicReference<@Nullable SQLException> onCommit = new AtomicReference<>();

    /** Connections that fail when told to. */
    private DataSource breakable(DataSource source) {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (_, method, arguments) -> {
                    throwIf(onConnect.get());
                    Object answer = call(source, method, arguments);
                    return answer instanceof Connection connection ? breakable(connection) : answer;
                });
    }

    private Connection breakable(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        throwIf(onCommit.get());
                    }
                    return call(connection, method, arguments);
                });
    }

    private static @Nullable Object call(Object on, java.lang.reflect.Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private static void throwIf(@Nullable SQLException trouble) throws SQLException {
        if (trouble != null) {
            throw trouble;
        }
    }

    private House onH2() {
        return new House(
                BrokerDefaults.of(House.REGION, House.ROLE, "gluethread-test"),
                LedgerSettings.file(home.resolve("ledger")),
                this::breakable);
    }

    /** A minute in which everybody tries, as the loop does. */
    private static void away(House house, ThreadView... threads) {
        away(house, 12, threads);
    }

    private static void away(House house, int times, ThreadView... threads) {
        for (int i = 0; i < times; i++) {
            for (ThreadView thread : threads) {
                Instant again = house.broker().step(thread.id()).orElseThrow();
                assertThat(again).isAfterOrEqualTo(house.clock.instant().plusSeconds(1));
            }
            house.broker().sweep();
            house.clock.forward(Duration.ofMinutes(1).dividedBy(times));
        }
    }

    /** Whoever is told that the ledger does not work tries again; the pool needs some seconds for a connection. */
    private static <T> T again(Supplier<T> asking) {
        for (int i = 1; ; i++) {
            try {
                return asking.get();
            } catch (LedgerUnavailableException e) {
                if (i == 30) {
                    throw e;
                }
            }
        }
    }

    private static void a_minute_without(House house, int times, Runnable breaks, Runnable mends) {
        house.glue.script().answer("slow", Answer.text("s").taking(Duration.ofSeconds(30)));
        ThreadView one = house.ready();
        ThreadView two = house.ready();
        CellView running = house.submit(one, "slow");
        CellView after = house.submit(one, "after = 1");
        house.pass(Duration.ofSeconds(5));
        assertThat(house.now(running).state()).isEqualTo(CellState.RUNNING);

        breaks.run();
        assertThatThrownBy(() -> house.ask(two, io.gluethread.broker.session.Language.PYTHON, "lost?"))
                .as("whoever asks is told so, and nothing is promised")
                .isInstanceOf(LedgerUnavailableException.class);
        assertThat(house.ledger.brokenSince()).isPresent();
        away(house, times, one);
        mends.run();

        CellView here = again(() -> house.submit(two, "here = 1"));
        house.pass(Duration.ofMinutes(2));
        assertThat(house.now(running).state()).isEqualTo(CellState.OK);
        assertThat(house.now(after).state()).isEqualTo(CellState.OK);
        assertThat(house.now(here).state()).isEqualTo(CellState.OK);
        assertThat(house.glue.executions("slow")).isEqualTo(1);
        assertThat(house.glue.executions("lost?")).isZero();
        house.mustBeInOrder();
    }

    @Test
    void number_46_no_connection_for_a_minute() {
        try (House house = onH2()) {
            a_minute_without(
                    house,
                    12,
                    () -> onConnect.set(new SQLTransientConnectionException("Connection is not available")),
                    () -> onConnect.set(null));
        }
    }

    @Test
    void number_46_a_full_disk_for_a_minute() {
        try (House house = onH2()) {
            a_minute_without(house, 12, () -> onCommit.set(diskFull()), () -> onCommit.set(null));
        }
    }

    @Test
    void number_46_a_disk_that_is_full_while_a_cell_leaves_does_not_have_it_run_twice() {
        try (House house = onH2()) {
            ThreadView thread = house.ready();
            CellView cell = house.submit(thread, "once = 1");
            house.crash(glue -> new AfterCall(glue, () -> onCommit.set(diskFull())));
            Instant again = house.broker().step(thread.id()).orElseThrow();
            assertThat(again).isAfter(house.clock.instant());
            assertThat(house.glue.executions("once")).as("it has left").isEqualTo(1);
            away(house, thread);
            onCommit.set(null);
            assertThat(house.now(cell).state()).isEqualTo(CellState.SENDING);
            house.crash(glue -> glue);
            house.pass(Duration.ofSeconds(30));
            assertThat(house.now(cell).state()).isEqualTo(CellState.OK);
            assertThat(house.glue.executions("once")).isEqualTo(1);
            house.mustBeInOrder();
        }
    }

    @Test
    void number_46_postgresql_is_stopped_for_a_minute_and_comes_back_on_its_port(@TempDir Path folder)
            throws Exception {
        String machine = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
        Assumptions.assumeTrue(
                machine.equals("Linux on amd64"), "embedded PostgreSQL is for Linux on amd64, this is " + machine);
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        AtomicReference<EmbeddedPostgres> server = new AtomicReference<>(postgres(folder, port));
        try (House house = new House(
                BrokerDefaults.of(House.REGION, House.ROLE, "gluethread-test"),
                new LedgerSettings(server.get().getJdbcUrl("postgres", "postgres"), "postgres", "postgres", 8))) {
            // Each try takes the pool's two seconds.
            a_minute_without(
                    house,
                    3,
                    () -> {
                        try {
                            server.get().close();
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    },
                    () -> {
                        try {
                            server.set(postgres(folder, port));
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    });
        } finally {
            server.get().close();
        }
    }

    private static EmbeddedPostgres postgres(Path folder, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    /** Others watch over the ledger, and give it time to come back. */
    @Test
    void a_ledger_that_is_away_is_not_the_fault_of_the_duties() {
        try (House house = onH2();
                Duties duties = house.ledger.duties(
                        "looks but rarely",
                        house.clock,
                        List.of(new Duties.Duty("sweep", Duration.ofMinutes(1), () -> {})))) {
            duties.start();
            onConnect.set(new SQLTransientConnectionException("away"));
            assertThat(house.ledger.brokenSince()).isPresent();
            assertThat(duties.check()).isEmpty();
            onConnect.set(null);
        }
    }
}
