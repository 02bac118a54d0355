package io.gluethread.commands.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.session.Language;
import io.gluethread.commands.ask.Ask.Piece;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One row for each thing that Slack and people's editors do to what is typed. */
final class TypedMessageTest {
    private static TypedMessage read(String json) {
        try {
            return TypedMessage.of(
                    SlackEncoding.JSON.readTree(json.replace('~', '"').getBytes(StandardCharsets.UTF_8)), "U_BOT");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static TypedMessage text(String text) {
        return TypedMessage.of(SlackEncoding.JSON.createObjectNode().put("text", text), "U_BOT");
    }

    private static Piece code(String text) {
        return new Piece.Code(text, Optional.empty());
    }

    private static Piece code(String tag, String text) {
        return new Piece.Code(text, Optional.of(tag));
    }

    private static Piece prose(String text) {
        return new Piece.Prose(text);
    }

    @Test
    void number_29_three_entities_are_unescaped_in_text_and_only_once() {
        assertThat(text("```if x &lt; 1 &amp;&amp; y &gt; 2: print('&amp;lt;')```")
                        .pieces())
                .containsExactly(code("if x < 1 && y > 2: print('&lt;')"));
        assertThat(text("```a &quot; b &nbsp;```").pieces()).containsExactly(code("a &quot; b &nbsp;"));
    }

    @Test
    void blocks_are_taken_as_they_stand_and_win_over_text() {
        assertThat(
                        read("{~text~:~```wrong```~,~blocks~:[{~type~:~rich_text~,~elements~:[{~type~:~rich_text_preformatted~,"
                                        + "~elements~:[{~type~:~text~,~text~:~x &lt; 1~}]}]}]}")
                                .pieces())
                .containsExactly(code("x &lt; 1"));
    }

    @Test
    void the_first_code_line_may_stand_behind_the_fence() {
        assertThat(text("```first\nsecond\n```").pieces()).containsExactly(code("first\nsecond"));
        assertThat(text("```\nfirst\nsecond\n```").pieces()).containsExactly(code("first\nsecond"));
    }

    @Test
    void a_first_line_that_is_a_languages_name_is_its_tag() {
        assertThat(text("```python\nx = 1```").pieces()).containsExactly(code("python", "x = 1"));
        assertThat(text("```SQL\nselect 1```").pieces()).containsExactly(code("sql", "select 1"));
        assertThat(text("```python```").pieces()).containsExactly(code("python"));
        assertThat(text("```text\nmore```").pieces()).containsExactly(code("text\nmore"));
    }

    @Test
    void the_language_of_a_block_is_its_tag_unless_it_is_none() {
        String json = "{~blocks~:[{~type~:~rich_text~,~elements~:[{~type~:~rich_text_preformatted~,~language~:~%s~,"
                + "~elements~:[{~type~:~text~,~text~:~x~}]}]}]}";
        assertThat(read(json.formatted("Python")).pieces()).containsExactly(code("python", "x"));
        assertThat(read(json.formatted("plain_text")).pieces()).containsExactly(code("x"));
    }

    @Test
    void number_29_links_that_slack_made_in_code_are_undone() {
        assertThat(text("```import <http://foo.py|foo.py>\nu = '<http://a.b>'```")
                        .pieces())
                .containsExactly(code("import foo.py\nu = 'http://a.b'"));
        assertThat(text("```mail = '<mailto:a@b.c|a@b.c>'```").pieces()).containsExactly(code("mail = 'a@b.c'"));
        assertThat(read("{~blocks~:[{~type~:~rich_text~,~elements~:[{~type~:~rich_text_preformatted~,~elements~:["
                                + "{~type~:~text~,~text~:~import ~},{~type~:~link~,~url~:~http://foo.py~,~text~:~foo.py~},"
                                + "{~type~:~text~,~text~:~; u=~},{~type~:~link~,~url~:~http://a.b~}]}]}]}")
                        .pieces())
                .containsExactly(code("import foo.py; u=http://a.b"));
    }

    @Test
    void mentions_in_code_become_names_and_typed_ones_stay() {
        assertThat(text("```<@U1|ana> <#C1|general> <!here> <!subteam^S1|@ops> &lt;@U1&gt;```")
                        .pieces())
                .containsExactly(code("@ana #general @here @ops <@U1>"));
    }

    @Test
    void emoji_names_in_code_stay_as_they_are() {
        assertThat(text("```a[:x:] = ':tada:'```").pieces()).containsExactly(code("a[:x:] = ':tada:'"));
    }

    @Test
    void our_mention_is_taken_out_in_every_form() {
        for (String mention : List.of("<@U_BOT>", "<@U_BOT|glue>", "@glue", "@Glue")) {
            TypedMessage message = text(mention + "\u00A0stop");
            assertThat(message.mentionsUs()).as(mention).isTrue();
            assertThat(MessageReader.read(message.said(), true).commands())
                    .as(mention)
                    .containsExactly(new Command.Stop(Optional.empty()));
        }
        assertThat(text("<@U_OTHER> stop").mentionsUs()).isFalse();
        assertThat(text("me@glue.com, @glued").mentionsUs()).isFalse();
        assertThat(text("```@glue```").mentionsUs()).isFalse();
    }

    @Test
    void a_mention_as_a_block_element_is_one_too() {
        TypedMessage message =
                read("{~blocks~:[{~type~:~rich_text~,~elements~:[{~type~:~rich_text_section~,~elements~:["
                        + "{~type~:~user~,~user_id~:~U_BOT~},{~type~:~text~,~text~:~ config %worker_type G.2X~}]}]}]}");
        assertThat(message).isEqualTo(new TypedMessage(List.of(prose(" config %worker_type G.2X")), true));
    }

    @Test
    void several_blocks_stay_several_and_in_order() {
        assertThat(text("one\n```a```\ntwo ```b```").pieces())
                .containsExactly(prose("one\n"), code("a"), prose("\ntwo "), code("b"));
    }

    @Test
    void inline_code_is_prose_and_keeps_its_backticks() {
        assertThat(read("{~blocks~:[{~type~:~rich_text~,~elements~:[{~type~:~rich_text_section~,~elements~:["
                                + "{~type~:~text~,~text~:~%%sql select * from ~},"
                                + "{~type~:~text~,~text~:~covid-19~,~style~:{~code~:true}},{~type~:~text~,~text~:~.t~}]}]}]}")
                        .pieces())
                .containsExactly(prose("%%sql select * from `covid-19`.t"));
    }

    @Test
    void quotes_and_lists_are_nobodys_code() {
        assertThat(read("{~blocks~:[{~type~:~rich_text~,~elements~:[{~type~:~rich_text_quote~,~elements~:["
                                + "{~type~:~text~,~text~:~%stop_session~}]},{~type~:~rich_text_list~,~elements~:[]},"
                                + "{~type~:~rich_text_section~,~elements~:[{~type~:~text~,~text~:~no~}]}]}]}")
                        .pieces())
                .containsExactly(prose("no"));
    }

    @Test
    void an_open_fence_is_prose() {
        assertThat(text("look: ```x = 1").pieces()).containsExactly(prose("look: ```x = 1"));
    }

    @Test
    void files_are_named() {
        assertThat(read("{~text~:~see~,~files~:[{~id~:~F1~,~name~:~a.py~,~mimetype~:~text/x-python~,~size~:12},{}]}")
                        .pieces())
                .containsExactly(prose("see"), new Piece.Attached("F1", "a.py", "text/x-python", 12));
    }

    @Test
    void an_event_of_any_other_shape_is_nothing_typed() {
        for (String json :
                List.of("{}", "[]", "null", "{~text~:null}", "{~blocks~:{~a~:1},~files~:7}", "{~blocks~:[3,null]}")) {
            assertThat(read(json)).as(json).isEqualTo(new TypedMessage(List.of(), false));
        }
    }

    // ---- what is mended in code, and what is not

    @Test
    void curly_quotes_that_delimit_are_mended_and_those_inside_a_string_stay() {
        assertThat(Mended.of("print(\u201Ca\u201D, \"\u201Cb\u201D\") # \u2018c\u2019", Language.PYTHON)
                        .code())
                .isEqualTo("print(\"a\", \"\u201Cb\u201D\") # \u2018c\u2019");
        assertThat(Mended.of("select \u2018a\u2019", Language.SQL).code()).isEqualTo("select 'a'");
        assertThat(Mended.of("x = \u201Cit \"is\"\u201D", Language.PYTHON).changes())
                .isEmpty();
    }

    @Test
    void odd_spaces_and_invisible_characters_are_mended_outside_of_strings() {
        Mended mended = Mended.of("if x:\n\u00A0\u00A0print('\u00A0')\u200B", Language.PYTHON);
        assertThat(mended.code()).isEqualTo("if x:\n  print('\u00A0')");
        assertThat(mended.changes()).hasSize(2);
    }

    @Test
    void a_remark_behind_a_hash_in_sql_is_left_out() {
        assertThat(Mended.of("show tables in `covid-19`  # Remember, dashes", Language.SQL)
                        .code())
                .isEqualTo("show tables in `covid-19`");
        assertThat(Mended.of("select '# no', `#x`, 1 -- # yes\n, a#b", Language.SQL)
                        .changes())
                .isEmpty();
        assertThat(Mended.of("x = 1 # yes", Language.PYTHON).changes()).isEmpty();
    }

    @Test
    void strings_of_every_language_are_known() {
        String python = "a = '''\u201C'\u201D'''; b = \"\"\"\\\"\"\"\u201C\u201D\"\"\"; c = 'it\\'s \u2019'";
        assertThat(Mended.of(python, Language.PYTHON).code()).isEqualTo(python);
        String scala =
                "val s = \"\"\"\u201C\"\u201D\"\"\"; val c = '\u201C'; val f = 'sym; /* \u201Cx\u201D */ // \u201Cy\u201D";
        assertThat(Mended.of(scala, Language.SCALA).code()).isEqualTo(scala);
    }
}
