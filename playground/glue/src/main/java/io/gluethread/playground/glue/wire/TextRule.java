package io.gluethread.playground.glue.wire;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a text member must look like, from the API's model.
 *
 * @param max in Unicode characters, as the model counts; so is {@code min}
 */
public record TextRule(int min, int max, Optional<Pattern> pattern) {
    private static final Pattern SINGLE_LINE =
            Pattern.compile("[\\u0020-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}\\t]*");
    private static final Pattern MULTI_LINE =
            Pattern.compile("[\\u0020-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}\\r\\n\\t]*");

    /** {@code NameString} of the model. */
    public static final TextRule NAME = new TextRule(1, 255, Optional.of(SINGLE_LINE));
    /** {@code DescriptionString} of the model. */
    public static final TextRule DESCRIPTION = new TextRule(0, 2048, Optional.of(MULTI_LINE));
    /** Anything of any length. */
    public static final TextRule ANY = new TextRule(0, Integer.MAX_VALUE, Optional.empty());

    public static TextRule singleLine(int min, int max) {
        return new TextRule(min, max, Optional.of(SINGLE_LINE));
    }

    public static TextRule multiLine(int min, int max) {
        return new TextRule(min, max, Optional.of(MULTI_LINE));
    }

    public static TextRule matching(int min, int max, String regex) {
        return new TextRule(min, max, Optional.of(Pattern.compile(regex)));
    }

    public static TextRule length(int min, int max) {
        return new TextRule(min, max, Optional.empty());
    }

    /** The constraint that the value breaks, in AWS's words. */
    Optional<String> brokenBy(String value) {
        int length = value.codePointCount(0, value.length());
        if (length < min) {
            return Optional.of("Member must have length greater than or equal to " + min);
        }
        if (length > max) {
            return Optional.of("Member must have length less than or equal to " + max);
        }
        return pattern.filter(p -> !p.matcher(value).matches())
                .map(p -> "Member must satisfy regular expression pattern: " + p.pattern());
    }
}
