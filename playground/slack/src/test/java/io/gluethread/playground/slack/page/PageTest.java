package io.gluethread.playground.slack.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** What a newcomer does on the page, in a real browser against the real LocalSlack. */
class PageTest extends PageStory {
    @Test
    void a_newcomer_is_told_what_to_type_and_gets_a_session_card() {
        open("U_ANA", "C_DATA");
        browser().seeIn(".hint-card", "/glue start");

        browser().type(CHANNEL_BOX, "/gl");
        browser().seeIn(".command-help", "/glue");
        browser().type(CHANNEL_BOX, Keys.ENTER, "start", Keys.ENTER);

        browser().seeIn(".centre .message", "A session");
        assertThat(browser().texts(".centre .message .badge")).contains("APP");
        assertThat(browser().texts(".centre .message .mention")).contains("@ana");
        assertThat(browser().focused()).isEqualTo("Message #data-team");
    }

    @Test
    void a_code_block_keeps_its_lines_and_goes_out_as_one_message() {
        sessionThread();

        browser().type(THREAD_BOX, "```", Keys.ENTER, "val x = 1 < 2", Keys.ENTER, "println(x)", Keys.ENTER, "```");
        assertThat(app().heard()).isEmpty();
        browser().type(THREAD_BOX, Keys.ENTER);

        browser().seeIn(THREAD + " pre", "val x = 1 < 2\nprintln(x)");
        browser().until("the app heard it", () -> app().heard().size() == 1);
        assertThat(app().heard().getFirst()).isEqualTo("```val x = 1 &lt; 2\nprintln(x)```");
        browser().seeIn(".centre .replies", "1 reply");
    }

    @Test
    void the_code_block_button_puts_the_caret_between_the_fences() {
        sessionThread();

        browser().click(".thread .composer [aria-label='Code block']");
        browser().type(THREAD_BOX, "select 1", Keys.ENTER, "-- two lines");
        browser().seeIn(".thread .composer-hint", "Ctrl+Enter sends");
        browser().type(THREAD_BOX, Keys.chord(Keys.CONTROL, Keys.ENTER));

        browser().seeIn(THREAD + " pre", "select 1\n-- two lines");
    }

    @Test
    void a_thread_refuses_slash_commands_in_slacks_words() {
        sessionThread();

        browser().type(THREAD_BOX, "/glue stop", Keys.ENTER);

        browser().seeIn(".thread .composer-note", "/glue is not supported in threads. Sorry!");
        assertThat(app().heard()).isEmpty();
    }

    @Test
    void a_data_table_sorts_by_number_pages_and_filters() {
        sessionThread();
        browser().type(THREAD_BOX, "a table", Keys.ENTER);
        browser().seeIn(".data-table .table-caption", "Counties");
        assertThat(firstColumn()).containsExactly("Baldwin", "Autauga");
        assertThat(browser().texts(".data-table-where")).containsExactly("Rows 1–2 of 3");

        browser().press(".data-table button", "Next ›");
        assertThat(firstColumn()).containsExactly("<b>Bibb</b>");

        browser().click(".data-table th:nth-child(2) button");
        assertThat(firstColumn()).containsExactly("<b>Bibb</b>", "Autauga");
        assertThat(browser().shows(".data-table th[aria-sort=ascending]", "people"))
                .isTrue();
        browser().click(".data-table th:nth-child(2) button");
        assertThat(firstColumn()).containsExactly("Baldwin", "Autauga");

        browser().type(".data-table-filter", "aut");
        assertThat(firstColumn()).containsExactly("Autauga");
        assertThat(browser().texts(".data-table-where")).containsExactly("Rows 1–1 of 1 matching (3 in all)");
    }

    private List<String> firstColumn() {
        return browser().texts(".data-table tbody th");
    }

