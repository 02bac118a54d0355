package io.gluethread.bot.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.bolt.middleware.Middleware;
import com.slack.api.bolt.middleware.MiddlewareChain;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.RequestType;
import com.slack.api.bolt.response.Response;
import io.gluethread.broker.ledger.Inbox;
import io.gluethread.broker.ledger.LedgerUnavailableException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes requests into the inbox and answers Slack, without a call to anyone. Only a form that was sent in is handled at
 * once, since its answer is what the form shows. Works on the raw JSON: Bolt's classes drop blocks that they do not know.
 */
final class Intake implements Middleware {
    private static final Logger log = LoggerFactory.getLogger(Intake.class);
    private static final Set<String> MESSAGES = Set.of("message", "app_mention");
    private static final Set<String> EVENTS = Set.of("message", "app_mention", "app_home_opened");
    private static final Set<String> SUBTYPES = Set.of("", "file_share", "thread_broadcast");
    private static final String LEDGER_DOWN =
            "I cannot write anything down right now, so most likely nothing was done. Look here in two minutes, then try again.";

    private final Inbox inbox;
    private final InstantSource clock;
    private final Function<Inbox.Item, Optional<Map<String, String>>> forms;
    private final Consumer<Inbox.Item> taken;
    private final Predicate<String> atOnce;

    /**
     * @param forms handles a form at once and says what is wrong with it, by field
     * @param atOnce whether what is told of it is handled at once, so that nobody else has to, by its kind
     * @param taken told of whatever was taken in
     */
    Intake(
            Inbox inbox,
            InstantSource clock,
            Function<Inbox.Item, Optional<Map<String, String>>> forms,
            Consumer<Inbox.Item> taken,
            Predicate<String> atOnce) {
        this.inbox = inbox;
        this.clock = clock;
        this.forms = forms;
        this.taken = taken;
        this.atOnce = atOnce;
    }

    @Override
    @SuppressWarnings("rawtypes") // as Bolt declares it
    public Response apply(Request request, Response response, MiddlewareChain chain) {
        RequestType type = request.getRequestType();
        String body = request.getRequestBodyAsString();
        return switch (type) {
            case UrlVerification -> challenge(Json.text(Json.object(body).orElseGet(Json::object), "challenge"));
            case Event -> event(body);
            case Command ->
                take(Fingerprint.of(body), "command", withoutToken(Json.object().setAll(fields(body))), true);
            case BlockAction, GlobalShortcut, MessageShortcut ->
                take(Fingerprint.of(body), kind(type), withoutToken(payload(body)), false);
            case ViewSubmission -> form(body);
            case BlockSuggestion -> Response.json(200, Map.of("options", List.of()));
            default -> Response.ok();
        };
    }

    private Response event(String body) {
        ObjectNode envelope = Json.object(body).orElseGet(Json::object);
        JsonNode event = envelope.path("event");
        String type = Json.text(event, "type");
        if (!EVENTS.contains(type) || isNoise(event)) {
            return Response.ok();
        }
        String id = Json.text(envelope, "event_id");
        if (id.isEmpty()) {
            id = Fingerprint.of(body);
        }
        // A mention arrives twice, as message and as app_mention, with two event ids.
        String sameAs = MESSAGES.contains(type) ? Json.text(event, "channel") + "/" + Json.text(event, "ts") : id;
        return accept(new Taken(id, sameAs, "event", lane(event, id), withoutToken(envelope)), Response.error(503));
    }

    /** What is said in one Slack thread is handled in order. */
    private static String lane(JsonNode event, String id) {
        String channel = Json.text(event, "channel");
        String thread = Json.text(event, "thread_ts");
        return channel.isEmpty() ? id : channel + "/" + (thread.isEmpty() ? Json.text(event, "ts") : thread);
    }

    /** What bots say, what is hidden, what was edited or deleted: never ours to act on. */
    private static boolean isNoise(JsonNode event) {
        return !Json.text(event, "bot_id").isEmpty()
                || event.path("hidden").asBoolean(false)
                || !SUBTYPES.contains(Json.text(event, "subtype"));
    }

    private Response form(String body) {
        String json = withoutToken(payload(body));
        Inbox.Item item = new Inbox.Item(Fingerprint.of(body), "form", json, clock.instant(), 0);
        try {
            if (!inbox.accept(
                    new Inbox.Arrival(item.id(), item.id(), item.kind(), item.id(), true, json, item.receivedAt()))) {
                return Response.ok();
            }
        } catch (RuntimeException e) {
            refused(e);
            return formErrors(json, LEDGER_DOWN);
        }
        return forms.apply(item)
                .filter(problems -> !problems.isEmpty())
                .map(problems -> Response.json(200, Map.of("response_action", "errors", "errors", problems)))
                .orElseGet(Response::ok);
    }

    /** Slack shows an error beside a field, so the first one has to carry it. */
    private static Response formErrors(String json, String problem) {
        JsonNode values = Json.at(Json.object(json).orElseGet(Json::object), "view.state.values");
        var names = values.fieldNames();
        return names.hasNext()
                ? Response.json(200, Map.of("response_action", "errors", "errors", Map.of(names.next(), problem)))
                : Response.error(503);
    }

    private Response take(String id, String kind, String body, boolean command) {
        Response sorry = command
                ? Response.json(200, Map.of("response_type", "ephemeral", "text", LEDGER_DOWN))
                : Response.error(503);
        return accept(new Taken(id, id, kind, id, body), sorry);
    }

    private record Taken(String id, String sameAs, String kind, String lane, String body) {}

    private Response accept(Taken in, Response sorry) {
        Inbox.Item item = new Inbox.Item(in.id(), in.kind(), in.body(), clock.instant(), 0);
        try {
            if (inbox.accept(new Inbox.Arrival(
                    in.id(),
                    in.sameAs(),
                    in.kind(),
                    in.lane(),
                    atOnce.test(in.kind()),
                    in.body(),
                    item.receivedAt()))) {
                taken.accept(item);
            }
            return Response.ok();
        } catch (RuntimeException e) {
            refused(e);
            return sorry;
        }
    }

    private static void refused(RuntimeException e) {
        if (e instanceof LedgerUnavailableException) {
            log.debug("the inbox does not take anything: {}", e.getMessage());
        } else {
            log.warn("the inbox does not take anything", e);
        }
    }

    private static Response challenge(String challenge) {
        return Response.builder()
                .statusCode(200)
                .contentType("text/plain;charset=utf-8")
                .body(challenge)
                .build();
    }

    private static Map<String, JsonNode> fields(String body) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        FormBody.decode(body)
                .forEach((name, value) -> fields.put(name, Json.object().textNode(value)));
        return fields;
    }

    private static ObjectNode payload(String body) {
        return Json.object(FormBody.decode(body).getOrDefault("payload", "{}")).orElseGet(Json::object);
    }

    /** The old verification token is a secret and nobody needs it. */
    private static String withoutToken(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove("token");
        }
        return node.toString();
    }

    private static String kind(RequestType type) {
        return type == RequestType.BlockAction ? "press" : "shortcut";
    }
}
