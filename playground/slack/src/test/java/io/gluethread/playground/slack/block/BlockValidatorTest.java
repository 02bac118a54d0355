package io.gluethread.playground.slack.block;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits of docs.slack.dev, each just inside and just outside. */
class BlockValidatorTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'divider'}",
                "{'type':'section','text':{'type':'mrkdwn','text':'x'},'accessory':{'type':'button','action_id':'a','text':{'type':'plain_text','text':'Go'},'style':'primary'}}",
                "{'type':'section','fields':[{'type':'plain_text','text':'x','emoji':true}]}",
                "{'type':'header','text':{'type':'plain_text','text':'x'}}",
                "{'type':'context','elements':[{'type':'mrkdwn','text':'x'},{'type':'image','image_url':'http://a/b.png','alt_text':'b'}]}",
                "{'type':'actions','elements':[{'type':'overflow','options':[{'text':{'type':'plain_text','text':'x'},'value':'v'}]},{'type':'users_select'},{'type':'datepicker','initial_date':'2026-11-21'}]}",
                "{'type':'image','slack_file':{'id':'F1'},'alt_text':'x'}",
                "{'type':'input','label':{'type':'plain_text','text':'x'},'element':{'type':'plain_text_input','multiline':true}}",
                "{'type':'rich_text','elements':[{'type':'rich_text_preformatted','elements':[{'type':'text','text':'x'}],'language':'python'}]}",
                "{'type':'rich_text','elements':[{'type':'rich_text_list','style':'bullet','elements':[{'type':'rich_text_section','elements':[{'type':'user','user_id':'U1'},{'type':'emoji','name':'x'}]}]}]}",
                "{'type':'markdown','text':'# x'}",
                "{'type':'table','rows':[[{'type':'raw_text','text':'a'},{'type':'rich_text','elements':[{'type':'rich_text_section','elements':[{'type':'text','text':'b'}]}]}]],'column_settings':[null,{'align':'right'}]}",
                "{'type':'data_table','caption':'c','rows':[[{'type':'raw_text','text':'a'}],[{'type':'raw_number','value':1,'text':'1'}]],'page_size':20,'row_header_column_index':0}",
                "{'type':'data_visualization','title':'t','chart':{'type':'pie','segments':[{'label':'a','value':1}]}}",
                "{'type':'data_visualization','title':'t','chart':{'type':'bar','series':[{'name':'s','data':[{'label':'a','value':1.5}]}],'axis_config':{'categories':['a']}}}"
            })
    void good_blocks_pass(String block) {
        assertThat(check(block)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'sektion'} | unsupported type: sektion [json-pointer:/blocks/0/type]",
                "{'type':'file','external_id':'x','source':'remote'} | unsupported type: file [json-pointer:/blocks/0/type]",
                "{'text':'x'} | missing required field: type [json-pointer:/blocks/0]",
                "{'type':'section'} | missing required field: text or fields [json-pointer:/blocks/0]",
                "{'type':'divider','colour':'red'} | invalid additional property: colour [json-pointer:/blocks/0]",
                "{'type':'header','text':{'type':'mrkdwn','text':'x'}} | must be a plain_text object [json-pointer:/blocks/0/text/type]",
                "{'type':'header','text':'x'} | must provide an object [json-pointer:/blocks/0/text]",
                "{'type':'header','text':{'type':'plain_text','text':''}} | must be more than 0 characters [json-pointer:/blocks/0/text/text]",
                "{'type':'context','elements':[]} | no fewer than 1 items allowed [json-pointer:/blocks/0/elements]",
                "{'type':'actions','elements':[{'type':'button','style':'pink','text':{'type':'plain_text','text':'x'}}]} | must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]",
                "{'type':'actions','elements':[{'type':'plain_text_input'}]} | unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]",
                "{'type':'image','alt_text':'x'} | must provide exactly one of image_url and slack_file [json-pointer:/blocks/0]",
                "{'type':'data_table','caption':'c','rows':[[{'type':'raw_text','text':'a'}],[{'type':'raw_text','text':''}]]} | must be more than 0 characters [json-pointer:/blocks/0/rows/1/0/text]",
                "{'type':'data_table','caption':'c','rows':[[{'type':'raw_text','text':'a'}],[]]} | no fewer than 1 items allowed [json-pointer:/blocks/0/rows/1]",
                "{'type':'data_table','rows':[[{'type':'raw_text','text':'a'}],[{'type':'raw_text','text':'b'}]]} | missing required field: caption [json-pointer:/blocks/0]",
                "{'type':'data_table','caption':'c','rows':[[{'type':'rich_text','elements':[{'type':'rich_text_section','elements':[]}]}],[{'type':'raw_text','text':'b'}]]} | rich_text is not allowed in the header row [json-pointer:/blocks/0/rows/0/0]",
                "{'type':'actions','elements':[{'type':'static_select','options':[{'text':{'type':'plain_text','text':'x'},'value':'v'}],'initial_option':{'text':{'type':'plain_text','text':'y'},'value':'w'}}]} | must exactly match one of the provided options [json-pointer:/blocks/0/elements/0/initial_option]",
                "{'type':'data_visualization','title':'t','chart':{'type':'bar','series':[{'name':'s','data':[{'label':'b','value':1}]}],'axis_config':{'categories':['a']}}} | data labels must match axis_config.categories [json-pointer:/blocks/0/chart/series/0/data]",
                "{'type':'rich_text','elements':[{'type':'rich_text_section','elements':[{'type':'text','text':''}]}]} | must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]"
            })
    void bad_blocks_are_told_where_and_why(String block, String problem) {
        assertThat(check(block)).contains("[ERROR] " + problem);
    }

    @ParameterizedTest
    @CsvSource({"section,3000", "header,150"})
    void text_ends_at_its_limit(String type, int most) {
        String kind = type.equals("header") ? "plain_text" : "mrkdwn";
        String block = "{'type':'%s','text':{'type':'%s','text':'%s'}}";
        assertThat(check(block.formatted(type, kind, "x".repeat(most)))).isEmpty();
        assertThat(check(block.formatted(type, kind, "x".repeat(most + 1))))
                .containsExactly("[ERROR] must be less than %d characters [json-pointer:/blocks/0/text/text]"
                        .formatted(most + 1));
    }

    @Test
    void tables_end_at_their_limits() {
        assertThat(BlockValidator.check(dataTable(201, 20, "x"))).isEmpty();
        assertThat(BlockValidator.check(dataTable(202, 1, "x")))
                .containsExactly("[ERROR] no more than 201 items allowed [json-pointer:/blocks/0/rows]");
        assertThat(BlockValidator.check(dataTable(2, 21, "x"))).hasSize(2);
        assertThat(BlockValidator.check(dataTable(101, 10, "x".repeat(20))))
                .containsExactly(
                        "[ERROR] all cells together must be less than 20001 characters [json-pointer:/blocks/0/rows]");
        ArrayNode two = dataTable(2, 1, "x");
        two.add(dataTable(2, 1, "y").get(0));
        assertThat(BlockValidator.check(two)).containsExactly("[ERROR] only_one_table_allowed [json-pointer:/blocks]");
    }

    @Test
    void messages_end_at_their_limits() {
        ArrayNode blocks = Json.array();
        for (int i = 0; i < 50; i++) {
            blocks.addObject().put("type", "divider");
        }
        assertThat(BlockValidator.check(blocks)).isEmpty();
        blocks.addObject().put("type", "divider");
        assertThat(BlockValidator.check(blocks))
                .containsExactly("[ERROR] no more than 50 items allowed [json-pointer:/blocks]");
        assertThat(BlockValidator.check(sections(4, 3000, 1200))).isEmpty();
        assertThat(BlockValidator.check(sections(4, 3000, 1201)))
                .containsExactly(
                        "[ERROR] all blocks together must be less than 13201 characters [json-pointer:/blocks]");
        assertThat(BlockValidator.check(Json.read("{}"))).hasSize(1);
        assertThat(check("{'type':'divider','block_id':'b'},{'type':'divider','block_id':'b'}"))
                .containsExactly("[ERROR] block_id `b` already exists [json-pointer:/blocks/1/block_id]");
    }

    @Test
    void views_end_at_their_limits() {
        assertThat(view("{'type':'modal','title':{'type':'plain_text','text':'t'},'blocks':[{'type':'divider'}]}"))
                .isEmpty();
        assertThat(view("{'type':'modal','blocks':[]}"))
                .contains("[ERROR] missing required field: title [json-pointer:]");
        assertThat(view("{'type':'modal','title':{'type':'plain_text','text':'" + "t".repeat(25)
                        + "'},'blocks':[{'type':'divider'}]}"))
                .containsExactly("[ERROR] must be less than 25 characters [json-pointer:/title/text]");
        assertThat(view("{'type':'modal','title':{'type':'plain_text','text':'t'},'private_metadata':'"
                        + "m".repeat(3001) + "','blocks':[{'type':'divider'}]}"))
                .containsExactly("[ERROR] must be less than 3001 characters [json-pointer:/private_metadata]");
        assertThat(view("{'type':'modal','title':{'type':'plain_text','text':'t'},'blocks':[{'type':'input',"
                        + "'label':{'type':'plain_text','text':'x'},'element':{'type':'plain_text_input'}}]}"))
                .containsExactly("[ERROR] a modal with input blocks needs a submit text [json-pointer:/submit]");
        assertThat(view("{'type':'home','blocks':[{'type':'markdown','text':'x'}]}"))
                .containsExactly("[ERROR] unsupported type: markdown [json-pointer:/blocks/0/type]");
        assertThat(view("{'type':'sheet'}")).containsExactly("[ERROR] unsupported type: sheet [json-pointer:/type]");
    }

    private static List<String> check(String blocks) {
        return BlockValidator.check(Json.read("[" + blocks.replace('\'', '"') + "]"));
    }

    private static List<String> view(String view) {
        return ViewValidator.check(Json.read(view.replace('\'', '"')));
    }

    private static ArrayNode dataTable(int rows, int columns, String cell) {
        ArrayNode blocks = Json.array();
        ObjectNode table = blocks.addObject().put("type", "data_table").put("caption", "c");
        ArrayNode all = table.putArray("rows");
        for (int r = 0; r < rows; r++) {
            ArrayNode row = all.addArray();
            for (int c = 0; c < columns; c++) {
                row.addObject().put("type", "raw_text").put("text", cell);
            }
        }
        return blocks;
    }

    private static JsonNode sections(int full, int most, int rest) {
        ArrayNode blocks = Json.array();
        for (int i = 0; i <= full; i++) {
            blocks.addObject()
                    .put("type", "section")
                    .putObject("text")
                    .put("type", "mrkdwn")
                    .put("text", "x".repeat(i < full ? most : rest));
        }
        return blocks;
    }
}
