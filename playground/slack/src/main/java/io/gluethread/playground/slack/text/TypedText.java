package io.gluethread.playground.slack.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Slack's client sends for typed text: {@code text} with fences and escapes, and {@code blocks} with one rich_text
 * block. The first code line stands directly behind its fence; addresses become links, also in code; a language tag is
 * a literal first line, as in Slack's classic clients.
 */
public final class TypedText {
    private static final String FENCE = "```";
    private static final Pattern BULLET = Pattern.compile("[-*\u2022] +\\S.*");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z][A-Za-z0-9+#-]{0,19}(?=\\n\\s*\\S)");
    private static final Pattern NUMBERED = Pattern.compile("\\d{1,3}\\. +\\S.*");

    private final Inline inline;
    private final Set<Effect> effects;
    private final ArrayNode parts = Json.array();
    private final StringBuilder text = new StringBuilder();

    private TypedText(Names names, Set<Effect> effects) {
        this.inline = new Inline(names);
        this.effects = effects;
    }

    /** The two forms of one message. */
    public record Sent(String text, ArrayNode blocks) {}

    /** What every client does. */
    public static Sent of(String typed, Names names) {
        return of(typed, names, Set.of());
    }

    /** What a client with these effects does. */
    public static Sent of(String typed, Names names, Set<Effect> effects) {
        TypedText reader = new TypedText(names, effects);
        String lines = typed.replace("\r\n", "\n").replace('\r', '\n');
        lines = effects.contains(Effect.SMART_QUOTES) ? Effect.smart(lines) : lines;
        reader.read(effects.contains(Effect.NBSP) ? Effect.hardSpaces(lines) : lines);
        ArrayNode blocks = Json.array();
        if (!reader.parts.isEmpty() && !effects.contains(Effect.PLAIN)) {
            blocks.addObject().put("type", "rich_text").set("elements", reader.parts);
        }
        return new Sent(reader.text.toString(), blocks);
    }

    private void read(String typed) {
        int proseFrom = 0;
        int at = 0;
        while (true) {
            int open = typed.indexOf(FENCE, at);
            int close = open < 0 ? -1 : typed.indexOf(FENCE, open + FENCE.length());
            if (close < 0) {
                prose(typed.substring(proseFrom), proseFrom > 0);
                return;
            }
            String code = typed.substring(open + FENCE.length(), close);
            at = close + FENCE.length();
            if (!code.isBlank()) {
                prose(typed.substring(proseFrom, open), proseFrom > 0);
                code(code);
                proseFrom = at;
            }
        }
    }

    private void code(String between) {
        String code = between.startsWith("\n") ? between.substring(1) : between;
        code = code.endsWith("\n") ? code.substring(0, code.length() - 1) : code;
        ObjectNode part =
                parts.addObject().put("type", "rich_text_preformatted").put("border", 0);
        Matcher tag = LANGUAGE.matcher(between);
        if (effects.contains(Effect.LANGUAGE) && tag.lookingAt()) {
            part.put("language", tag.group());
            code = code.substring(tag.end() + 1);
        }
        RichLine line = new RichLine();
        inline.code(code, line);
        part.set("elements", line.elements());
        text.append(FENCE).append(line.text()).append(FENCE);
    }

    private void prose(String typed, boolean afterCode) {
        if (typed.isEmpty()) {
            return;
        }
        // The line break beside a fence belongs to the fence: it stays in text, not in the blocks.
        String prose = typed;
        if (afterCode && prose.startsWith("\n")) {
            text.append('\n');
            prose = prose.substring(1);
        }
        List<String> lines = List.of(prose.split("\n", -1));
        int from = 0;
        while (from < lines.size()) {
            Kind kind = Kind.of(lines.get(from));
            int to = from + 1;
            while (to < lines.size() && Kind.of(lines.get(to)) == kind) {
                to++;
            }
            run(kind, lines.subList(from, to), to < lines.size());
            from = to;
        }
    }

    private enum Kind {
        PLAIN,
        QUOTE,
        BULLET,
        NUMBERED;

        static Kind of(String line) {
            if (line.startsWith(">")) {
                return QUOTE;
            }
            if (TypedText.BULLET.matcher(line).matches()) {
                return BULLET;
            }
            return TypedText.NUMBERED.matcher(line).matches() ? NUMBERED : PLAIN;
        }
    }

    private void run(Kind kind, List<String> lines, boolean more) {
        switch (kind) {
            case PLAIN -> plain(String.join("\n", lines) + (more ? "\n" : ""));
            case QUOTE -> {
                RichLine line = new RichLine();
                inline.prose(String.join("\n", lines).replaceAll("(?m)^> ?", ""), line, List.of());
                parts.addObject().put("type", "rich_text_quote").set("elements", line.elements());
                text.append("&gt; ")
                        .append(line.text().replace("\n", "\n&gt; "))
                        .append(more ? "\n" : "");
            }
            case BULLET -> list("bullet", lines, more);
            case NUMBERED -> list("ordered", lines, more);
        }
    }

    private void plain(String words) {
        if (words.isEmpty()) {
            return;
        }
        RichLine line = new RichLine();
        inline.prose(words, line, List.of());
        text.append(line.text());
        if (!line.isEmpty()) {
            parts.addObject().put("type", "rich_text_section").set("elements", line.elements());
        }
    }

    private void list(String style, List<String> lines, boolean more) {
        ObjectNode list = parts.addObject()
                .put("type", "rich_text_list")
                .put("style", style)
                .put("indent", 0);
        ArrayNode items = list.putArray("elements");
        for (int i = 0; i < lines.size(); i++) {
            String typed = lines.get(i);
            int words = typed.indexOf(' ');
            RichLine line = new RichLine();
            inline.prose(typed.substring(words).stripLeading(), line, List.of());
            items.addObject().put("type", "rich_text_section").set("elements", line.elements());
            text.append(style.equals("bullet") ? "\u2022" : typed.substring(0, words))
                    .append(' ')
                    .append(line.text())
                    .append(i + 1 < lines.size() || more ? "\n" : "");
        }
    }
}
