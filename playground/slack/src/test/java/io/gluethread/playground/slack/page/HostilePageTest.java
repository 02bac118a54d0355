package io.gluethread.playground.slack.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** What somebody may do to the page, by intent or by sheer amount. */
class HostilePageTest extends PageStory {
    @Test
    void nothing_that_was_typed_becomes_markup_or_script() throws IOException {
        String evil = "<img src=x onerror=hacked=1><script>hacked=1</script>";
        open("U_ANA", "C_DATA");
        app().say("xoxp-ben", "C_DATA", evil + " <javascript:hacked=1|click> javascript:hacked=1");
        app().show("C_DATA", """
                [{"type":"header","text":{"type":"plain_text","text":"EVIL"}},
                 {"type":"section","text":{"type":"mrkdwn","text":"<javascript:hacked=1|one> <data:text/html,x|two> EVIL"}},
                 {"type":"context","elements":[{"type":"mrkdwn","text":"EVIL"}]},
                 {"type":"markdown","text":"[three](javascript:hacked=1) EVIL <a href=javascript:hacked=1>four</a>"},
                 {"type":"rich_text","elements":[{"type":"rich_text_section","elements":[
                    {"type":"link","url":"javascript:hacked=1","text":"five"},{"type":"text","text":"EVIL"}]},
                    {"type":"rich_text_preformatted","elements":[{"type":"text","text":"EVIL"}]}]}]""".replace("EVIL", evil));
        app().show("C_DATA", """
                [{"type":"data_table","caption":"EVIL","rows":[[{"type":"raw_text","text":"EVIL"}],[{"type":"raw_text","text":"EVIL"}]]},
                 {"type":"data_visualization","title":"<b>evil</b>","chart":{"type":"bar",
                   "series":[{"name":"<i>e</i>","data":[{"label":"<u>e</u>","value":1}]}],"axis_config":{"categories":["<u>e</u>"]}}}]""".replace("EVIL", evil));
        browser()
                .attach(
                        ".centre input[type=file]",
                        Files.writeString(
                                folder().resolve("<img src=x onerror=hacked=1>.csv"),
                                "\"<script>hacked=1</script>\",b\n1,2\n"));
        browser().type(CHANNEL_BOX, Keys.ENTER);
        browser().seeIn(".file-title", "<img src=x onerror=hacked=1>.csv");
        browser().press(".file .small-button", "Preview");
        browser().find(".file-preview th");

        browser().seeIn(".centre .message", evil);
        assertThat(browser().run("return window.hacked")).isEqualTo("");
        assertThat(browser()
                        .run("return document.querySelectorAll('.centre a[href^=\"javascript\" i],"
                                + " .centre a[href^=\"data\" i], .centre script, .centre [onerror]').length"))
                .isEqualTo(0L);
    }

    @Test
    void a_channel_of_many_messages_is_drawn_in_part_and_read_back_in_full() {
        open("U_BEN", "C_RANDOM");
        IntStream.range(0, 500).parallel().forEach(i -> app().say("xoxp-ana", "C_RANDOM", "number " + i));
        browser()
                .until(
                        "they arrived",
                        () -> browser()
                                        .run("return document.querySelector('.unread') === null")
                                        .equals(true)
                                && shown() >= 200);
        browser().visit(slack().url() + "/#user=U_BEN&channel=C_RANDOM");
        browser().until("the newest are drawn", () -> shown() == 100);

        while (browser().shows(".centre .list-top .small-button")) {
            long before = shown();
            browser().click(".centre .list-top .small-button");
            browser().until("more are drawn", () -> shown() > before);
        }

        assertThat(shown()).isEqualTo(500);
        browser().seeIn(".beginning", "This is the beginning of #random.");
    }

    @Test
    void huge_texts_and_tables_leave_the_page_alive() {
        open("U_ANA", "C_DATA");
        app().say("xoxp-ben", "C_DATA", "```" + "x = '<b>' + 1\n".repeat(14_000) + "```");
        app().say("xoxp-ben", "C_DATA", "*a_b~c`d <e:f ".repeat(2_500));
        browser().until("both are there", () -> shown() == 2);

        assertThat(browser().run("""
                const { dataTable } = await import('/js/tables.js');
                const rows = [[{type: 'raw_text', text: 'n'}]];
                for (let i = 0; i < 10000; i += 1) rows.push([{type: 'raw_number', value: (i * 7919) % 10007, text: String(i)}]);
                const node = dataTable({caption: 'Big', page_size: 10, rows}, {remember: (_, make) => make()});
                node.querySelector('.sort-button').click();
                return node.querySelectorAll('tbody tr').length + ' ' + node.querySelector('.data-table-where').textContent;
                """)).isEqualTo("10 Rows 1–10 of 10000");
        browser().type(CHANNEL_BOX, "still here", Keys.ENTER);
        browser().seeIn(".centre .message", "still here");
    }

    @Test
    void a_page_finds_back_after_the_playground_was_started_anew() throws IOException {
        open("U_ANA", "C_DATA");
        browser().type(CHANNEL_BOX, "before", Keys.ENTER);
        browser().seeIn(".centre .message", "before");

        restartSlack();

        browser().until("the old messages are gone", () -> shown() == 0);
        browser().until("the warning is gone", () -> !browser().shows(".banner"));
        app().say("xoxp-ben", "C_DATA", "after");
        browser().seeIn(".centre .message", "after");
        // While nobody answered, the browser said so in its console.
        assertThat(browser().complaints()).allMatch(line -> line.contains("net::ERR_") || line.contains("status of 5"));
    }

    @Test
    void two_tabs_are_two_people() {
        open("U_ANA", "C_DATA");
        browser().inAnotherTab(() -> {
            open("U_BEN", "C_DATA");
            browser().type(CHANNEL_BOX, "from the other tab", Keys.ENTER);
            browser().seeIn(".centre .message", "from the other tab");
        });

        browser().seeIn(".centre .message", "Ben Berg");
        browser().seeIn(".centre .message", "from the other tab");
        browser().seeIn(".person[aria-pressed=true]", "Ana");
    }

    @Test
    void a_person_sees_what_came_while_they_were_somebody_else() {
        open("U_BEN", "C_GENERAL");
        browser().type(CHANNEL_BOX, "read by ben", Keys.ENTER);
        browser().seeIn(".centre .message", "read by ben");
        browser().click(".place[data-channel=C_DATA]");
        browser().seeIn(".centre h1", "#data-team");
        browser().click(".person[data-user=U_ANA]");
        browser().seeIn(".person[aria-pressed=true]", "Ana");
        app().say("xoxp-ana", "C_GENERAL", "news");

        browser().click(".person[data-user=U_BEN]");
        browser().seeIn(".place[data-channel=C_GENERAL] .unread", "1");
        browser().click(".place[data-channel=C_GENERAL]");

        browser().seeIn(".day-new", "New");
        browser().click(".person[data-user=U_DAN]");
        browser().seeIn(".person[aria-pressed=true]", "Dan");
        assertThat(browser().shows(".place[data-channel=C_GENERAL]")).isFalse();
        assertThat(browser().shows(".place[data-channel=C_SHARED]")).isTrue();
    }

    private static long shown() {
        return browser().run("return document.querySelectorAll('.centre .message').length") instanceof Long count
                ? count
                : -1;
    }
}
