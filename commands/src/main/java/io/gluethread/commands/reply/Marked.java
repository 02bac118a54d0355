package io.gluethread.commands.reply;

import static io.gluethread.commands.reply.Doc.mono;
import static io.gluethread.commands.reply.Doc.text;

import io.gluethread.commands.reply.Doc.Element;
import io.gluethread.commands.reply.Doc.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words in which what is to be typed stands between backticks. */
public final class Marked {
    private static final Pattern MARKED = Pattern.compile("``(.+?)``|`([^`]+)`");

    private Marked() {}

    /** What stands between backticks is to be typed; between two of them it may have backticks itself. */
    public static List<Span> spans(String words) {
        List<Span> spans = new ArrayList<>();
        Matcher marked = MARKED.matcher(words);
        int at = 0;
        while (marked.find()) {
            if (marked.start() > at) {
                spans.add(text(words.substring(at, marked.start())));
            }
            spans.add(mono(marked.group(1) == null ? marked.group(2) : marked.group(1)));
            at = marked.end();
        }
        if (at < words.length()) {
            spans.add(text(words.substring(at)));
        }
        return spans;
    }

    static Doc doc(String words) {
        return Doc.of(new Element.Para(spans(words)));
    }
}
