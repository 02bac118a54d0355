package io.gluethread.commands.guard;

import io.gluethread.broker.session.Person;
import java.util.Set;

/**
 * Who may do what where. What is not allowed here is denied; nothing said in Slack can widen it. Guests, people of
 * other companies and bots are never allowed, whatever is written here.
 *
 * @param channels where the service may be used
 * @param directMessages whether it may be used in direct messages with it
 * @param people who may use it there
 * @param admins user ids of those who may stop, cancel and configure everybody's sessions
 * @param others who may stop, cancel and configure a session that somebody else owns
 */
public record AccessPolicy(Listed channels, boolean directMessages, Listed people, Set<String> admins, Others others) {
    public AccessPolicy {
        admins = Set.copyOf(admins);
    }

    /** Denies everything: what holds when nothing was configured. */
    public static final AccessPolicy NOBODY =
            new AccessPolicy(Listed.NONE, false, Listed.NONE, Set.of(), Others.OWNER_AND_ADMINS);

    /** A choice of ids: none, all, or these. */
    public record Listed(boolean all, Set<String> ids) {
        public static final Listed NONE = new Listed(false, Set.of());
        public static final Listed ALL = new Listed(true, Set.of());

        public Listed {
            ids = Set.copyOf(ids);
        }

        public static Listed of(String... ids) {
            return new Listed(false, Set.of(ids));
        }

        public boolean contains(String id) {
            return all || ids.contains(id);
        }
    }

    /** The rule for other people's sessions. */
    public enum Others {
        /** The owner, the admins, and for a cell also its author. */
        OWNER_AND_ADMINS,
        /** Everybody who may run cells there. */
        EVERYBODY
    }

    boolean isAdmin(Person person) {
        return admins.contains(person.user());
    }
}
