package io.gluethread.commands.reply;

import io.gluethread.broker.session.Person;
import io.gluethread.broker.statement.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A document to be shown to people, free of any chat system: the one form in which everything we say is built. Text in
 * it is inert: whoever renders it escapes it.
 */
public record Doc(List<Element> elements) {
    public Doc {
        elements = List.copyOf(elements);
    }

    public static Doc of(Element... elements) {
        return new Doc(List.of(elements));
    }

    /** One block of the document. */
    public sealed interface Element {
        record Heading(String text) implements Element {}

        record Para(List<Span> spans) implements Element {}

        record Bullets(List<List<Span>> items) implements Element {}

        /** Short facts side by side. */
        record Facts(List<Fact> facts) implements Element {}

        /** @param language "" for plain output */
        record Code(String text, String language) implements Element {}

        /** A table with a caption that also says what it leaves out. */
        record Grid(String caption, Table table) implements Element {}

        record Buttons(List<Button> buttons) implements Element {}

        /** Small print. */
        record Small(List<Span> spans) implements Element {}

        record Rule() implements Element {}
    }

    public record Fact(String label, List<Span> value) {}

    /** @param confirm asked before it acts, if given */
    public record Button(String label, String action, String value, Kind kind, Optional<Confirm> confirm) {
        public enum Kind {
            NORMAL,
            PRIMARY,
            DANGER
        }
    }

    public record Confirm(String title, String text, String yes, String no) {}

    /** A stretch of a line. */
    public sealed interface Span {
        record Plain(String text) implements Span {}

        record Strong(String text) implements Span {}

        record Mono(String text) implements Span {}

        record Who(Person person) implements Span {}

        record Channel(String id) implements Span {}

        record Link(String url, String label) implements Span {}

        /** A moment, shown in the reader's own time zone where the chat system can. */
        record At(Instant instant) implements Span {}
    }

    public static Span text(String text) {
        return new Span.Plain(text);
    }

    public static Span strong(String text) {
        return new Span.Strong(text);
    }

    public static Span mono(String text) {
        return new Span.Mono(text);
    }

    public static Element para(Span... spans) {
        return new Element.Para(List.of(spans));
    }

    public static Element para(String text) {
        return para(text(text));
    }

    public static Element small(Span... spans) {
        return new Element.Small(List.of(spans));
    }

    /** The document as plain text: for notifications, logs and golden files. */
    public String plain() {
        return PlainText.of(this);
    }
}
