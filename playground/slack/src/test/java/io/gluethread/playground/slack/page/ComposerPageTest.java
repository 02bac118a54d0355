package io.gluethread.playground.slack.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.playground.slack.LocalSlackSettings;
import io.gluethread.playground.slack.control.SlashCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Writing: what is offered while one types, code that keeps every character, files that wait to be sent. */
class ComposerPageTest extends PageStory {
    private static final String OFFERED = ".centre .command";

    @Override
    LocalSlackSettings settings() {
        return super.settings()
                .withCommands(List.of(new SlashCommand(
                        "/glue",
                        "start | status",
                        "Glue sessions",
                        List.of(
                                new SlashCommand.Word("start", "start [python|scala]", "Starts a session."),
                                new SlashCommand.Word("status", "status [session]", "How it is."),
                                new SlashCommand.Word("stop", "stop [session]", "Ends it.")))));
    }

    @Test
    void the_words_behind_a_command_are_offered_and_chosen_by_keyboard() {
        open("U_ANA", "C_DATA");
        browser().type(CHANNEL_BOX, "/gl", Keys.ENTER);
        browser().until("all words are offered", () -> browser().texts(OFFERED).size() == 3);

        browser().type(CHANNEL_BOX, "st");
        browser().seeIn(OFFERED + "[aria-selected=true]", "start [python|scala]");
        browser().type(CHANNEL_BOX, Keys.ARROW_DOWN, Keys.TAB);
        assertThat(value(CHANNEL_BOX)).isEqualTo("/glue status ");
        browser().seeIn(".centre .command-title", "status [session]: How it is.");

        browser().clearAndType(CHANNEL_BOX, "/glue start");
        browser().type(CHANNEL_BOX, Keys.ENTER);
        browser().seeIn(".centre .message", "A session");
    }

    @Test
    void escape_closes_what_is_offered_and_nothing_else() {
        sessionThread();
        browser().type(CHANNEL_BOX, "/glue ");
        browser().find(OFFERED);

        browser().type(CHANNEL_BOX, Keys.ESCAPE);

        assertThat(browser().shows(OFFERED)).isFalse();
        assertThat(browser().shows(".thread")).isTrue();
        assertThat(value(CHANNEL_BOX)).isEqualTo("/glue ");
    }

    @Test
    void people_and_the_words_of_a_thread_are_offered_too() {
        sessionThread();

        browser().type(THREAD_BOX, "@gl", Keys.ENTER, "sto");
        browser().seeIn(".thread .command", "stop [session]");
        browser().type(THREAD_BOX, Keys.ENTER, Keys.ENTER);

        browser().until("the app heard it", () -> app().heard().contains("<@U_GLUE> stop"));
    }

    @Test
    void pasted_code_keeps_every_character() {
        String code = "if x:\n\tprint(\"<&>\")\n    # \u00a0 two  spaces, “quotes”, ünïcödé 🎈\n\n\nelse: pass";
        open("U_ANA", "C_DATA");

        browser().type(CHANNEL_BOX, Keys.chord(Keys.CONTROL, Keys.ALT, Keys.SHIFT, "c"));
        browser().paste(code);
        browser().type(CHANNEL_BOX, Keys.chord(Keys.CONTROL, Keys.ENTER));

        browser().until("the app heard it", () -> app().heard().size() == 1);
        assertThat(app().heard().getFirst())
                .isEqualTo(
                        "```" + code.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") + "```");
        browser().find(".centre .message pre");
        assertThat(browser().run("return document.querySelector('.centre .message pre').textContent"))
                .isEqualTo(code);
    }

    @Test
    void files_wait_in_the_composer_and_go_out_with_the_text_and_a_description() throws IOException {
        open("U_ANA", "C_DATA");
        Path picture = folder().resolve("<plot>.png");
        Files.write(picture, TalkativeApp.picture());
        browser().attach(".centre input[type=file]", picture);
        browser().attach(".centre input[type=file]", Files.writeString(folder().resolve("wrong.csv"), "a\n1\n"));
        browser().until("both wait", () -> browser().texts(".tray-name").equals(List.of("<plot>.png", "wrong.csv")));

        browser().click("[aria-label='Remove wrong.csv']");
        browser().type(".tray-alt", "Spend per day");
        browser().type(CHANNEL_BOX, "look at this", Keys.ENTER);

        browser().find(".centre img[alt='Spend per day']");
        browser().seeIn(".centre .message", "look at this");
        browser().until("nothing waits", () -> browser().texts(".tray-name").isEmpty());
        assertThat(browser().texts(".file-title")).containsExactly("<plot>.png");
    }

    @Test
    void a_file_can_be_dropped_on_the_pane_or_pasted() {
        open("U_ANA", "C_DATA");

        browser().run("""
                const data = new DataTransfer();
                data.items.add(new File(['a,b'], 'dropped.csv', {type: 'text/csv'}));
                document.querySelector('.centre .messages').dispatchEvent(
                    new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}));
                const clip = new DataTransfer();
                clip.items.add(new File(['c,d'], 'pasted.csv', {type: 'text/csv'}));
                document.querySelector('.centre .composer-box').dispatchEvent(
                    new ClipboardEvent('paste', {clipboardData: clip, bubbles: true, cancelable: true}));
                """);
        browser().until("both wait", () -> browser().texts(".tray-name").equals(List.of("dropped.csv", "pasted.csv")));
        browser().click(".centre .send");

        browser()
                .until(
                        "both are there",
                        () -> browser().texts(".file-title").equals(List.of("dropped.csv", "pasted.csv")));
    }

    private static Object value(String css) {
        return browser().run("return document.querySelector(arguments[0]).value", css);
    }
}
