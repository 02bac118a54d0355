package io.gluethread.playground.glue.wire;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * One page of a list. Its token names the last item shown, so items that come or go between two calls move no other.
 *
 * @param nextToken empty on the last page
 */
public record Page<T>(List<T> items, Optional<String> nextToken) {
    private static final String MARK = "after:";
    private static final String BAD_TOKEN = "The NextToken is not one that this endpoint gave out for this listing.";

    public Page {
        items = List.copyOf(items);
    }

    /**
     * Cuts a page out of a list.
     *
     * @param all in ascending order of their keys, which are not negative
     * @param scope the listing that the token must be of
     * @param token of the page before
     * @param badToken makes the error for a token that is not ours
     */
    public static <T> Page<T> of(
            List<T> all,
            ToLongFunction<T> key,
            Scope scope,
            Optional<String> token,
            OptionalInt maxResults,
            int defaultSize,
            Function<String, AwsError> badToken) {
        String mark = MARK + scope.mark() + ":";
        long after = token.map(t -> number(after(t, mark, badToken), badToken)).orElse(-1L);
        int size = maxResults.orElse(defaultSize);
        List<T> rest =
                all.stream().filter(item -> key.applyAsLong(item) > after).toList();
        List<T> items = rest.subList(0, Math.min(size, rest.size()));
        if (items.size() == rest.size()) {
            return new Page<>(items, Optional.empty());
        }
        return new Page<>(items, Optional.of(token(mark + key.applyAsLong(items.getLast()))));
    }

    /**
     * Cuts a page out of a list whose items have names.
     *
     * @param all in ascending order of their names, which differ
     */
    public static <T> Page<T> named(
            List<T> all,
            Function<T, String> name,
            Scope scope,
            Optional<String> token,
            OptionalInt maxResults,
            int defaultSize) {
        String mark = MARK + scope.mark() + ":";
        List<T> rest = token.map(t -> after(t, mark, AwsError::invalidInput))
                .map(last -> all.stream()
                        .filter(item -> name.apply(item).compareTo(last) > 0)
                        .toList())
                .orElse(all);
        List<T> items = rest.subList(0, Math.min(maxResults.orElse(defaultSize), rest.size()));
        return new Page<>(
                items,
                items.size() == rest.size()
                        ? Optional.empty()
                        : Optional.of(token(mark + name.apply(items.getLast()))));
    }

    private static String token(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String after(String token, String mark, Function<String, AwsError> badToken) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (text.startsWith(mark)) {
                return text.substring(mark.length());
            }
        } catch (IllegalArgumentException e) {
            throw badToken.apply(BAD_TOKEN);
        }
        throw badToken.apply(BAD_TOKEN);
    }

    private static long number(String text, Function<String, AwsError> badToken) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw badToken.apply(BAD_TOKEN);
        }
    }
}
