package io.gluethread.playground.slack.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gluethread.playground.slack.block.BlockValidator;
import io.gluethread.playground.slack.workspace.Workspace;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two forms of a typed message, and that code can be had back from either. */
class TypedTextTest {
    private static final Names NAMES = new Workspace(InstantSource.system());
    private static final Pattern ANGLE = Pattern.compile("<([^>|]*)(?:\\|([^>]*))?>");

    @Test
    void the_first_code_line_stands_behind_its_fence() {
        TypedText.Sent sent = typed("run this\n```\nx = 1 < 2 && \"a\"\nprint(x)\n```\nplease");
        assertThat(sent.text()).isEqualTo("run this\n```x = 1 &lt; 2 &amp;&amp; \"a\"\nprint(x)```\nplease");
        assertThat(parts(sent))
                .extracting(p -> p.path("type").asText())
                .containsExactly("rich_text_section", "rich_text_preformatted", "rich_text_section");
        assertThat(codes(sent)).containsExactly("x = 1 < 2 && \"a\"\nprint(x)");
    }

    @Test
    void a_language_tag_is_a_literal_first_line() {
        assertThat(codes(typed("```sql\nselect 1\n```"))).containsExactly("sql\nselect 1");
    }

    @Test
    void addresses_in_code_become_links_that_show_what_was_typed() {
        TypedText.Sent sent = typed("```spark.read.csv(\"https://a.b/c?x=1&y=2\")\nping('example.com', me@x.org)```");
        assertThat(sent.text())
                .contains("\"<https://a.b/c?x=1&amp;y=2>\"")
                .contains("'<http://example.com|example.com>'")
                .contains("<mailto:me@x.org|me@x.org>");
        assertThat(codes(sent))
                .containsExactly("spark.read.csv(\"https://a.b/c?x=1&y=2\")\nping('example.com', me@x.org)");
        JsonNode elements = parts(sent).getFirst().path("elements");
        assertThat(elements).extracting(e -> e.path("type").asText()).contains("link");
        assertThat(elements.path(1).has("text")).isFalse();
    }

    @Test
    void mentions_are_found_in_prose_and_left_alone_in_code() {
        TypedText.Sent sent = typed("@glue stop, see #data-team @nobody\n```@glue <@U_ANA> #data-team```");
        assertThat(sent.text())
                .isEqualTo(
                        "<@U_GLUE> stop, see <#C_DATA|data-team> @nobody\n" + "```@glue &lt;@U_ANA&gt; #data-team```");
        assertThat(parts(sent)
                        .getFirst()
                        .path("elements")
                        .path(0)
                        .path("user_id")
                        .asText())
                .isEqualTo("U_GLUE");
        assertThat(codes(sent)).containsExactly("@glue <@U_ANA> #data-team");
    }

    @Test
    void markup_of_api_clients_is_understood_in_prose() {
        TypedText.Sent sent = typed("<@U_GLUE> look at <https://a.b|this> <!here>");
        assertThat(sent.text()).isEqualTo("<@U_GLUE> look at <https://a.b|this> <!here>");
        assertThat(parts(sent).getFirst().path("elements"))
                .extracting(e -> e.path("type").asText())
                .containsExactly("user", "text", "link", "text", "broadcast");
    }

