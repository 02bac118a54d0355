package io.gluethread.playground.slack.block;

import java.util.List;

/** What may stand in one field of a block, read from a line such as {@code list? 1..10 of text 1..2000}. */
sealed interface Field {
    boolean optional();

    record Text(boolean optional, boolean plainOnly, int least, int most) implements Field {}

    record Str(boolean optional, int least, int most) implements Field {}

    record Int(boolean optional, long least, long most) implements Field {}

    record Num(boolean optional) implements Field {}

    record Bool(boolean optional) implements Field {}

    record Choice(boolean optional, List<String> words) implements Field {}

    record Named(boolean optional, String definition) implements Field {}

    record OneOf(boolean optional, String group) implements Field {}

    record Items(boolean optional, int least, int most, Field item) implements Field {}

    record Anything(boolean optional) implements Field {}

    /** Reads a line of the resource; a line that makes no sense is refused with its text. */
    static Field read(String line) {
        int of = line.indexOf(" of ");
        String[] words = (of < 0 ? line : line.substring(0, of)).split(" ", -1);
        boolean optional = words[0].endsWith("?");
        String kind = optional ? words[0].substring(0, words[0].length() - 1) : words[0];
        String detail = words.length > 1 ? words[1] : "";
        return switch (kind) {
            case "text" -> new Text(optional, false, (int) least(detail), (int) most(detail));
            case "plain" -> new Text(optional, true, (int) least(detail), (int) most(detail));
            case "string" -> new Str(optional, (int) least(detail), (int) most(detail));
            case "int" -> new Int(optional, least(detail), most(detail));
            case "number" -> new Num(optional);
            case "bool" -> new Bool(optional);
            case "enum" -> new Choice(optional, List.of(detail.split("\\|", -1)));
            case "object" -> new Named(optional, detail);
            case "one" -> new OneOf(optional, detail);
            case "list" ->
                new Items(
                        optional, (int) least(detail), (int) most(detail), read(line.substring(of + " of ".length())));
            case "any" -> new Anything(optional);
            default -> throw new IllegalArgumentException("not a field: '%s'".formatted(line));
        };
    }

    private static long least(String range) {
        return Long.parseLong(range.substring(0, range.indexOf("..")));
    }

    private static long most(String range) {
        return Long.parseLong(range.substring(range.indexOf("..") + 2));
    }
}
