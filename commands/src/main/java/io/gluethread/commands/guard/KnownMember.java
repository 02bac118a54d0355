package io.gluethread.commands.guard;

import java.util.Optional;

/** Only full members of our own workspace; whoever is not known to be one is refused. */
record KnownMember() implements Guard.Link {
    @Override
    public Optional<Refusal> objection(Request request) {
        return switch (request.who().standing()) {
            case MEMBER, ADMIN ->
                request.who().person().team().equals(request.team())
                        ? Optional.empty()
                        : Optional.of(new Refusal.OtherCompany());
            case GUEST -> Optional.of(new Refusal.Guest());
            case OTHER_COMPANY -> Optional.of(new Refusal.OtherCompany());
            case BOT -> Optional.of(new Refusal.NotABot());
            case UNKNOWN -> Optional.of(new Refusal.UnknownPerson());
        };
    }
}
