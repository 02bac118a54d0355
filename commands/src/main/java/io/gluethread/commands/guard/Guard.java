package io.gluethread.commands.guard;

import java.util.List;
import java.util.Optional;

/** Asks each rule in order; the first that objects decides. Asked anew for every message, command and press. */
public final class Guard {
    /** One rule: empty when it does not object. */
    @FunctionalInterface
    public interface Link {
        Optional<Refusal> objection(Request request);
    }

    private final List<Link> links;

    public Guard(AccessPolicy policy) {
        this.links = List.of(
                new KnownMember(), new AllowedPerson(policy), new AllowedChannel(policy), new OwnThread(policy));
    }

    public Optional<Refusal> objection(Request request) {
        return links.stream().flatMap(link -> link.objection(request).stream()).findFirst();
    }
}
