package io.gluethread.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.broker.session.Language;
import io.gluethread.commands.ask.Ask.Piece;
import io.gluethread.commands.parse.Mended;
import io.gluethread.commands.parse.TypedMessage;
import io.gluethread.playground.slack.text.Effect;
import io.gluethread.playground.slack.text.Names;
import io.gluethread.playground.slack.text.TypedText;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Typed into a client, sent by a Slack that is not ours to know, read by the product: the code is what it was. */
final class TypedCodePropertiesTest {
    private static final Names NAMES = new Names() {
        @Override
        public Optional<String> user(String handle) {
            return handle.equals("glue") ? Optional.of("U_GLUE") : Optional.empty();
        }

        @Override
        public Optional<String> channelNamed(String name) {
            return name.equals("data-team") ? Optional.of("C_DATA") : Optional.empty();
        }
    };

    private static final List<String> SCRAPS = List.of(
            "<",
            ">",
            "&",
            "&amp;",
            "&lt;",
            "\"",
            "'",
            "|",
            "<@U_GLUE>",
            "<!here>",
            "<https://a.b|c>",
            "https://a.b/c?d=1&e=2#f",
            "s3://bucket/key",
            "example.com",
            "a.org.",
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
            "\u2019",
            "%%sql",
            "%timeout 5",
            "\\",
            "\\n",
            "\u00e9",
            "\u4e2d",
            "\u200b",
            "...",
            "--",
            "http://",
            "- ",
            "> ",
            "1. ",
            "df.show()",
            "=",
            "(",
            ")",
            "{",
            "}",
            ";",
            "# x");

    @Provide
    Arbitrary<String> programs() {
        Arbitrary<String> scraps = Arbitraries.of(SCRAPS);
        Arbitrary<String> letters = Arbitraries.strings()
                .withCharRange(' ', '~')
                .withCharRange('\u00a1', '\u1fff')
                .withCharRange('\u3000', '\u9fff')
                .ofMaxLength(6);
        // Letters at both ends: what is blank there belongs to the fence. Three backticks are the fence itself.
        return Arbitraries.oneOf(scraps, letters)
                .list()
                .ofMaxSize(14)
                .map(parts -> ("x" + String.join("", parts) + "y").replace("```", "` `"));
    }

    private static ObjectNode event(TypedText.Sent sent) {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("text", sent.text());
        if (!sent.blocks().isEmpty()) {
            event.set("blocks", sent.blocks());
        }
        return event;
    }

    private static List<Piece> read(String typed, Set<Effect> effects) {
        return TypedMessage.of(event(TypedText.of(typed, NAMES, effects)), "U_GLUE")
                .said()
                .pieces();
    }

    private static Piece.Code code(String typed, Set<Effect> effects) {
        return read(typed, effects).stream()
                .filter(Piece.Code.class::isInstance)
                .map(Piece.Code.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no code in " + typed));
    }

    @Property
    void code_in_a_fence_is_had_back_exactly(@ForAll("programs") String program) {
        assertThat(code("please\n```\n" + program + "\n```\nthanks", Set.of()).text())
                .isEqualTo(program);
    }

    @Property
    void also_from_a_client_that_sends_text_alone(@ForAll("programs") String program) {
        assertThat(code("```\n" + program + "\n```", Set.of(Effect.PLAIN)).text())
                .isEqualTo(program);
    }

    @Property
    void a_language_is_no_part_of_the_code_whether_the_client_knows_it_or_not(@ForAll("programs") String program) {
        String typed = "```python\n" + program + "\n```";
        for (Set<Effect> effects : List.<Set<Effect>>of(Set.of(), Set.of(Effect.LANGUAGE), Set.of(Effect.PLAIN))) {
            Piece.Code code = code(typed, effects);
            assertThat(code.text()).as(effects.toString()).isEqualTo(program);
            assertThat(code.tag()).as(effects.toString()).hasValue("python");
        }
    }

    @Property(tries = 200)
    void several_fences_come_back_in_order(@ForAll("programs") String one, @ForAll("programs") String two) {
        List<String> codes = read("a\n```\n" + one + "\n```\nb\n```\n" + two + "\n```", Set.of()).stream()
                .filter(Piece.Code.class::isInstance)
                .map(piece -> ((Piece.Code) piece).text())
                .toList();
        assertThat(codes).containsExactly(one, two);
    }

    @Property(tries = 200)
    void number_29_what_a_mac_and_a_paste_make_of_quotes_and_spaces_is_mended(
            @ForAll("names") String name, @ForAll("names") String value) {
        String program = "if True:\n    " + name + " = \"" + value + "\"\n    print(" + name + ", '" + value + "')";
        String arrived = code("```\n" + program + "\n```", Set.of(Effect.SMART_QUOTES, Effect.NBSP))
                .text();
        assertThat(arrived).isNotEqualTo(program);
        assertThat(Mended.of(arrived, Language.PYTHON).code()).isEqualTo(program);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(8);
    }
}
