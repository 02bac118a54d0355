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

    public Page {
        items = List.copyOf(items);
    }

    /**
     * Cuts a page out of a list.
     *
     * @param all in ascending order of their keys, which are not negative
     * @param token of the page before
     * @param badToken makes the error for a token that is not ours
     */
    public static <T> Page<T> of(
            List<T> all,
            ToLongFunction<T> key,
            Optional<String> token,
            OptionalInt maxResults,
            int defaultSize,
            Function<String, AwsError> badToken) {
        long after = token.map(t -> key(t, badToken)).orElse(-1L);
        int size = maxResults.orElse(defaultSize);
        List<T> rest =
                all.stream().filter(item -> key.applyAsLong(item) > after).toList();
        List<T> items = rest.subList(0, Math.min(size, rest.size()));
        if (items.size() == rest.size()) {
            return new Page<>(items, Optional.empty());
        }
        String next = MARK + key.applyAsLong(items.getLast());
        return new Page<>(
                items,
                Optional.of(Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(next.getBytes(StandardCharsets.US_ASCII))));
    }

    private static long key(String token, Function<String, AwsError> badToken) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
            if (text.startsWith(MARK)) {
                return Long.parseLong(text.substring(MARK.length()));
            }
        } catch (IllegalArgumentException e) {
            throw badToken.apply("The NextToken is not one that this endpoint gave out.");
        }
        throw badToken.apply("The NextToken is not one that this endpoint gave out.");
    }
}
