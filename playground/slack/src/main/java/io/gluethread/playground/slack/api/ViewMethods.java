package io.gluethread.playground.slack.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.block.BlockKit;
import io.gluethread.playground.slack.block.ViewValidator;
import io.gluethread.playground.slack.json.Json;
import io.gluethread.playground.slack.workspace.Person;
import io.gluethread.playground.slack.workspace.Triggers;
import io.gluethread.playground.slack.workspace.Views;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** {@code views.*}. */
final class ViewMethods {
    private final Views views;
    private final Triggers triggers;

    ViewMethods(Views views, Triggers triggers) {
        this.views = views;
        this.triggers = triggers;
    }

    void register(Map<String, Method> methods) {
        methods.put("views.open", call -> {
            JsonNode view = view(call, "modal");
            fresh(view);
            return answer(views.open(person(call), view));
        });
        methods.put("views.push", call -> {
            JsonNode view = view(call, "modal");
            fresh(view);
            Person to = person(call);
            room(views, to);
            return answer(views.push(to, view));
        });
        methods.put("views.update", this::update);
        methods.put("views.publish", call -> {
            Person to = Rooms.person(call.arguments().required("user_id"));
            JsonNode view = view(call, "home");
            unchanged(call, views.home(to).map(h -> h.path("hash").asText()).orElse(""));
            return answer(views.publish(to, view));
        });
    }

    private Person person(Call call) {
        return switch (triggers.use(call.arguments().required("trigger_id"))) {
            case Triggers.Use.Good(Person person) -> person;
            case Triggers.Use.Bad(String error) -> throw new Refusal(error);
        };
    }

    /** Slack's names for a stack that is full. */
    static void room(Views views, Person to) {
        if (views.depth(to) >= BlockKit.limit("views_in_stack")) {
            throw new Refusal("push_limit_reached");
        }
    }

    /** An app's own id for a view may be in use once. */
    private void fresh(JsonNode view) {
        if (views.findExternal(view.path("external_id").asText()).isPresent()) {
            throw new Refusal("duplicate_external_id");
        }
    }

    private ObjectNode update(Call call) {
        Arguments given = call.arguments();
        if (given.has("view_id") == given.has("external_id")) {
            throw Refusal.arguments("must provide exactly one of view_id and external_id");
        }
        Views.Owned owned = (given.has("view_id")
                        ? views.find(given.text("view_id"))
                        : views.findExternal(given.text("external_id")))
                .orElseThrow(() -> new Refusal("not_found"));
        JsonNode view = view(call, owned.view().path("type").asText());
        unchanged(call, owned.view().path("hash").asText());
        return answer(views.update(owned, view));
    }

    private static void unchanged(Call call, String hash) {
        String given = call.arguments().text("hash");
        if (!given.isEmpty() && !given.equals(hash)) {
            throw new Refusal("hash_conflict");
        }
    }

    private static JsonNode view(Call call, String type) {
        if (!call.arguments().has("view")) {
            throw Refusal.arguments("missing required field: view");
        }
        return check(call.arguments().json("view"), type);
    }

    /** Gives the view back when Slack would take it. */
    static JsonNode check(JsonNode view, String type) {
        if (!view.isObject()) {
            throw Refusal.arguments("must provide an object [json-pointer:/view]");
        }
        if (view.toString().getBytes(StandardCharsets.UTF_8).length > BlockKit.limit("view_bytes")) {
            throw new Refusal("view_too_large");
        }
        List<String> problems = ViewValidator.check(view);
        if (!problems.isEmpty()) {
            throw new Refusal("invalid_arguments", problems);
        }
        if (!view.path("type").asText().equals(type)) {
            throw new Refusal(
                    "invalid_arguments",
                    List.of("[ERROR] must be a %s view [json-pointer:/view/type]".formatted(type)));
        }
        return view;
    }

    private static ObjectNode answer(ObjectNode view) {
        return Json.object().set("view", view.deepCopy());
    }
}
