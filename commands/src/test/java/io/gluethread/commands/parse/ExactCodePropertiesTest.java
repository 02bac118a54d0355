package io.gluethread.commands.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gluethread.broker.session.Language;
import io.gluethread.commands.ask.Ask.Piece;
import io.gluethread.commands.parse.SlackEncoding.Chunk;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is typed in a code block comes out as it was typed. */
final class ExactCodePropertiesTest {
    private static final String SEED = "20261121";

    @Property(seed = SEED, tries = 1500)
    void code_in_blocks_comes_back_exactly(@ForAll("code") List<Chunk> code) {
        String typed = SlackEncoding.plain(code);
        Assume.that(Tags.code(typed, "").tag().isEmpty());
        assertThat(decoded(SlackEncoding.asBlocks(code, ""))).isEqualTo(new Piece.Code(typed, Optional.empty()));
        assertThat(decoded(SlackEncoding.asBlocks(code, "python")))
                .isEqualTo(new Piece.Code(typed, Optional.of("python")));
    }

    @Property(seed = SEED, tries = 1500)
    void code_in_text_comes_back_exactly(@ForAll("code") List<Chunk> code) {
        String typed = SlackEncoding.plain(code);
        // What the text form itself cannot hold: fences, and the line ends next to them.
        Assume.that(!typed.contains("```") && !typed.startsWith("`") && !typed.endsWith("`"));
        Assume.that(!typed.startsWith("\n") && !typed.endsWith("\n"));
        Assume.that(Tags.code(typed, "").tag().isEmpty());
        assertThat(decoded(SlackEncoding.asText(code))).isEqualTo(new Piece.Code(typed, Optional.empty()));
    }

    @Property(seed = SEED, tries = 1500)
    void mending_leaves_code_of_plain_characters_alone(@ForAll("ascii") String code, @ForAll Language language) {
        Assume.that(language != Language.SQL || !code.contains("#"));
        assertThat(Mended.of(code, language)).isEqualTo(new Mended(code, List.of()));
    }

    @Property(seed = SEED, tries = 1500)
    void mending_twice_is_mending_once(@ForAll("odd") String code, @ForAll Language language) {
        String once = Mended.of(code, language).code();
        assertThat(Mended.of(once, language).code()).isEqualTo(once);
    }

    @Property(seed = SEED, tries = 1500)
    void whatever_is_typed_something_is_understood(@ForAll("odd") String typed) {
        assertThat(Usage.read(typed).isEmpty() && !typed.isBlank() && !typed.contains("%"))
                .isFalse();
        assertThat(CellText.read(typed, Optional.empty())).isNotNull();
        assertThat(Literal.dict(typed)).isNotNull();
        assertThat(Mrkdwn.pieces(typed)).isNotNull();
    }

    private static Piece decoded(JsonNode event) {
        TypedMessage message = TypedMessage.of(event, "U_BOT");
        assertThat(message.pieces()).hasSize(1);
        return message.pieces().getFirst();
    }

    @Provide
    Arbitrary<List<Chunk>> code() {
        Arbitrary<Chunk> text = Arbitraries.strings()
                .all()
                .withChars("<>&;|`'\"\n\t :#%@!{}[]()\u201C\u201D\u00A0")
                .ofMinLength(1)
                .ofMaxLength(30)
                .filter(ExactCodePropertiesTest::isText)
                .map(s -> new Chunk(s, false));
        Arbitrary<Chunk> words = Arbitraries.of(
                        "&lt;",
                        "<@U1>",
                        "<!here>",
                        "a[:x:]",
                        "x &amp;&amp; y",
                        "if a < b > c:",
                        ":tada:",
                        "```".substring(1),
                        "\n",
                        "naïve 漢字 🙂")
                .map(s -> new Chunk(s, false));
        Arbitrary<Chunk> links =
                Arbitraries.of("example.com", "foo.py", "a.b?x=1&y=2").map(s -> new Chunk(s, true));
        return Arbitraries.oneOf(text, words, links)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .filter(l -> !SlackEncoding.plain(l).isEmpty());
    }

    @Provide
    Arbitrary<String> ascii() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars("\n\t\"'`\\/*-#")
                .ofMaxLength(60);
    }

    @Provide
    Arbitrary<String> odd() {
        return Arbitraries.strings()
                .all()
                .withChars("\u201C\u201D\u2018\u2019\u00A0\u200B\uFEFF\"'`#%{}:,\\\n -<>|&")
                .ofMaxLength(60);
    }

    private static boolean isText(String s) {
        return s.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')
                && s.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    }
}
