package io.gluethread.commands.parse;

import com.fasterxml.jackson.databind.JsonNode;
import io.gluethread.commands.ask.Ask.Piece;
import io.gluethread.commands.ask.Ask.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a person typed, out of what Slack sent. A message comes twice, as {@code blocks} and as {@code text}; the blocks
 * are exact and are preferred, the text is the fallback.
 *
 * @param pieces prose and code in order, then the files; our own mention is taken out
 * @param mentionsUs whether we were mentioned, by Slack's mention or by {@code @glue} typed out
 */
public record TypedMessage(List<Piece> pieces, boolean mentionsUs) {
    private static final Pattern TYPED_OUT = Pattern.compile("(?i)(?<![\\w@.])@glue(?![\\w.-])");

    public TypedMessage {
        pieces = List.copyOf(pieces);
    }

    public Said.Message said() {
        return new Said.Message(pieces, mentionsUs);
    }

    /**
     * @param event a message event, or a message as Slack's shortcuts and histories have it
     * @param us our own user id
     */
    public static TypedMessage of(JsonNode event, String us) {
        List<Piece> typed = RichText.pieces(event.path("blocks"));
        if (typed.isEmpty()) {
            typed = Mrkdwn.pieces(event.path("text").asText(""));
        }
        Pattern mention = us.isEmpty()
                ? TYPED_OUT
                : Pattern.compile("<@" + Pattern.quote(us) + "(\\|[^>]*)?>|" + TYPED_OUT.pattern());
        List<Piece> pieces = new ArrayList<>();
        boolean mentionsUs = false;
        for (Piece piece : typed) {
            switch (piece) {
                case Piece.Prose(String text) -> {
                    Matcher found = mention.matcher(text);
                    mentionsUs |= found.find();
                    String rest = found.replaceAll("");
                    if (!rest.isBlank()) {
                        pieces.add(new Piece.Prose(rest));
                    }
                }
                case Piece.Code code -> pieces.add(code);
                case Piece.Attached file -> pieces.add(file);
            }
        }
        for (JsonNode file : event.path("files")) {
            if (file.path("id").isTextual()) {
                pieces.add(new Piece.Attached(
                        file.path("id").asText(),
                        file.path("name").asText(""),
                        file.path("mimetype").asText(""),
                        file.path("size").asLong(0)));
            }
        }
        return new TypedMessage(pieces, mentionsUs);
    }
}
