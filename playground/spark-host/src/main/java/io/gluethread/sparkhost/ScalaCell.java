package io.gluethread.sparkhost;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Cuts a cell into pieces that are interpreted one after the other, as if each had been typed. A case class that is
 * defined and used in one piece makes Spark's encoders meet an object that is still being built, and fail.
 *
 * <p>The Scala parser decides where a statement ends: a line end or semicolon counts if what is before it and what is
 * after it parse, to as many statements as the whole. So chains with leading dots, {@code else} and companions on lines
 * of their own stay with what they belong to. Neighbouring definitions stay in one piece, for they may name each other.
 */
final class ScalaCell {
    /** The kinds of the statements in a text, such as {@code ClassDef}; empty if it does not parse. */
    interface Parser extends Function<String, Optional<List<String>>> {}

    private static final List<String> DEFINITIONS = List.of("ClassDef", "ModuleDef", "DefDef", "TypeDef");

    private ScalaCell() {}

    static List<String> pieces(String cell, Parser parser) {
        Optional<List<String>> whole = parser.apply(cell);
        if (whole.isEmpty() || whole.get().size() < 2) {
            return List.of(cell);
        }
        List<String> pieces = new ArrayList<>();
        boolean definitionsBefore = false;
        String rest = cell;
        int left = whole.get().size();
        while (!rest.isBlank()) {
            Cut cut = firstStatement(rest, left, parser);
            boolean definitions = DEFINITIONS.containsAll(cut.kinds());
            if (definitions && definitionsBefore) {
                pieces.add(pieces.remove(pieces.size() - 1) + cut.text());
            } else {
                pieces.add(cut.text());
            }
            definitionsBefore = definitions;
            rest = rest.substring(cut.text().length());
            left -= cut.kinds().size();
        }
        return pieces;
    }

    private record Cut(String text, List<String> kinds) {}

    private static Cut firstStatement(String text, int statements, Parser parser) {
        for (int end : ScalaBoundaries.in(text)) {
            String head = text.substring(0, end);
            Optional<List<String>> kinds = parser.apply(head);
            if (kinds.isEmpty() || kinds.get().isEmpty() || kinds.get().size() >= statements) {
                continue;
            }
            Optional<List<String>> tail = parser.apply(text.substring(end));
            if (tail.isPresent()
                    && tail.get().size() == statements - kinds.get().size()) {
                return new Cut(head, kinds.get());
            }
        }
        return new Cut(text, parser.apply(text).orElse(List.of()));
    }
}
