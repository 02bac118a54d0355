package io.gluethread.bot.slack.blocks;

import io.gluethread.commands.reply.Doc.Span;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/** Spans as Slack's mrkdwn, for the places that take no rich text. Everything in them is escaped. */
final class Mrkdwn {
    private Mrkdwn() {}

    static String of(List<Span> spans) {
        return spans.stream().map(Mrkdwn::of).collect(Collectors.joining());
    }

    private static String of(Span span) {
        return switch (span) {
            case Span.Plain(String text) -> Texts.escape(text);
            case Span.Strong(String text) ->
                text.isBlank() || text.contains("*") ? Texts.escape(text) : "*" + Texts.escape(text) + "*";
            case Span.Mono(String text) ->
                text.isBlank() || text.contains("`") ? Texts.escape(text) : "`" + Texts.escape(text) + "`";
            case Span.Who(var person) -> "<@" + person.user() + ">";
            case Span.Channel(String id) -> "<#" + id + ">";
            case Span.Link(String url, String label) ->
                "<" + url.replace(">", "%3E").replace("|", "%7C").replace("<", "%3C") + "|"
                        + Texts.escape(label).replace("|", "¦") + ">";
            case Span.At(var instant) ->
                "<!date^%d^{date_short_pretty} {time}|%s>"
                        .formatted(instant.getEpochSecond(), instant.truncatedTo(ChronoUnit.SECONDS));
        };
    }
}
