package io.gluethread.playground.slack.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.api.Responses;
import io.gluethread.playground.slack.delivery.Answer;
import io.gluethread.playground.slack.delivery.BotLink;
import io.gluethread.playground.slack.json.Json;
import io.gluethread.playground.slack.workspace.Person;
import io.gluethread.playground.slack.workspace.Views;
import java.util.List;
import java.util.Optional;

/** What people do in a modal or in App Home. */
final class Modals {
    private final Views views;
    private final BotLink bot;
    private final Payloads payloads;

    Modals(Views views, BotLink bot, Payloads payloads) {
        this.views = views;
        this.bot = bot;
        this.payloads = payloads;
    }

    ObjectNode click(Person by, JsonNode request) {
        Views.Owned owned = view(by, request);
        JsonNode value = request.path("value");
        Elements.Placed placed = Elements.find(
                owned.view().path("blocks"),
                Asked.required(request, "action_id"),
                request.path("block_id").asText(),
                value);
        ObjectNode state =
                Elements.state(owned.view().path("blocks"), owned.view().path("state"), request, placed);
        ObjectNode view = views.enter(owned, state);
        ObjectNode payload = payloads.interaction("block_actions", by);
        payload.putObject("container")
                .put("type", "view")
                .put("view_id", view.path("id").asText());
        payload.set("view", view);
        payload.putArray("actions").add(payloads.action(placed, value));
        return bot.interaction(payload).toJson();
    }

    /** Submits a modal: {user, view_id, values}. */
    ObjectNode submit(JsonNode request) {
        Person by = Asked.person(request);
        Views.Owned owned = view(by, request);
        ObjectNode state =
                Elements.state(owned.view().path("blocks"), owned.view().path("state"), request.path("values"));
        ObjectNode view = views.enter(owned, state);
        List<String> missing = Elements.missing(view.path("blocks"), state);
        if (!missing.isEmpty()) {
            ObjectNode answer = Asked.refused("Please complete this required field.");
            ObjectNode errors = answer.putObject("errors");
            missing.forEach(id -> errors.put(id, "Please complete this required field."));
            return answer;
        }
        ObjectNode payload = payloads.interaction("view_submission", by);
        payload.set("view", view);
        payload.set("response_urls", Json.array());
        Answer answer = bot.interaction(payload);
        ObjectNode json = answer.toJson();
        if (answer.ok()) {
            follow(by, new Views.Owned(by, view), answer.json(), json);
        }
        views.find(view.path("id").asText()).ifPresent(o -> json.set("view", o.view()));
        return json;
    }

    /** Does what the ack of a submission asks for (docs.slack.dev/surfaces/modals: response_action). */
    private void follow(Person by, Views.Owned owned, JsonNode ack, ObjectNode json) {
        String action = ack.path("response_action").asText();
        switch (action) {
            case "" -> views.close(by, false);
            case "clear" -> views.close(by, true);
            case "errors" -> json.set("errors", ack.path("errors"));
            case "update", "push" -> {
                Optional<String> problem = Responses.viewProblem(ack.path("view"), action.equals("push"), views, by);
                if (problem.isPresent()) {
                    json.put("error", problem.get());
                } else if (action.equals("update")) {
                    views.update(owned, ack.path("view"));
                } else {
                    json.set("pushed", views.push(by, ack.path("view")));
                }
            }
            default -> json.put("error", "unknown response_action: " + action);
        }
    }

    /** Closes a modal with its Cancel button or its cross: {user, view_id, clear?}. */
    ObjectNode close(JsonNode request) {
        Person by = Asked.person(request);
        Views.Owned owned = view(by, request);
        boolean all = request.path("clear").asBoolean();
        views.close(by, all);
        if (!owned.view().path("notify_on_close").asBoolean()) {
            return Json.object().put("status", 0).put("body", "").put("ms", 0).put("notified", false);
        }
        ObjectNode payload = payloads.interaction("view_closed", by);
        payload.remove("trigger_id");
        payload.set("view", owned.view());
        payload.put("is_cleared", all);
        return bot.interaction(payload).toJson();
    }

    private Views.Owned view(Person by, JsonNode request) {
        String id = Asked.required(request, "view_id");
        return views.find(id)
                .filter(o -> o.person().equals(by))
                .orElseThrow(() -> new BadRequest("%s has no open view '%s'".formatted(by.id(), id)));
    }
}
