package io.gluethread.playground.slack.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one run of typed words the way Slack's client does: links, mentions, emoji and styles. */
final class Inline {
    private static final Set<String> RANGES = Set.of("here", "channel", "everyone");
    private static final String LINKS = "(?<url>https?://[!-~&&[^<>|\"'`]]+)"
            + "|(?<mail>(?<![\\w.+-])[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)*\\.[a-z]{2,})"
            + "|(?<bare>(?<![\\w./@-])(?:[a-z0-9-]+\\.)+(?:com|org|net|io|dev|gov|edu)(?![\\w.(-])(?:/[!-~&&[^<>|\"'`]]*)?)";
    private static final Pattern IN_CODE = Pattern.compile(LINKS);
    private static final Pattern IN_PROSE = Pattern.compile("(?<code>`[^`\\n]+`)"
            + "|(?<angle><(?:[@#!][A-Za-z0-9_^-]+(?:\\|[^<>\\n]*)?|(?:https?://|mailto:)[^<>\\s|]+(?:\\|[^<>\\n]*)?)>)|"
            + LINKS
            + "|(?<mention>(?<![\\w@])@[a-z0-9][a-z0-9._-]*)"
            + "|(?<channel>(?<![\\w#&])#[a-z0-9][a-z0-9_-]*)"
            + "|(?<emoji>:[a-z0-9_+-]+:)|(?<picture>" + Emoji.CHARACTERS + ")"
            + "|(?<bold>(?<![\\w*])\\*(?![\\s*])[^*\\n]*(?<![\\s*])\\*(?![\\w*]))"
            + "|(?<italic>(?<![\\w])_(?![\\s_])[^_\\n]*(?<![\\s_])_(?![\\w]))"
            + "|(?<strike>(?<![\\w~])~(?![\\s~])[^~\\n]*(?<![\\s~])~(?![\\w~]))");

    private final Names names;

    Inline(Names names) {
        this.names = names;
    }

    /** Inside a code block only addresses are touched. */
    void code(String raw, RichLine line) {
        addresses(raw, line, List.of());
    }

    private static void addresses(String raw, RichLine line, List<String> styles) {
        Matcher m = IN_CODE.matcher(raw);
        int at = 0;
        while (m.find(at)) {
            line.words(raw.substring(at, m.start()), styles);
            at = address(m, raw, line, styles);
        }
        line.words(raw.substring(at), styles);
    }

    private static int address(Matcher m, String raw, RichLine line, List<String> styles) {
        int end = m.end();
        if (m.group("mail") == null) {
            while (".,;:!?)]}".indexOf(raw.charAt(end - 1)) >= 0) {
                end--;
            }
        }
        String typed = raw.substring(m.start(), end);
        String scheme = m.group("mail") != null ? "mailto:" : m.group("bare") != null ? "http://" : "";
        line.link(scheme + typed, typed, styles);
        return end;
    }

    void prose(String raw, RichLine line, List<String> styles) {
        Matcher m = IN_PROSE.matcher(raw);
        int at = 0;
        while (m.find(at)) {
            line.words(raw.substring(at, m.start()), styles);
            at = token(m, raw, line, styles);
        }
        line.words(raw.substring(at), styles);
    }

    private int token(Matcher m, String raw, RichLine line, List<String> styles) {
        String token = m.group();
        if (m.group("url") != null || m.group("mail") != null || m.group("bare") != null) {
            return address(m, raw, line, styles);
        }
        if (m.group("code") != null) {
            line.raw("`");
            addresses(token.substring(1, token.length() - 1), line, with(styles, "code"));
            line.raw("`");
        } else if (m.group("angle") != null) {
            angle(token, line, styles);
        } else if (m.group("mention") != null) {
            mention(token, line, styles);
        } else if (m.group("channel") != null) {
            names.channelNamed(token.substring(1))
                    .ifPresentOrElse(
                            id -> line.element(
                                    typed("channel").put("channel_id", id),
                                    "<#" + id + "|" + token.substring(1) + ">",
                                    styles),
                            () -> line.words(token, styles));
        } else if (m.group("emoji") != null || m.group("picture") != null) {
            emoji(token, line, styles);
        } else {
            String style = m.group("bold") != null ? "bold" : m.group("italic") != null ? "italic" : "strike";
            String mark = token.substring(0, 1);
            line.raw(mark);
            prose(token.substring(1, token.length() - 1), line, with(styles, style));
            line.raw(mark);
        }
        return m.end();
    }

    /** Text that is written in Slack's own markup, as API clients do: {@code <@U1>}, {@code <#C1|name>}, {@code <url|label>}. */
    private static void angle(String token, RichLine line, List<String> styles) {
        String inner = token.substring(1, token.length() - 1);
        String target = inner.contains("|") ? inner.substring(0, inner.indexOf('|')) : inner;
        String label = inner.contains("|") ? inner.substring(inner.indexOf('|') + 1) : target;
        String range = target.substring(1).toLowerCase(Locale.ROOT);
        if (target.startsWith("@")) {
            line.element(typed("user").put("user_id", target.substring(1)), "<" + target + ">", styles);
        } else if (target.startsWith("#")) {
            line.element(typed("channel").put("channel_id", target.substring(1)), token, styles);
        } else if (target.startsWith("!") && RANGES.contains(range)) {
            line.element(typed("broadcast").put("range", range), token, styles);
        } else if (target.startsWith("!")) {
            line.words(token, styles);
        } else {
            line.link(target, label, styles);
        }
    }

    private void mention(String token, RichLine line, List<String> styles) {
        String handle = token.substring(1);
        // A sentence may end right behind the handle.
        String trimmed = handle.replaceAll("[._-]+$", "");
        if (RANGES.contains(trimmed)) {
            line.element(typed("broadcast").put("range", trimmed), "<!" + trimmed + ">", styles);
            line.words(handle.substring(trimmed.length()), styles);
            return;
        }
        Optional<String> id = names.user(trimmed);
        if (id.isPresent()) {
            line.element(typed("user").put("user_id", id.get()), "<@" + id.get() + ">", styles);
            line.words(handle.substring(trimmed.length()), styles);
        } else {
            line.words(token, styles);
        }
    }

    private static void emoji(String token, RichLine line, List<String> styles) {
        String name = Emoji.nameOf(token).orElse(token.replace(":", ""));
        if (!Emoji.known(name)) {
            line.words(token, styles);
            return;
        }
        ObjectNode element = typed("emoji").put("name", name);
        Emoji.unicodeOf(name).ifPresent(code -> element.put("unicode", code));
        line.element(element, ":" + name + ":", styles);
    }

    private static ObjectNode typed(String type) {
        return Json.object().put("type", type);
    }

    private static List<String> with(List<String> styles, String style) {
        List<String> all = new ArrayList<>(styles);
        all.add(style);
        return List.copyOf(all);
    }
}
