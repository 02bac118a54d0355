package io.gluethread.broker.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gluethread.broker.session.Setting;
import io.gluethread.broker.session.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every ledger does, whatever database it is in. */
abstract class LedgerContract implements ThreadStories, SessionStories, SurfaceStories, InboxStories {
    private SqlLedger ledger;
    private LedgerSettings settings;

    abstract LedgerSettings settings() throws Exception;

    /** The same database once more, by the same process. */
    private LedgerSettings again() {
        return settings;
    }

    @BeforeEach
    void open() throws Exception {
        settings = settings();
        ledger = SqlLedger.open(settings);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Override
    public SqlLedger ledger() {
        return ledger;
    }

    @Test
    void opened_a_second_time_it_has_what_it_had() throws Exception {
        addThread(THREAD, "ev1", Optional.empty());
        try (SqlLedger second = SqlLedger.open(again())) {
            assertThat(second.brokenSince()).isEmpty();
            assertThat(second.<Optional<ThreadRow>>transact(tx -> tx.threads().find(THREAD)))
                    .isPresent();
        }
    }

    @Test
    void a_transaction_that_fails_leaves_nothing() {
        assertThatThrownBy(() -> ledger.transact(tx -> {
                    tx.threads().add(Rows.thread(THREAD, Optional.empty()), "ev1");
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(ledger.<Optional<ThreadRow>>transact(tx -> tx.threads().find(THREAD)))
                .isEmpty();
    }

    /** A process of the version before knows nothing of the new columns, and nothing of what it does may fail for that. */
    @Test
    void what_the_version_before_writes_is_taken_as_it_comes() {
        addThread(THREAD, "ev1", Optional.empty());
        ledger.transact(tx -> {
            tx.handle()
                    .execute("insert into inbox (id, same_as, kind, body, received_at, done, failures)"
                            + " values ('old', 'old', 'event', '{}', current_timestamp, false, 0)");
            tx.handle()
                    .execute("insert into surface (thread_id, slot, wanted, shown, failures, abandoned)"
                            + " values ('thread0001', 'card', 1, 0, 0, false)");
            return true;
        });
        Instant soon = NOON.plus(Duration.ofDays(36500));
        assertThat(ledger.inbox().waiting(soon, 10))
                .extracting(Inbox.Item::lane)
                .containsExactly("old");
        assertThat(ledger.inbox().lane("old", soon, 10)).hasSize(1);
        assertThat(ledger.surfaces().due(soon, 10)).hasSize(1);
    }

    @Test
    void preferences_are_kept_and_once_is_once() throws Exception {
        Preferences preferences = ledger.preferences();
        Settings settings = new Settings(Map.of(Setting.WORKER_TYPE, "G.2X"), Map.of("--a", "b"), Map.of("t", "v"));
        assertThat(preferences.next(ANA, "C1")).isEqualTo(Settings.NONE);
        Settings region = Settings.of(Setting.REGION, "eu-west-1");
        assertThat(preferences.changeNext(ANA, "C1", region, "config1", NOON)).isEqualTo(Settings.NONE);
        assertThat(preferences.changeNext(ANA, "C1", settings, "config2", NOON)).isEqualTo(region);
        assertThat(preferences.next(ANA, "C1")).isEqualTo(region.with(settings));
        assertThat(preferences.next(ANA, "C2")).isEqualTo(Settings.NONE);
        assertThat(preferences.next(BEN, "C1")).isEqualTo(Settings.NONE);

        preferences.setValue("digest", "a");
        preferences.setValue("digest", "b");
        assertThat(preferences.value("digest")).contains("b");
        assertThat(preferences.value("other")).isEmpty();

        List<Boolean> firsts = inParallel(16, () -> preferences.once("digest/2026-11-20", NOON));
        assertThat(firsts.stream().filter(first -> first)).hasSize(1);
    }

    @Test
    void settings_for_the_next_session_are_changed_and_used_up_once_per_request() throws Exception {
        Preferences preferences = ledger.preferences();
        Settings four = Settings.of(Setting.NUMBER_OF_WORKERS, "4");
        Settings eight = Settings.of(Setting.NUMBER_OF_WORKERS, "8");
        preferences.changeNext(ANA, "C1", four, "config1", NOON);
        preferences.changeNext(ANA, "C1", eight, "config2", NOON);
        assertThat(preferences.changeNext(ANA, "C1", four, "config1", NOON)).isEqualTo(Settings.NONE);
        assertThat(preferences.next(ANA, "C1")).isEqualTo(eight);

        assertThat(preferences.takeNext(ANA, "C1", "start1", NOON)).isEqualTo(eight);
        preferences.changeNext(ANA, "C1", four, "config3", NOON);
        assertThat(preferences.takeNext(ANA, "C1", "start1", NOON)).isEqualTo(eight);
        assertThat(preferences.next(ANA, "C1")).isEqualTo(four);

        // Two replicas that both believe that the request is theirs, and a person who is quick: nothing is lost.
        Settings west = Settings.of(Setting.REGION, "eu-west-1");
        assertThat(inParallel(8, () -> preferences.changeNext(BEN, "C1", west, "config4", NOON)))
                .containsOnly(Settings.NONE);
        AtomicInteger key = new AtomicInteger();
        List<Settings> before = inParallel(8, () -> {
            String name = "k" + key.incrementAndGet();
            Settings one = new Settings(Map.of(), Map.of(), Map.of(name, "v"));
            return preferences.changeNext(BEN, "C1", one, "config-" + name, NOON);
        });
        assertThat(before).doesNotHaveDuplicates();
        assertThat(preferences.next(BEN, "C1").tags()).hasSize(8);
    }
}
