package io.gluethread.commands.act;

import io.gluethread.broker.session.Person;
import java.util.Optional;

/** Who people and the service are. Never blocks for long. */
public interface Accounts {
    /** Whom the service acts as in AWS; empty when AWS did not say. */
    Optional<Identity> identity();

    /** How a person is called, where text cannot mention them. */
    default String name(Person person) {
        return person.user();
    }

    record Identity(String account, String arn) {}
}