    @Test
    void a_modal_says_what_is_wrong_keeps_what_was_typed_and_then_closes() {
        open("U_ANA", "C_DATA");
        browser().type(CHANNEL_BOX, "/glue start", Keys.ENTER);
        browser().press(".button", "Configure");
        browser().seeIn(".modal h2", "Settings");

        browser().type(".modal select", "G.2X");
        browser().press(".modal button", "Save");
        browser().seeIn(".modal .field-error", "A session has at least 2 workers.");
        browser().clearAndType(".modal input[type=number]", "5");
        browser().press(".modal button", "Save");

        browser().seeIn(".centre .message", "Set: 5 × G.2X");
        browser().until("the modal is closed", () -> !browser().shows(".modal"));
    }

    @Test
    void a_modal_on_top_of_another_gives_back_what_was_typed_below() {
        open("U_ANA", "C_DATA");
        browser().type(CHANNEL_BOX, "/glue start", Keys.ENTER);
        browser().press(".button", "Configure");
        browser().clearAndType(".modal input[type=number]", "7");

        browser().press(".modal button", "About types");
        browser().seeIn(".modal", "G.2X has twice the memory.");
        browser().type(".modal", Keys.ESCAPE);

        browser().seeIn(".modal h2", "Settings");
        browser().press(".modal button", "Save");
        browser().seeIn(".centre .message", "Set: 7 × G.1X");
    }

    @Test
    void a_button_asks_first_when_it_says_so_and_escape_means_no() {
        open("U_ANA", "C_DATA");
        browser().type(CHANNEL_BOX, "/glue start", Keys.ENTER);

        browser().press(".button", "Stop");
        browser().seeIn(".dialog", "Stop it?");
        browser().type(".dialog", Keys.ESCAPE);
        browser().until("the question is gone", () -> !browser().shows(".dialog"));
        assertThat(app().clicked()).isEmpty();

        browser().press(".button", "Stop");
        browser().press(".dialog button", "Yes");
        browser().until("the app was told", () -> app().clicked().equals(List.of("stop")));
    }

    @Test
    void a_button_of_an_app_that_is_gone_says_so() {
        open("U_ANA", "C_DATA");
        browser().type(CHANNEL_BOX, "/glue start", Keys.ENTER);
        browser().find(".element-button");
        app().close();

        browser().press(".button", "Configure");

        browser().seeIn(".action-problem", "dispatch_failed");
    }

    @Test
    void a_picture_is_shown_in_place_with_its_description() {
        sessionThread();
        browser().type(THREAD_BOX, "a picture", Keys.ENTER);

        browser().find(".thread img[alt='Population by county']");
        browser()
                .until(
                        "it is loaded",
                        () -> browser()
                                .run("return document.querySelector('.thread img').naturalWidth")
                                .equals(120L));
        browser()
                .until(
                        "the newest stays in view",
                        () -> browser()
                                .run("const m = document.querySelector('.thread .messages');"
                                        + " return m.scrollHeight - m.scrollTop - m.clientHeight < 2")
                                .equals(true));
    }

    @Test
    void an_uploaded_csv_has_a_preview_and_a_download() throws IOException {
        open("U_ANA", "C_DATA");
        Path csv = Files.writeString(folder().resolve("spend.csv"), "who,usd\nAna,\"1,5\"\nBen,2\n");

        browser().attach(".centre input[type=file]", csv);
        browser().seeIn(".tray-name", "spend.csv");
        browser().type(CHANNEL_BOX, Keys.ENTER);
        browser().seeIn(".file-title", "spend.csv");
        browser().press(".file .small-button", "Preview");

        browser().seeIn(".file-preview .table-caption", "First 2 of 2 rows, 2 columns");
        assertThat(browser().run("""
                return document.querySelector('.file-preview .table-caption').getBoundingClientRect().height < 40""")).isEqualTo(true);
        assertThat(browser().texts(".file-preview tbody td")).containsExactly("Ana", "1,5", "Ben", "2");
        assertThat(browser().shows(".file-download[download='spend.csv']")).isTrue();
    }

