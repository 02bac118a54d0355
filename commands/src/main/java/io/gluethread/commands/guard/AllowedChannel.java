package io.gluethread.commands.guard;

import java.util.Optional;

/** Only channels on the list, for admins too. Slack's ids of direct messages begin with D. */
record AllowedChannel(AccessPolicy policy) implements Guard.Link {
    @Override
    public Optional<Refusal> objection(Request request) {
        if (request.deed() == Deed.ASK_HELP || policy.channels().ids().contains(request.channel())) {
            return Optional.empty();
        }
        if (request.channel().startsWith("D")) {
            return policy.directMessages() ? Optional.empty() : Optional.of(new Refusal.NoDirectMessages());
        }
        return policy.channels().all()
                ? Optional.empty()
                : Optional.of(new Refusal.ChannelNotAllowed(request.channel()));
    }
}
