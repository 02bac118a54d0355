package io.gluethread.playground.slack.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;
import io.gluethread.playground.slack.workspace.People;
import io.gluethread.playground.slack.workspace.Person;
import io.gluethread.playground.slack.workspace.Workspace;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** {@code auth.*}, {@code users.*}, {@code bots.*}, {@code team.*}: who is who. */
final class PeopleMethods {
    private final Supplier<String> base;

    PeopleMethods(Supplier<String> base) {
        this.base = base;
    }

    void register(Map<String, Method> methods) {
        methods.put("api.test", PeopleMethods::echo);
        methods.put("auth.test", this::test);
        methods.put("bots.info", PeopleMethods::bot);
        methods.put("team.info", this::team);
        methods.put("users.info", call -> {
            Person person = Rooms.person(call.arguments().required("user"));
            return Json.object().set("user", person.toJson());
        });
        methods.put("users.list", call -> {
            List<ObjectNode> all = People.all().stream()
                    .filter(p -> p.teamId().equals(Workspace.TEAM))
                    .map(PeopleMethods::listed)
                    .toList();
            ObjectNode page = Rooms.page(call, "members", all, 1000);
            return page.put("cache_ts", 0);
        });
        methods.put("users.lookupByEmail", call -> {
            String email = call.arguments().required("email");
            return People.humans().stream()
                    .map(PeopleMethods::listed)
                    .filter(u -> u.path("profile").path("email").asText().equals(email))
                    .findFirst()
                    .map(u -> Json.object().<ObjectNode>set("user", u))
                    .orElseThrow(() -> new Refusal("users_not_found"));
        });
    }

    /** Only users.info tells who is a stranger. */
    private static ObjectNode listed(Person person) {
        ObjectNode user = person.toJson();
        user.remove("is_stranger");
        return user;
    }

    private static ObjectNode echo(Call call) {
        ObjectNode args = Json.object();
        for (Map.Entry<String, JsonNode> value : call.arguments().values().entrySet()) {
            if (!value.getKey().equals("token")) {
                args.set(value.getKey(), value.getValue());
            }
        }
        if (call.arguments().has("error")) {
            throw new Refusal(
                    call.arguments().text("error"), List.of(), Json.object().set("args", args));
        }
        return Json.object().set("args", args);
    }

    private ObjectNode test(Call call) {
        Person actor = call.actor();
        ObjectNode answer = Json.object()
                .put("url", base.get() + "/")
                .put("team", "Playground")
                .put("user", actor.name())
                .put("team_id", actor.teamId())
                .put("user_id", actor.id())
                .put("is_enterprise_install", false);
        return actor.isBot() ? answer.put("bot_id", Workspace.BOT) : answer;
    }

    private static ObjectNode bot(Call call) {
        String id = call.arguments().text("bot");
        if (!id.isEmpty() && !id.equals(Workspace.BOT)) {
            throw new Refusal("bot_not_found");
        }
        ObjectNode answer = Json.object();
        answer.putObject("bot")
                .put("id", Workspace.BOT)
                .put("deleted", false)
                .put("name", People.GLUE.name())
                .put("updated", 0)
                .put("app_id", Workspace.APP)
                .put("user_id", People.GLUE.id())
                .putObject("icons");
        return answer;
    }

    private ObjectNode team(Call call) {
        String asked = call.arguments().text("team");
        String id = asked.isEmpty() ? call.actor().teamId() : asked;
        if (!id.equals(Workspace.TEAM) && !id.equals(Workspace.OTHER_TEAM)) {
            throw new Refusal("team_not_found");
        }
        boolean home = id.equals(Workspace.TEAM);
        ObjectNode answer = Json.object();
        answer.putObject("team")
                .put("id", id)
                .put("name", home ? "Playground" : "Other Company")
                .put("url", base.get() + "/")
                .put("domain", home ? "playground" : "other")
                .put("email_domain", home ? "playground.example" : "other.example")
                .putObject("icon");
        return answer;
    }
}