    @Test
    void what_only_one_may_see_only_that_one_sees() {
        open("U_ANA", "C_DATA");
        browser().type(CHANNEL_BOX, "/glue whoami", Keys.ENTER);
        browser().seeIn(".message-ephemeral", "You are @ana");
        browser().seeIn(".message-ephemeral", "Only visible to you");

        browser().click(".person[data-user=U_BEN]");
        browser().seeIn(".person[aria-pressed=true]", "Ben");
        browser().type(CHANNEL_BOX, "/glue whoami", Keys.ENTER);

        browser().seeIn(".message-ephemeral", "You are @ben");
        assertThat(browser().texts(".message-ephemeral")).noneMatch(text -> text.contains("@ana"));
    }

    @Test
    void what_somebody_else_writes_arrives_without_a_reload() {
        open("U_BEN", "C_DATA");
        browser().find(CHANNEL_BOX);

        app().say("xoxp-ana", "C_GENERAL", "over here");
        browser().seeIn(".place[data-channel=C_GENERAL] .unread", "1");
        app().say("xoxp-ana", "C_DATA", "*bold* and <img src=x onerror=alert(1)>");

        browser().seeIn(".centre .message strong", "bold");
        browser().seeIn(".centre .message", "<img src=x onerror=alert(1)>");
    }

    @Test
    void news_are_said_to_those_who_do_not_look() {
        open("U_BEN", "C_DATA");

        app().say("xoxp-ana", "C_DATA", "good *morning*");

        browser()
                .until(
                        "it is said",
                        () -> String.valueOf(
                                        browser().run("return document.querySelector('[aria-label=News]').textContent"))
                                .endsWith("Ana Alvarez: good *morning*"));
    }

    @Test
    void a_long_text_is_folded_until_all_of_it_is_wanted() {
        open("U_BEN", "C_DATA");
        app().say("xoxp-ana", "C_DATA", "line\n".repeat(60) + "the end");
        browser().find(".message-clipped");

        browser().press(".centre .link-button", "Show more");

        browser().until("it is unfolded", () -> !browser().shows(".message-clipped"));
        browser().press(".centre .link-button", "Show less");
        browser().find(".message-clipped");
    }

    @Test
    void letters_on_a_message_do_what_its_tools_do() {
        sessionThread();
        browser().type(".thread .composer-box", "hello", Keys.ENTER);
        browser().seeIn(THREAD, "hello");
        browser().click("[aria-label='Close thread']");

        browser().run("document.querySelector('.centre .message').focus()");
        browser().type(".centre .message:focus", "t");
        browser().find(".thread");
        browser().run("[...document.querySelectorAll('.thread .message')].at(-1).focus()");
        browser().type(".thread .message:focus", "m");
        assertThat(browser().texts(".menu-item"))
                .containsExactly("Copy link", "Edit message", "Delete message…", "Run in Glue Gluethread");
        browser().type(".menu-item", Keys.ESCAPE);
        browser().run("[...document.querySelectorAll('.thread .message')].at(-1).focus()");
        browser().type(".thread .message:focus", "e");
        browser().find(".edit-form");
    }

    @Test
    void channels_are_reached_by_a_few_letters_and_by_arrows() {
        open("U_ANA", "C_DATA");

        browser().type(CHANNEL_BOX, Keys.chord(Keys.CONTROL, "k"));
        browser().type(".where input", "gener", Keys.ENTER);
        browser().seeIn(".centre h1", "#general");
        browser().run("document.querySelector('.place[aria-current]').focus()");
        browser().type(".place:focus", Keys.ARROW_UP);
        browser().type(".place:focus", Keys.ENTER);

        browser().seeIn(".centre h1", "#data-team");
    }

    @Test
    void back_leads_to_where_one_was() {
        sessionThread();
        browser().click(".place[data-channel=C_GENERAL]");
        browser().seeIn(".centre h1", "#general");

        browser().back();
        browser().seeIn(".centre h1", "#data-team");
        browser().seeIn(THREAD, "A session");
        browser().back();

        browser().until("the thread is closed", () -> !browser().shows(".thread"));
        browser().seeIn(".centre h1", "#data-team");
    }

