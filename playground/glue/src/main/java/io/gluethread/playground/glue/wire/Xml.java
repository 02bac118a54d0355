package io.gluethread.playground.glue.wire;

import java.util.function.Consumer;

/** XML as the query protocol and S3 write it: elements with text or elements in them, no attributes but a namespace. */
public final class Xml {
    private final StringBuilder out = new StringBuilder();

    private Xml() {}

    /** A document with one root element. */
    public static String document(String root, String namespace, Consumer<Xml> content) {
        Xml xml = new Xml();
        xml.out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<").append(root);
        if (!namespace.isEmpty()) {
            xml.out.append(" xmlns=\"").append(namespace).append('"');
        }
        xml.out.append('>');
        content.accept(xml);
        return xml.out.append("</").append(root).append(">\n").toString();
    }

    public Xml put(String name, String text) {
        out.append('<')
                .append(name)
                .append('>')
                .append(escaped(text))
                .append("</")
                .append(name)
                .append('>');
        return this;
    }

    public Xml put(String name, long number) {
        return put(name, Long.toString(number));
    }

    public Xml put(String name, boolean flag) {
        return put(name, Boolean.toString(flag));
    }

    public Xml put(String name, Consumer<Xml> content) {
        out.append('<').append(name).append('>');
        content.accept(this);
        out.append("</").append(name).append('>');
        return this;
    }

    /** Characters that XML 1.0 cannot hold become a question mark, as no reader would take the document. */
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\r' -> safe.append("&#13;");
                case '\n', '\t' -> safe.appendCodePoint(c);
                default -> safe.appendCodePoint(c < 0x20 || (c >= 0xD800 && c <= 0xDFFF) ? '?' : c);
            }
        });
        return safe.toString();
    }
}
