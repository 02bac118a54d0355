package io.gluethread.commands.guard;

import java.util.Optional;

/** Only people on the list. Everybody in the workspace may ask for help. */
record AllowedPerson(AccessPolicy policy) implements Guard.Link {
    @Override
    public Optional<Refusal> objection(Request request) {
        var person = request.who().person();
        return request.deed() == Deed.ASK_HELP || policy.people().contains(person.user()) || policy.isAdmin(person)
                ? Optional.empty()
                : Optional.of(new Refusal.PersonNotAllowed(person));
    }
}