    @Test
    void a_picture_can_be_enlarged() {
        sessionThread();
        browser().type(THREAD_BOX, "a picture", Keys.ENTER);
        browser().click(".thread .picture-button");

        browser().find(".picture-dialog img[alt='Population by county']");
        browser().type(".picture-dialog button", Keys.ESCAPE);

        browser().until("it is closed", () -> !browser().shows(".picture-dialog"));
        assertThat(browser().shows(".thread")).isTrue();
    }

    @Test
    void arrow_up_edits_the_last_own_message_and_the_bin_deletes_it_after_a_question() {
        open("U_ANA", "C_DATA");
        browser().type(CHANNEL_BOX, "tpyo", Keys.ENTER);
        browser().seeIn(".centre .message", "tpyo");

        browser().type(CHANNEL_BOX, Keys.ARROW_UP);
        browser().clearAndType(".edit-form textarea", "typo");
        browser().type(".edit-form textarea", Keys.ENTER);
        browser().seeIn(".centre .message", "typo");
        browser().seeIn(".centre .message .edited", "(edited)");

        browser().hover(".centre .message");
        browser().click(".centre .message [aria-label='More actions']");
        browser().press(".menu-item", "Delete message…");
        browser().press(".dialog button", "Delete");
        browser().until("it is gone", () -> browser().texts(".centre .message").isEmpty());
    }

    @Test
    void a_reaction_and_the_shortcut_work_from_the_message_itself() {
        open("U_ANA", "C_DATA");
        browser().type(CHANNEL_BOX, "look", Keys.ENTER);
        browser().seeIn(".centre .message", "look");

        browser().hover(".centre .message");
        browser().click(".centre .message [aria-label='Add reaction']");
        browser().click(".emoji-choice[aria-label=tada]");
        browser().find(".reaction[aria-pressed=true][aria-label^='tada, 1']");

        browser().hover(".centre .message");
        browser().click(".centre .message [aria-label='More actions']");
        browser().press(".menu-item", "Run in Glue Gluethread");
        browser().until("the app was told", () -> app().heard().contains("shortcut run_in_glue on look"));
    }

    @Test
    void what_just_happened_can_be_read_and_filtered() {
        open("U_ANA", "C_DATA");
        browser().click(".xray-toggle");
        browser().type(CHANNEL_BOX, "/glue start", Keys.ENTER);
        browser().seeIn(".wire", "chat.postMessage");

        browser().type(".xray-filter", "/glue");

        browser().seeIn(".wire", "/glue");
        assertThat(browser().texts(".wire")).noneMatch(line -> line.contains("chat.postMessage"));
    }

    @Test
    void the_home_tab_shows_what_the_app_publishes() {
        open("U_ANA", "C_DATA");
        browser().click(".place[data-channel^=D_]");
        browser().press(".tab", "Home");
        browser().seeIn(".home", "Nothing runs, Ana.");

        browser().press(".tab", "Messages");
        browser().find(CHANNEL_BOX);
    }

    @Test
    void a_narrow_screen_shows_one_pane_at_a_time_and_nothing_runs_out_of_it() {
        browser().size(400, 780);
        open("U_ANA", "C_DATA");
        browser().type(CHANNEL_BOX, "/glue start", Keys.ENTER);
        browser().hover(".centre .message");
        browser().click(".centre .message [aria-label='Reply in thread']");
        browser().type(THREAD_BOX, "a table", Keys.ENTER);
        browser().find(".thread .data-table");
        assertThat(browser().run("return document.documentElement.scrollWidth")).isEqualTo(400L);
        assertThat(browser().run("return document.querySelector('.aside').clientWidth"))
                .isEqualTo(400L);

        browser().click("[aria-label='Back to the channel']");
        browser().click("[aria-label='Channels and people']");
        browser().click(".place[data-channel=C_GENERAL]");

        browser().seeIn(".centre h1", "#general");
        browser().until("the sidebar is away", () -> !browser().shows(".sidebar"));
    }
}
