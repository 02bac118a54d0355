package io.gluethread.commands.guard;

import io.gluethread.broker.session.Person;
import io.gluethread.commands.ask.Ask.Asker;
import java.util.Optional;

/**
 * Somebody wants to do something somewhere.
 *
 * @param owner whose thread it is about, if it is about one
 * @param author whose cell it is about, if it is about one
 */
public record Request(
        Asker who, String team, String channel, Deed deed, Optional<Person> owner, Optional<Person> author) {}
