package io.gluethread.commands.reply;

import java.util.List;
import java.util.Optional;

/** What follows from an ask, beside what the broker does. */
public sealed interface Answer {
    /** Nothing to say: what happens is seen on the card or in the cell's own message, or it was not meant for us. */
    record Silent() implements Answer {}

    /** Only the asker sees it, once; it may be lost when they are away. */
    record Privately(Doc doc) implements Answer {}

    /** Everybody in the thread sees it, surely and once. In a channel outside of any thread it is {@link Privately}. */
    record InThread(Doc doc) implements Answer {}

    /** Everybody in the channel sees it, surely and once. */
    record InChannel(Doc doc) implements Answer {}

    /** A form to fill in; it needs the press or command that asked for it to be fresh. */
    record Ask(Form form) implements Answer {}

    /** A form that was filled in wrongly: field → what is wrong. */
    record Correct(java.util.Map<String, String> problems) implements Answer {}

    /** @param about comes back with what was filled in */
    record Form(String name, String title, String submit, String about, List<Field> fields) {}

    /** @param choices empty for free text */
    record Field(
            String name,
            String label,
            String hint,
            String value,
            boolean multiline,
            boolean optional,
            List<String> choices,
            Optional<String> placeholder) {}
}
