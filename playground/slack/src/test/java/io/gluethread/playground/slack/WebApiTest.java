package io.gluethread.playground.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import com.slack.api.methods.response.conversations.ConversationsHistoryResponse;
import com.slack.api.methods.response.conversations.ConversationsListResponse;
import com.slack.api.methods.response.conversations.ConversationsRepliesResponse;
import com.slack.api.methods.response.files.FilesUploadV2Response;
import com.slack.api.model.Message;
import io.gluethread.playground.slack.json.Json;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Slack's own Java SDK talks to the Web API. */
class WebApiTest extends SlackStory {
    @Test
    void auth_test_tells_who_the_token_is() throws Exception {
        var test = glue().authTest(r -> r);
        assertThat(test.isOk()).isTrue();
        assertThat(test.getUserId()).isEqualTo("U_GLUE");
        assertThat(test.getBotId()).isEqualTo("B_GLUE");
        assertThat(test.getTeamId()).isEqualTo("T_PLAY");
        assertThat(ana().authTest(r -> r).getUserId()).isEqualTo("U_ANA");
        assertThat(sdk.methods("xoxb-stranger").authTest(r -> r).getError()).isEqualTo("invalid_auth");
        assertThat(Json.read(post("/api/auth.test", "{}").body()).path("error").asText())
                .isEqualTo("not_authed");
    }

    @Test
    void a_thread_of_the_bot_is_read_back_with_its_metadata() throws Exception {
        ChatPostMessageResponse root = glue().chatPostMessage(r -> r.channel("C_DATA")
                .text("card")
                .metadata(Message.Metadata.builder()
                        .eventType("glue_session")
                        .eventPayload(Map.of("key", "k1"))
                        .build()));
        assertThat(root.isOk()).isTrue();
        ChatPostMessageResponse reply = glue().chatPostMessage(
                        r -> r.channel("C_DATA").threadTs(root.getTs()).text("reply"));
        assertThat(reply.getMessage().getThreadTs()).isEqualTo(root.getTs());

        ConversationsRepliesResponse thread = glue().conversationsReplies(
                        r -> r.channel("C_DATA").ts(root.getTs()).includeAllMetadata(true));
        assertThat(thread.getMessages()).extracting(Message::getText).containsExactly("card", "reply");
        assertThat(thread.getMessages().getFirst().getReplyCount()).isEqualTo(1);
        assertThat(thread.getMessages().getFirst().getMetadata().getEventPayload())
                .containsEntry("key", "k1");
        ConversationsHistoryResponse history = glue().conversationsHistory(r -> r.channel("C_DATA"));
        assertThat(history.getMessages()).extracting(Message::getText).containsExactly("card");
        assertThat(history.getMessages().getFirst().getMetadata()).isNull();
    }

    @Test
    void names_of_errors_are_slacks() throws Exception {
        assertThat(glue().chatPostMessage(r -> r.channel("C_NOWHERE").text("x")).getError())
                .isEqualTo("channel_not_found");
        assertThat(glue().chatPostMessage(r -> r.channel("C_RANDOM").text("x")).getError())
                .isEqualTo("not_in_channel");
        assertThat(glue().chatPostMessage(r -> r.channel("C_DATA").text("")).getError())
                .isEqualTo("no_text");
        assertThat(glue().chatPostMessage(r -> r.channel("C_DATA").text("x").threadTs("1.000001"))
                        .getError())
                .isEqualTo("thread_not_found");
        assertThat(glue().chatUpdate(r -> r.channel("C_DATA").ts("1.000001").text("x"))
                        .getError())
                .isEqualTo("message_not_found");
        String anas =
                ana().chatPostMessage(r -> r.channel("C_DATA").text("mine")).getTs();
        assertThat(glue().chatUpdate(r -> r.channel("C_DATA").ts(anas).text("x"))
                        .getError())
                .isEqualTo("cant_update_message");
        String own = glue().chatPostMessage(r -> r.channel("C_DATA").text("x")).getTs();
        assertThat(glue().chatUpdate(r -> r.channel("C_DATA").ts(own).text("x".repeat(4001)))
                        .getError())
                .isEqualTo("msg_too_long");
        assertThat(glue().reactionsAdd(r -> r.channel("C_DATA").timestamp(anas).name("eyes"))
                        .isOk())
                .isTrue();
        assertThat(glue().reactionsAdd(r -> r.channel("C_DATA").timestamp(anas).name("eyes"))
                        .getError())
                .isEqualTo("already_reacted");
        assertThat(glue().viewsOpen(r -> r.triggerId("none")
                                .viewAsString("{\"type\":\"modal\",\"title\":{\"type\":\"plain_text\",\"text\":\"t\"},"
                                        + "\"blocks\":[{\"type\":\"divider\"}]}"))
                        .getError())
                .isEqualTo("invalid_trigger_id");
        assertThat(api("chat.nothing", "xoxb-playground", "{}").path("error").asText())
                .isEqualTo("unknown_method");
        assertThat(api("files.upload", "xoxb-playground", "{}").path("error").asText())
                .isEqualTo("method_deprecated");
    }

