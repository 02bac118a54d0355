package io.gluethread.commands.ask;

import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.ThreadKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something a person said or pressed.
 *
 * @param who the person, and what is known of them
 * @param where the channel, and the thread if it was in one
 * @param dedup the same for every delivery of the same request
 */
public record Ask(Asker who, Place where, Said said, Instant when, String dedup) {

    /** @param standing what the workspace knows of the person */
    public record Asker(Person person, Standing standing) {}

    /** Who somebody is to the workspace. */
    public enum Standing {
        MEMBER,
        ADMIN,
        GUEST,
        OTHER_COMPANY,
        BOT,
        UNKNOWN
    }

    /**
     * Where it was said.
     *
     * @param thread the thread it was said in
     * @param message the message it was said with, if it was a message
     */
    public record Place(String team, String channel, Optional<ThreadKey> thread, Optional<String> message) {}

    /** What was said, as it arrived and before it is understood. */
    public sealed interface Said {
        /** {@code /glue <text>}, in a channel: Slack allows no custom slash command in a thread. */
        record Slash(String text) implements Said {}

        /**
         * A message.
         *
         * @param pieces its text in order, code recovered exactly
         * @param mentionsUs whether it mentions the service, as {@code @glue} or by Slack's own mention
         */
        record Message(List<Piece> pieces, boolean mentionsUs) implements Said {}

        /** A button or menu. {@code value} is what the one who made it put in. */
        record Pressed(String action, String value) implements Said {}

        /** A form sent in. {@code about} is what the one who made it put in. */
        record Filled(String form, String about, Map<String, String> fields) implements Said {}

        /** The message shortcut on somebody's message: its pieces. */
        record Shortcut(String name, List<Piece> pieces) implements Said {}
    }

    /** A stretch of a message. */
    public sealed interface Piece {
        record Prose(String text) implements Piece {}

        /** @param tag the language tag, lower case, if one was given */
        record Code(String text, Optional<String> tag) implements Piece {}

        /** A file attached to the message, by its id; its content is fetched when asked for. */
        record Attached(String fileId, String name, String mimetype, long bytes) implements Piece {}
    }
}
