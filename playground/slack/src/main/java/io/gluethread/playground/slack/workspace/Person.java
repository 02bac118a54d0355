package io.gluethread.playground.slack.workspace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;

/** Somebody who can write: a human or the bot. */
public record Person(String id, String name, String realName, String teamId, String token, Kind kind) {
    public Person {
        if (!id.startsWith("U_")) {
            throw new IllegalArgumentException("not a user id of this Slack: '%s'".formatted(id));
        }
    }

    /** What Slack lets this person do. */
    public enum Kind {
        MEMBER,
        GUEST,
        STRANGER,
        BOT
    }

    public boolean isBot() {
        return kind == Kind.BOT;
    }

    /** The user object of users.info (docs.slack.dev/reference/objects/user-object). */
    public ObjectNode toJson() {
        ObjectNode user = Json.object()
                .put("id", id)
                .put("team_id", teamId)
                .put("name", name)
                .put("deleted", false)
                .put("color", "9f69e7")
                .put("real_name", realName)
                .put("tz", "Etc/UTC")
                .put("tz_label", "Coordinated Universal Time")
                .put("tz_offset", 0)
                .put("is_admin", false)
                .put("is_owner", false)
                .put("is_primary_owner", false)
                .put("is_restricted", kind == Kind.GUEST)
                .put("is_ultra_restricted", false)
                .put("is_bot", isBot())
                .put("is_app_user", false)
                .put("is_stranger", kind == Kind.STRANGER)
                .put("updated", 0);
        ObjectNode profile = user.putObject("profile")
                .put("real_name", realName)
                .put("real_name_normalized", realName)
                .put("display_name", name)
                .put("display_name_normalized", name)
                .put("team", teamId);
        if (isBot()) {
            profile.put("api_app_id", Workspace.APP).put("bot_id", Workspace.BOT);
        } else {
            profile.put("email", name + (teamId.equals(Workspace.TEAM) ? "@playground.example" : "@other.example"));
        }
        return user;
    }
}
