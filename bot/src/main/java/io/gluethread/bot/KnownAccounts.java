package io.gluethread.bot;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gluethread.broker.session.Person;
import io.gluethread.commands.act.Accounts;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Who people and the service are, asked of Slack and AWS and remembered for an hour; what is not known is asked again. */
final class KnownAccounts implements Accounts {
    private final Cache<String, Identity> service = remembered(1);
    private final Cache<String, String> names = remembered(20_000);
    private final Supplier<Optional<Identity>> aws;
    private final Function<String, Optional<String>> slack;

    /**
     * @param aws whom the service acts as
     * @param slack a user's name by id
     */
    KnownAccounts(Supplier<Optional<Identity>> aws, Function<String, Optional<String>> slack) {
        this.aws = aws;
        this.slack = slack;
    }

    @Override
    public Optional<Identity> identity() {
        return known(service, "", _ -> aws.get());
    }

    @Override
    public String name(Person person) {
        return known(names, person.user(), slack).orElseGet(person::user);
    }

    private static <V> Optional<V> known(Cache<String, V> cache, String key, Function<String, Optional<V>> ask) {
        Optional<V> known = Optional.ofNullable(cache.getIfPresent(key));
        if (known.isPresent()) {
            return known;
        }
        Optional<V> told = ask.apply(key);
        told.ifPresent(value -> cache.put(key, value));
        return told;
    }

    private static <V> Cache<String, V> remembered(long most) {
        return Caffeine.newBuilder()
                .expireAfterWrite(Duration.ofHours(1))
                .maximumSize(most)
                .build();
    }
}
