package io.gluethread.playground.slack.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Block Kit as it is drawn, and what the app gets when somebody uses it. */
class BlocksPageTest extends PageStory {
    private static final String OPTIONS = """
            [{"text":{"type":"plain_text","text":"Small"},"value":"s"},{"text":{"type":"plain_text","text":"Large"},"value":"l"}]""";

    @Test
    void choices_reach_the_app_as_slack_sends_them() {
        show("""
                [{"type":"actions","block_id":"a","elements":[
                   {"type":"static_select","action_id":"select","placeholder":{"type":"plain_text","text":"Size"},"options":OPTIONS},
                   {"type":"overflow","action_id":"overflow","options":OPTIONS},
                   {"type":"datepicker","action_id":"date","initial_date":"2026-11-21"},
                   {"type":"radio_buttons","action_id":"radio","options":OPTIONS},
                   {"type":"checkboxes","action_id":"boxes","options":OPTIONS}]},
                 {"type":"section","block_id":"m","text":{"type":"mrkdwn","text":"several"},
                  "accessory":{"type":"multi_static_select","action_id":"multi","placeholder":{"type":"plain_text","text":"Sizes"},
                               "options":OPTIONS}}]""".replace("OPTIONS", OPTIONS));

        browser().type(".element-static_select select", "Large");
        assertThat(action("select").at("/selected_option/value").asText()).isEqualTo("l");
        browser().click(".element-overflow button");
        browser().type(".menu-item", Keys.ARROW_DOWN);
        assertThat(browser().focused()).isEqualTo("Large");
        browser().run("document.activeElement.click()");
        assertThat(action("overflow").at("/selected_option/value").asText()).isEqualTo("l");
        browser().click(".element-radio_buttons .choice");
        assertThat(action("radio").at("/selected_option/value").asText()).isEqualTo("s");
        browser().click(".element-checkboxes .choice");
        assertThat(action("boxes").at("/selected_options/0/value").asText()).isEqualTo("s");
        browser().click(".multi summary");
        browser().click(".multi .choice");
        browser().type(".multi .choice input", Keys.ESCAPE);
        assertThat(action("multi").at("/selected_options/0/value").asText()).isEqualTo("s");
        browser().run("""
                const date = document.querySelector('.element-datepicker input');
                date.value = '2026-12-01';
                date.dispatchEvent(new Event('change', {bubbles: true}));
                """);
        assertThat(action("date").path("selected_date").asText()).isEqualTo("2026-12-01");
    }

    @Test
    void charts_are_drawn_with_a_description_and_their_numbers() {
        String points = """
                "series":[{"name":"usd","data":[{"label":"Mon","value":3},{"label":"Tue","value":-1.5}]}],
                "axis_config":{"categories":["Mon","Tue"]}""";
        show("""
                [{"type":"data_visualization","title":"Bars","chart":{"type":"bar",POINTS}},
                 {"type":"data_visualization","title":"A line","chart":{"type":"line",POINTS}}]""".replace("POINTS", points));
        show("""
                [{"type":"data_visualization","title":"An area","chart":{"type":"area",POINTS}},
                 {"type":"data_visualization","title":"A pie","chart":{"type":"pie","segments":[
                    {"label":"east","value":1},{"label":"west","value":3}]}}]""".replace("POINTS", points));

        browser().find("svg[role=img][aria-label^='bar chart: Bars'] rect");
        browser().find("svg[aria-label^='line chart'] polyline");
        browser().find("svg[aria-label^='area chart'] polygon");
        browser().find("svg[aria-label^='pie chart'] path.slice");
        browser().seeIn(".legend", "west: 3 (75 %)");
        browser().click(".chart-numbers summary");
        browser()
                .until(
                        "the numbers show",
                        () -> browser().texts(".chart-numbers td").equals(List.of("3", "-1.5")));
    }

    @Test
    void text_of_every_kind_is_drawn_as_such() {
        show("""
                [{"type":"header","text":{"type":"plain_text","text":"A header"}},{"type":"divider"},
                 {"type":"context","elements":[{"type":"mrkdwn","text":"in _context_"}]},
                 {"type":"markdown","text":"## Head\\n\\n- one\\n\\n| a | b |\\n|---|---|\\n| x | 1 |\\n\\n```scala\\nval x = 1\\n```"},
                 {"type":"rich_text","elements":[
                   {"type":"rich_text_section","elements":[{"type":"text","text":"bold","style":{"bold":true}},
                     {"type":"link","url":"https://example.com","text":"a link"},{"type":"user","user_id":"U_BEN"}]},
                   {"type":"rich_text_list","style":"ordered","elements":[
                     {"type":"rich_text_section","elements":[{"type":"text","text":"first"}]}]},
                   {"type":"rich_text_quote","elements":[{"type":"text","text":"said"}]},
                   {"type":"rich_text_preformatted","elements":[{"type":"text","text":"df.show()\\n  x"}]}]},
                 {"type":"table","rows":[[{"type":"raw_text","text":"n"},{"type":"raw_text","text":"1"}]],
                  "column_settings":[{},{"align":"right"}]}]""");

        browser().seeIn(".header[role=heading]", "A header");
        browser().find("hr.divider");
        browser().seeIn(".context em", "context");
        browser().seeIn(".markdown [role=heading]", "Head");
        browser().seeIn(".markdown td", "x");
        browser().find(".markdown pre[aria-label='Code block, scala']");
        browser().seeIn(".rich-text strong", "bold");
        browser().find(".rich-text a[href='https://example.com/'][rel='noopener noreferrer']");
        browser().seeIn(".rich-text .mention", "@ben");
        browser().seeIn(".rich-text ol li", "first");
        browser().seeIn(".rich-text blockquote", "said");
        browser().seeIn(".rich-text pre", "df.show()\n  x");
        browser().seeIn(".block-table td.align-right", "1");
    }

