package io.gluethread.playground.slack.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;
import io.gluethread.playground.slack.workspace.Channel;
import io.gluethread.playground.slack.workspace.Person;
import io.gluethread.playground.slack.workspace.ResponseUrls;
import io.gluethread.playground.slack.workspace.Triggers;
import io.gluethread.playground.slack.workspace.Workspace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The payloads of interactions and commands (docs.slack.dev/reference/interaction-payloads). */
public final class Payloads {
    private final Workspace workspace;
    private final Triggers triggers;
    private final ResponseUrls urls;
    private final Supplier<String> base;

    public Payloads(Workspace workspace, Triggers triggers, ResponseUrls urls, Supplier<String> base) {
        this.workspace = workspace;
        this.triggers = triggers;
        this.urls = urls;
        this.base = base;
    }

    String responseUrl(ResponseUrls.Context context) {
        return base.get() + urls.issue(context);
    }

    /** What every interaction has: type, who, where from, and a fresh trigger id. */
    ObjectNode interaction(String type, Person by) {
        ObjectNode payload = Json.object().put("type", type);
        payload.putObject("user")
                .put("id", by.id())
                .put("username", by.name())
                .put("name", by.name())
                .put("team_id", by.teamId());
        payload.put("api_app_id", Workspace.APP).put("token", Workspace.VERIFICATION);
        payload.putObject("team").put("id", by.teamId()).put("domain", domain(by));
        payload.putNull("enterprise").put("is_enterprise_install", false);
        return payload.put("trigger_id", triggers.issue(by));
    }

    private static String domain(Person by) {
        return by.teamId().equals(Workspace.TEAM) ? "playground" : "other";
    }

    static ObjectNode channel(Channel channel) {
        return Json.object().put("id", channel.id()).put("name", channel.isDirect() ? "directmessage" : channel.name());
    }

    /** One entry of {@code actions}. */
    ObjectNode action(Elements.Placed placed, JsonNode value) {
        String type = placed.element().path("type").asText();
        ObjectNode action = Json.object()
                .put("action_id", placed.actionId())
                .put("block_id", placed.blockId())
                .put("type", type);
        if (type.equals("button")) {
            action.set("text", placed.element().path("text").deepCopy());
            for (String copied : new String[] {"value", "style", "url"}) {
                if (placed.element().has(copied)) {
                    action.set(copied, placed.element().path(copied));
                }
            }
        } else {
            ObjectNode chosen = Choice.of(placed.element(), value);
            String field = Choice.field(type);
            action.set(field, chosen.path(field));
        }
        return action.put("action_ts", workspace.newTs());
    }

    Map<String, String> command(Person by, Channel channel, String command, String text, String responseUrl) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("token", Workspace.VERIFICATION);
        fields.put("team_id", by.teamId());
        fields.put("team_domain", domain(by));
        fields.put("channel_id", channel.id());
        fields.put("channel_name", channel.isDirect() ? "directmessage" : channel.name());
        fields.put("user_id", by.id());
        fields.put("user_name", by.name());
        fields.put("command", command);
        fields.put("text", text);
        fields.put("api_app_id", Workspace.APP);
        fields.put("is_enterprise_install", "false");
        fields.put("response_url", responseUrl);
        fields.put("trigger_id", triggers.issue(by));
        return fields;
    }
}
