package io.gluethread.commands.guard;

import io.gluethread.broker.session.Person;

/** Why somebody may not. */
public sealed interface Refusal {
    record NotABot() implements Refusal {}

    record Guest() implements Refusal {}

    record OtherCompany() implements Refusal {}

    /** The workspace did not say who they are, so the answer is no. */
    record UnknownPerson() implements Refusal {}

    record PersonNotAllowed(Person person) implements Refusal {}

    record ChannelNotAllowed(String channel) implements Refusal {}

    record NoDirectMessages() implements Refusal {}

    record NotTheirs(Deed deed, Person owner) implements Refusal {}
}