    @Test
    void bad_blocks_are_refused_with_the_reason() throws Exception {
        ChatPostMessageResponse refused = glue().chatPostMessage(r -> r.channel("C_DATA")
                .text("x")
                .blocksAsString("[{\"type\":\"header\",\"text\":{\"type\":\"plain_text\",\"text\":\""
                        + "h".repeat(151)
                        + "\"}}]"));
        assertThat(refused.getError()).isEqualTo("invalid_blocks");
        assertThat(refused.getResponseMetadata().getMessages())
                .containsExactly("[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]");
        String section = "{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\"" + "s".repeat(3000) + "\"}}";
        assertThat(glue().chatPostMessage(r -> r.channel("C_DATA")
                                .text("x")
                                .blocksAsString("[" + (section + ",").repeat(4) + section + "]"))
                        .getError())
                .isEqualTo("msg_blocks_too_long");
        assertThat(glue().chatPostMessage(r -> r.channel("C_DATA").text("x").blocksAsString("{}"))
                        .getError())
                .isEqualTo("invalid_blocks_format");
    }

    @Test
    void an_update_without_blocks_takes_them_away() throws Exception {
        String ts = glue().chatPostMessage(
                        r -> r.channel("C_DATA").text("a").blocksAsString("[{\"type\":\"divider\"}]"))
                .getTs();
        assertThat(glue().chatUpdate(r -> r.channel("C_DATA").ts(ts).text("b")).isOk())
                .isTrue();
        Message now = glue().conversationsHistory(r -> r.channel("C_DATA"))
                .getMessages()
                .getFirst();
        assertThat(now.getText()).isEqualTo("b");
        assertThat(now.getBlocks()).isNull();
        assertThat(now.getEdited()).isNotNull();
    }

    @Test
    void lists_come_in_pages() throws Exception {
        ConversationsListResponse first = glue().conversationsList(r -> r.limit(2));
        assertThat(first.getChannels()).extracting("id").containsExactly("C_DATA", "C_GENERAL");
        ConversationsListResponse second = glue().conversationsList(
                        r -> r.limit(2).cursor(first.getResponseMetadata().getNextCursor()));
        assertThat(second.getChannels()).extracting("id").containsExactly("C_SHARED", "C_RANDOM");
        assertThat(second.getResponseMetadata().getNextCursor()).isEmpty();
        assertThat(glue().conversationsList(r -> r.cursor("nonsense")).getError())
                .isEqualTo("invalid_cursor");
    }

    @Test
    void the_stranger_sees_only_the_shared_channel() throws Exception {
        var dan = sdk.methods("xoxp-dan");
        assertThat(dan.conversationsList(r -> r).getChannels()).extracting("id").containsExactly("C_SHARED");
        assertThat(dan.chatPostMessage(r -> r.channel("C_DATA").text("let me in"))
                        .getError())
                .isEqualTo("channel_not_found");
        var info = glue().usersInfo(r -> r.user("U_DAN")).getUser();
        assertThat(info.getTeamId()).isEqualTo("T_OTHER");
        assertThat(info.isStranger()).isTrue();
        assertThat(glue().usersInfo(r -> r.user("U_CLEO")).getUser().isRestricted())
                .isTrue();
    }