    @Test
    void cards_containers_alerts_and_tasks_are_drawn() {
        show("""
                [{"type":"card","title":{"type":"mrkdwn","text":"A *card*"},"body":{"type":"mrkdwn","text":"its body"},
                  "actions":[{"type":"button","action_id":"of_card","text":{"type":"plain_text","text":"Do it"}}]},
                 {"type":"alert","level":"warning","text":{"type":"mrkdwn","text":"careful"}},
                 {"type":"container","title":{"type":"plain_text","text":"More"},"is_collapsible":true,"default_collapsed":true,
                  "child_blocks":[{"type":"section","text":{"type":"mrkdwn","text":"inside"},"accessory":
                    {"type":"button","action_id":"inner","text":{"type":"plain_text","text":"Inner"}}}]},
                 {"type":"plan","title":"The plan","tasks":[{"type":"task_card","task_id":"t","title":"First task","status":"in_progress",
                   "sources":[{"type":"url","url":"https://example.com/a","text":"a source"}]}]}]""");

        browser().press(".button", "Do it");
        action("of_card");
        browser().seeIn(".alert", "Warning: careful");
        assertThat(browser().shows(".container", "inside")).isFalse();
        browser().click("summary.container-title");
        browser().seeIn(".container", "inside");
        browser().press(".button", "Inner");
        action("inner");
        browser().seeIn(".block-plan", "First task Under way");
        browser().find(".block-plan a[href='https://example.com/a']");
    }

    @Test
    void every_page_of_a_long_table_is_reached_and_sorting_goes_over_all_of_it() {
        StringBuilder rows = new StringBuilder("[{\"type\":\"raw_text\",\"text\":\"n\"}]");
        for (int i = 1; i <= 100; i++) {
            rows.append(",[{\"type\":\"raw_number\",\"value\":%d,\"text\":\"%d\"}]".formatted(i, i));
        }
        show("[{\"type\":\"data_table\",\"caption\":\"Numbers\",\"page_size\":10,\"rows\":[%s]}]".formatted(rows));
        browser().seeIn(".data-table-where", "Rows 1–10 of 100");

        browser().click(".sort-button");
        browser().click(".sort-button");
        assertThat(browser().texts(".data-table tbody th").getFirst()).isEqualTo("100");
        for (int page = 0; page < 9; page++) {
            browser().press(".data-table button", "Next ›");
        }

        assertThat(browser().texts(".data-table tbody th").getLast()).isEqualTo("1");
        assertThat(browser().texts(".data-table-where")).containsExactly("Rows 91–100 of 100");
    }

    @Test
    void the_caption_of_a_narrow_table_is_read_in_one_line_and_a_long_one_stays_in_the_message() {
        String rows =
                "\"rows\":[[{\"type\":\"raw_text\",\"text\":\"a\"}],[{\"type\":\"raw_number\",\"value\":1,\"text\":\"1\"}]]";
        String caption = "Result of cell [1]: 1 row, 1 column";
        show("[{\"type\":\"data_table\",\"caption\":\"%s\",%s}]".formatted(caption, rows));
        browser().seeIn(".data-table .table-caption", caption);
        assertThat(browser().run("""
                const box = document.querySelector('.data-table .table-caption').getBoundingClientRect();
                return box.height < 40 && box.width > 200""")).isEqualTo(true);
        assertThat(browser().run("""
                const table = document.querySelector('.data-table table');
                return document.getElementById(table.getAttribute('aria-labelledby')).textContent""")).isEqualTo(caption);

        show("[{\"type\":\"data_table\",\"caption\":\"%s\",%s}]".formatted("long".repeat(70), rows));
        browser().seeIn(".data-table .table-caption", "longlong");
        assertThat(browser().run("""
                const message = document.querySelector('.centre .message').getBoundingClientRect();
                return [...document.querySelectorAll('.data-table .table-caption')]
                    .every((one) => one.getBoundingClientRect().right <= message.right)""")).isEqualTo(true);
    }

    @Test
    void tab_goes_round_within_a_modal() {
        open("U_ANA", "C_DATA");
        browser().type(CHANNEL_BOX, "/glue start", Keys.ENTER);
        browser().press(".button", "Configure");
        browser().find(".modal input[type=number]");

        for (int i = 0; i < 12; i++) {
            browser().type(".modal :focus", Keys.TAB);
            assertThat(browser().run("return document.activeElement.closest('.modal') !== null"))
                    .isEqualTo(true);
        }
    }

    private void show(String blocks) {
        app().show("C_DATA", blocks);
        open("U_ANA", "C_DATA");
        browser().find(".centre .message .block");
    }

    private JsonNode action(String id) {
        browser()
                .until(
                        "the app got " + id,
                        () -> app().actions().stream()
                                .anyMatch(action ->
                                        action.path("action_id").asText().equals(id)));
        return app().actions().stream()
                .filter(action -> action.path("action_id").asText().equals(id))
                .toList()
                .getLast();
    }
}
