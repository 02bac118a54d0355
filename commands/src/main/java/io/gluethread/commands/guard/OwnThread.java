package io.gluethread.commands.guard;

import io.gluethread.commands.ask.Ask.Standing;
import java.util.Optional;

/** What ends or changes somebody's session is for its owner and the admins, unless everybody is allowed it. */
record OwnThread(AccessPolicy policy) implements Guard.Link {
    @Override
    public Optional<Refusal> objection(Request request) {
        boolean free =
                switch (request.deed()) {
                    case ASK_HELP, LOOK, START, RUN, KEEP, POST_DIGEST -> true;
                    case CANCEL, STOP, CONFIGURE -> policy.others() == AccessPolicy.Others.EVERYBODY;
                };
        var person = request.who().person();
        boolean theirs = request.owner().isEmpty()
                || request.owner().get().equals(person)
                || policy.isAdmin(person)
                || request.who().standing() == Standing.ADMIN
                || (request.deed() == Deed.CANCEL
                        && request.author().filter(person::equals).isPresent());
        return free || theirs
                ? Optional.empty()
                : Optional.of(
                        new Refusal.NotTheirs(request.deed(), request.owner().get()));
    }
}
