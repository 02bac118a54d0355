package io.gluethread.broker.ledger;

import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.Settings;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Preferences as two tables: what may change, and what was done once. */
final class SqlPreferences implements Preferences {
    private final SqlLedger ledger;

    SqlPreferences(SqlLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Settings next(Person person, String channel) {
        return value(nextKey(person, channel)).map(LedgerJson::settings).orElse(Settings.NONE);
    }

    @Override
    public Settings changeNext(Person person, String channel, Settings change, String request, Instant now) {
        return next(person, channel, before -> before.with(change), request, now);
    }

    @Override
    public Settings takeNext(Person person, String channel, String request, Instant now) {
        return next(person, channel, before -> Settings.NONE, request, now);
    }

    /** The change and the note that the request has made it, both or nothing. */
    private Settings next(Person person, String channel, UnaryOperator<Settings> change, String request, Instant now) {
        String key = nextKey(person, channel);
        return ledger.transact(tx -> {
            tx.handle()
                    .createUpdate("insert into preference (name, content) values (:name, :none) on conflict do nothing")
                    .bind("name", key)
                    .bind("none", LedgerJson.encode(Settings.NONE))
                    .execute();
            Settings before = LedgerJson.settings(tx.handle()
                    .createQuery("select content from preference where name = :name for update")
                    .bind("name", key)
                    .mapTo(String.class)
                    .one());
            Optional<CarriedOut.Done> done = tx.carriedOut()
                    .claim(request, new CarriedOut.Done(Optional.empty(), Optional.of(LedgerJson.encode(before))), now);
            if (done.isPresent()) {
                return done.flatMap(CarriedOut.Done::target)
                        .map(LedgerJson::settings)
                        .orElse(before);
            }
            tx.handle()
                    .createUpdate("update preference set content = :content where name = :name")
                    .bind("content", LedgerJson.encode(change.apply(before)))
                    .bind("name", key)
                    .execute();
            return before;
        });
    }

    private static String nextKey(Person person, String channel) {
        return "next/%s/%s/%s".formatted(person.team(), person.user(), channel);
    }

    @Override
    public boolean once(String key, Instant now) {
        return ledger.transact(tx -> tx.handle()
                        .createUpdate(
                                "insert into done_once (name, done_at) values (:name, :now) on conflict do nothing")
                        .bind("name", key)
                        .bind("now", now)
                        .execute()
                == 1);
    }

    @Override
    public Optional<String> value(String key) {
        return ledger.transact(tx -> tx.handle()
                .createQuery("select content from preference where name = :name")
                .bind("name", key)
                .mapTo(String.class)
                .findOne());
    }

    @Override
    public void setValue(String key, String value) {
        ledger.transact(tx -> {
            tx.handle()
                    .createUpdate("insert into preference (name, content) values (:name, '') on conflict do nothing")
                    .bind("name", key)
                    .execute();
            return tx.handle()
                    .createUpdate("update preference set content = :content where name = :name")
                    .bind("content", value)
                    .bind("name", key)
                    .execute();
        });
    }
}
