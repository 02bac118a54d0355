package io.gluethread.playground.slack.workspace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Something that happened in the workspace; the page's stream and the bot's events are made of these. */
public sealed interface Happening {
    /** A new message; {@code message} has no channel in it. */
    record Posted(Channel channel, ObjectNode message, Person author) implements Happening {}

    /** An edit, or for the page only ({@code quiet}) a change that Slack tells no app of, such as a thread's new reply count. */
    record Changed(Channel channel, ObjectNode message, ObjectNode before, boolean quiet) implements Happening {}

    record Deleted(Channel channel, String ts, ObjectNode before) implements Happening {}

    record Reacted(Channel channel, ObjectNode message, String name, Person by, List<String> users, boolean added)
            implements Happening {}

    record Joined(Channel channel, Person person, Person inviter) implements Happening {}

    record Left(Channel channel, Person person) implements Happening {}

    record Archived(Channel channel, Person by, boolean archived) implements Happening {}

    /** Shown to one person only; the same {@code ts} again replaces what was shown. */
    record Whispered(Channel channel, Person to, String threadTs, ObjectNode message) implements Happening {}

    record Unwhispered(Channel channel, Person to, String ts) implements Happening {}

    record ViewShown(Person to, Verb verb, ObjectNode view) implements Happening {
        /** What happened to the view. */
        public enum Verb {
            OPENED,
            UPDATED,
            PUSHED,
            CLOSED
        }
    }

    record HomeShown(Person to, ObjectNode view) implements Happening {}

    record Status(Channel channel, String threadTs, String status, List<String> loading) implements Happening {}

    /** One request between Slack and the bot, for the X-ray. */
    record Wire(ObjectNode json) implements Happening {}
}
