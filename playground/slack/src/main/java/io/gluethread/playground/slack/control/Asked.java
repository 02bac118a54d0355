package io.gluethread.playground.slack.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.slack.json.Json;
import io.gluethread.playground.slack.workspace.Channel;
import io.gluethread.playground.slack.workspace.People;
import io.gluethread.playground.slack.workspace.Person;
import io.gluethread.playground.slack.workspace.Workspace;

/** Reads what a request to the playground names, and says what is wrong with it. */
final class Asked {
    private Asked() {}

    static Person person(JsonNode request) {
        String id = required(request, "user");
        return People.byId(id)
                .filter(p -> !p.isBot())
                .orElseThrow(() -> new BadRequest("user must be one of %s - was '%s'"
                        .formatted(People.humans().stream().map(Person::id).toList(), id)));
    }

    static Channel channel(JsonNode request, Person by, Workspace workspace) {
        String id = required(request, "channel");
        Channel channel = workspace
                .channel(id)
                .orElseThrow(() -> new BadRequest("channel must be one of %s - was '%s'"
                        .formatted(
                                workspace.channels().stream().map(Channel::id).toList(), id)));
        if (!channel.has(by)) {
            throw new BadRequest("%s is not in %s".formatted(by.id(), id));
        }
        return channel;
    }

    static String required(JsonNode request, String name) {
        String value = request.path(name).asText();
        if (value.isEmpty()) {
            throw new BadRequest("missing '%s'".formatted(name));
        }
        return value;
    }

    /** The answer when Slack's client itself refuses, and what it says. */
    static ObjectNode refused(String words) {
        return Json.object()
                .put("refused", true)
                .put("status", 0)
                .put("body", "")
                .put("ms", 0)
                .put("error", words)
                .put("shown", words);
    }
}