    @Test
    void styles_quotes_lists_and_emoji_are_the_clients() {
        TypedText.Sent sent = typed("*bold* `x<y` a_b_c 2*3*4 \uD83C\uDF89\n> quoted\n- one\n- two");
        assertThat(sent.text()).isEqualTo("*bold* `x&lt;y` a_b_c 2*3*4 :tada:\n&gt; quoted\n\u2022 one\n\u2022 two");
        assertThat(parts(sent))
                .extracting(p -> p.path("type").asText())
                .containsExactly("rich_text_section", "rich_text_quote", "rich_text_list");
        JsonNode line = parts(sent).getFirst().path("elements");
        assertThat(line.path(0).path("style").path("bold").asBoolean()).isTrue();
        assertThat(line.path(2).path("style").path("code").asBoolean()).isTrue();
        assertThat(line.path(4).path("name").asText()).isEqualTo("tada");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "```", "``````", "```\n```", "```open", "`", "<", "<@", "*", "> ", "- ", "a```b"})
    void scraps_are_kept_as_words(String scrap) {
        TypedText.Sent sent = typed(scrap);
        assertThat(codes(sent)).isEmpty();
        assertThat(sent.text().replace("&gt;", ">").replace("&lt;", "<").strip())
                .isEqualTo(scrap.strip());
    }

    @Test
    void every_printable_character_in_code_comes_back_from_both_forms() {
        for (int c = 0x20; c < 0xFFFE; c++) {
            if (Character.isSurrogate((char) c) || Character.isISOControl(c) || c == '`') {
                continue;
            }
            String code = "a" + (char) c + "b";
            assertThat(codes(typed("```\n" + code + "\n```"))).containsExactly(code);
            assertThat(fromText(typed("```" + code + "```"))).isIn(code, emojiFree(code));
        }
    }

    @Test
    void random_programs_come_back_from_both_forms() {
        List<String> words = List.of(
                "<",
                ">",
                "&",
                "&amp;",
                "&lt;",
                "\"",
                "'",
                "|",
                "<@U_ANA>",
                "<!here>",
                "https://a.b/c?d=1&e=2#f",
                "x.com",
                "me@x.org",
                "@glue",
                "#data-team",
                "*b*",
                "_i_",
                "~s~",
                "``",
                ":tada:",
                "a[:x:]",
                "\n",
                "\n\n",
                "    ",
                "\t",
                "\u00a0",
                "\u201c",
                "%%sql",
                "% 3",
                "\\",
                "\\n",
                "\u00e9",
                "\u4e2d",
                "\uD83D\uDE80x",
                "...",
                "--",
                "http://",
                "https://)",
                "- ",
                "> ",
                "1. ",
                "spark.io(",
                "df",
                "=",
                "(",
                ")",
                "{",
                "}",
                ";");
        Random random = new Random(20261121);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder program = new StringBuilder("x");
            IntStream.range(0, random.nextInt(12))
                    .forEach(_ -> program.append(words.get(random.nextInt(words.size()))));
            String code = program.append("y").toString().replace("```", "` `");
            TypedText.Sent sent = typed("look\n```\n" + code + "\n```");
            assertThat(codes(sent)).containsExactly(code);
            assertThat(fromText(sent)).isIn(code, emojiFree(code));
            assertThat(BlockValidator.check(sent.blocks())).isEmpty();
        }
    }

    @Test
    void random_prose_is_always_something_that_slack_would_take() {
        List<String> words = List.of(
                "*",
                "_",
                "~",
                "`",
                "```",
                "<",
                ">",
                "|",
                "@glue",
                "@",
                "#",
                ":tada:",
                ":",
                "\n",
                "> ",
                "- ",
                "1. ",
                " ",
                "a",
                "http://a.b",
                "<http://a|b>",
                "<@U>",
                "<!x>",
                "\uD83C\uDF89",
                "e@f.gh",
                "x.com");
        Random random = new Random(4);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder prose = new StringBuilder();
            IntStream.range(0, random.nextInt(16)).forEach(_ -> prose.append(words.get(random.nextInt(words.size()))));
            TypedText.Sent sent = typed(prose.toString());
            assertThat(BlockValidator.check(sent.blocks())).as(prose.toString()).isEmpty();
        }
    }

    private static TypedText.Sent typed(String text) {
        return TypedText.of(text, NAMES);
    }

    private static List<JsonNode> parts(TypedText.Sent sent) {
        List<JsonNode> parts = new ArrayList<>();
        sent.blocks().path(0).path("elements").forEach(parts::add);
        return parts;
    }

    /** Reads code as an app should: a link's text if it has one, else its address. */
    private static List<String> codes(TypedText.Sent sent) {
        List<String> codes = new ArrayList<>();
        for (JsonNode part : parts(sent)) {
            if (part.path("type").asText().equals("rich_text_preformatted")) {
                StringBuilder code = new StringBuilder();
                part.path("elements")
                        .forEach(e ->
                                code.append(e.path("text").asText(e.path("url").asText())));
                codes.add(code.toString());
            }
        }
        return codes;
    }

    private static String fromText(TypedText.Sent sent) {
        String fenced = sent.text();
        String code = fenced.substring(fenced.indexOf("```") + 3, fenced.lastIndexOf("```"));
        Matcher angle = ANGLE.matcher(code);
        String plain = angle.replaceAll(m -> Matcher.quoteReplacement(m.group(2) == null ? m.group(1) : m.group(2)));
        return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    /** In text alone, emoji are lost to their names: that is Slack's doing. */
    private static String emojiFree(String code) {
        return code.replace("\uD83D\uDE80", ":rocket:")
                .replace("\u2705", ":white_check_mark:")
                .replace("\u274C", ":x:")
                .replace("\u23F3", ":hourglass_flowing_sand:")
                .replace("\u2728", ":sparkles:");
    }
}