    @Test
    void a_fifth_message_within_a_second_is_one_too_many() throws Exception {
        for (int i = 0; i < 4; i++) {
            assertThat(glue().chatPostMessage(r -> r.channel("C_DATA").text("m"))
                            .isOk())
                    .isTrue();
        }
        assertThatThrownBy(() -> glue().chatPostMessage(r -> r.channel("C_DATA").text("m")))
                .isInstanceOf(SlackApiException.class);
        HttpResponse<String> refused =
                post("/api/chat.postMessage?token=xoxb-playground", "{\"channel\":\"C_DATA\",\"text\":\"m\"}");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(glue().chatPostMessage(r -> r.channel("C_GENERAL").text("m")).isOk())
                .isTrue();
        clock.forward(Duration.ofSeconds(1));
        assertThat(glue().chatPostMessage(r -> r.channel("C_DATA").text("m")).isOk())
                .isTrue();
    }

    @Test
    void a_file_goes_up_in_three_steps_and_comes_down_again() throws Exception {
        String root =
                glue().chatPostMessage(r -> r.channel("C_DATA").text("root")).getTs();
        FilesUploadV2Response uploaded = glue().filesUploadV2(r -> r.channel("C_DATA")
                .threadTs(root)
                .filename("result.csv")
                .title("All rows")
                .initialComment("here it is")
                .content("a,b\n1,2\n"));
        assertThat(uploaded.isOk()).isTrue();
        Message shown = glue().conversationsReplies(r -> r.channel("C_DATA").ts(root))
                .getMessages()
                .getLast();
        assertThat(shown.getFiles()).hasSize(1);
        assertThat(shown.getFiles().getFirst().getTitle()).isEqualTo("All rows");
        assertThat(shown.getFiles().getFirst().getMimetype()).isEqualTo("text/csv");
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(shown.getFiles().getFirst().getUrlPrivateDownload()))
                .header("Authorization", "Bearer xoxb-playground")
                .build();
        HttpResponse<String> file = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(file.body()).isEqualTo("a,b\n1,2\n");
        assertThat(file.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8");

        assertThat(glue().filesDelete(r -> r.file(uploaded.getFile().getId())).isOk())
                .isTrue();
        assertThat(glue().filesInfo(r -> r.file(uploaded.getFile().getId())).getError())
                .isEqualTo("file_not_found");
    }

    @Test
    void an_upload_as_a_form_is_taken_too() throws Exception {
        JsonNode begun = api("files.getUploadURLExternal", "xoxp-ana", "{\"filename\":\"a.py\",\"length\":8}");
        String form = """
                --edge
                Content-Disposition: form-data; name="body"; filename="a.py"
                Content-Type: text/plain

                print(1)
                --edge--
                """.replace("\n", "\r\n");
        HttpRequest upload = HttpRequest.newBuilder(
                        URI.create(begun.path("upload_url").asText()))
                .header("Content-Type", "multipart/form-data; boundary=edge")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        assertThat(HTTP.send(upload, HttpResponse.BodyHandlers.ofString()).body())
                .isEqualTo("OK - 8");
        String id = begun.path("file_id").asText();
        assertThat(api(
                                "files.completeUploadExternal",
                                "xoxp-ana",
                                "{\"files\":[{\"id\":\"" + id + "\"}],\"channel_id\":\"C_DATA\"}")
                        .path("ok")
                        .asBoolean())
                .isTrue();
        var event = bot.next().event();
        assertThat(event.path("subtype").asText()).isEqualTo("file_share");
        assertThat(event.path("files").path(0).path("filetype").asText()).isEqualTo("python");
    }

    @Test
    void permalinks_name_channel_message_and_thread() throws Exception {
        String root =
                glue().chatPostMessage(r -> r.channel("C_DATA").text("root")).getTs();
        String reply = glue().chatPostMessage(
                        r -> r.channel("C_DATA").threadTs(root).text("reply"))
                .getTs();
        assertThat(glue().chatGetPermalink(r -> r.channel("C_DATA").messageTs(reply))
                        .getPermalink())
                .isEqualTo(slack.url() + "/archives/C_DATA/p" + reply.replace(".", "") + "?thread_ts=" + root
                        + "&cid=C_DATA");
    }
}
