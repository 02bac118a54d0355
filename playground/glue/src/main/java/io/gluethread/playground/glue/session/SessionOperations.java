package io.gluethread.playground.glue.session;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.glue.tag.Tags;
import io.gluethread.playground.glue.wire.AwsError;
import io.gluethread.playground.glue.wire.Json;
import io.gluethread.playground.glue.wire.Members;
import io.gluethread.playground.glue.wire.Operation;
import io.gluethread.playground.glue.wire.Page;
import io.gluethread.playground.glue.wire.Scope;
import io.gluethread.playground.glue.wire.TextRule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The session, statement and tag operations of Glue. */
public final class SessionOperations {
    private static final int MAX_CODE = 68_000;
    private static final TextRule TOKEN = TextRule.length(0, 400_000);

    private final Sessions sessions;

    public SessionOperations(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Every operation by its name in {@code X-Amz-Target}. */
    public Map<String, Operation> byName() {
        return Map.ofEntries(
                Map.entry("CreateSession", this::createSession),
                Map.entry("GetSession", this::getSession),
                Map.entry("ListSessions", this::listSessions),
                Map.entry("StopSession", this::stopSession),
                Map.entry("DeleteSession", this::deleteSession),
                Map.entry("RunStatement", this::runStatement),
                Map.entry("GetStatement", this::getStatement),
                Map.entry("ListStatements", this::listStatements),
                Map.entry("CancelStatement", this::cancelStatement),
                Map.entry("GetSessionEndpoint", this::getSessionEndpoint),
                Map.entry("GetDashboardUrl", this::getDashboardUrl));
    }

    private ObjectNode createSession(ObjectNode request) {
        SessionSpec spec = SessionSpecs.read(new Members(request, "ValidationException"));
        LocalSession session = sessions.create(spec);
        return Json.object().set("Session", SessionJson.session(session.view(now())));
    }

    private ObjectNode getSession(ObjectNode request) {
        LocalSession session = sessions.find(idOf(members(request)));
        return Json.object().set("Session", SessionJson.session(session.view(now())));
    }

    private ObjectNode listSessions(ObjectNode request) {
        Members members = members(request);
        checkOrigin(members);
        Map<String, String> tags = Tags.filter(members, "Tags");
        List<LocalSession> matching = sessions.all().stream()
                .filter(session -> session.tags().match(tags))
                .toList();
        Page<LocalSession> page = Page.of(
                matching,
                LocalSession::number,
                Scope.of("sessions", tags),
                members.optionalText("NextToken", TOKEN),
                members.optionalInteger("MaxResults", 1, 1000),
                sessions.limits().pageSize(),
                AwsError::invalidInput);
        ObjectNode answer = Json.object();
        ArrayNode ids = answer.putArray("Ids");
        ArrayNode list = answer.putArray("Sessions");
        Instant now = now();
        page.items().forEach(session -> {
            ids.add(session.spec().id());
            list.add(SessionJson.session(session.view(now)));
        });
        page.nextToken().ifPresent(token -> answer.put("NextToken", token));
        return answer;
    }

    private ObjectNode stopSession(ObjectNode request) {
        String id = idOf(members(request));
        sessions.find(id).stop(now());
        return Json.object().put("Id", id);
    }

    private ObjectNode deleteSession(ObjectNode request) {
        String id = idOf(members(request));
        sessions.delete(id);
        return Json.object().put("Id", id);
    }

    private ObjectNode runStatement(ObjectNode request) {
        Members members = new Members(request, "ValidationException");
        checkOrigin(members);
        String id = members.text("SessionId", TextRule.NAME);
        String code = members.text("Code", TextRule.length(0, MAX_CODE));
        return Json.object().put("Id", sessions.find(id).run(code, now()));
    }

    private ObjectNode getStatement(ObjectNode request) {
        Members members = members(request);
        String session = sessionIdOf(members);
        int id = members.integer("Id");
        Statement.View statement = sessions.find(session).statement(id, now());
        return Json.object().set("Statement", SessionJson.statement(statement));
    }

    private ObjectNode listStatements(ObjectNode request) {
        Members members = members(request);
        String id = sessionIdOf(members);
        Optional<String> after = members.optionalText("NextToken", TOKEN);
        LocalSession session = sessions.find(id);
        Page<Statement.View> page = Page.of(
                session.statements(now()),
                Statement.View::id,
                Scope.of("statements", session.spec().id(), session.number()),
                after,
                OptionalInt.empty(),
                sessions.limits().pageSize(),
                AwsError::invalidInput);
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("Statements");
        page.items().forEach(statement -> list.add(SessionJson.statement(statement)));
        page.nextToken().ifPresent(token -> answer.put("NextToken", token));
        return answer;
    }

    private ObjectNode cancelStatement(ObjectNode request) {
        Members members = members(request);
        String session = sessionIdOf(members);
        int id = members.integer("Id");
        sessions.find(session).cancel(id, now());
        return Json.object();
    }

    /** For Spark Connect only, which is refused when a session is created. */
    private ObjectNode getSessionEndpoint(ObjectNode request) {
        LocalSession session = sessions.find(sessionIdOf(members(request)));
        throw AwsError.notSupported(
                "Session " + session.spec().id()
                        + " has no endpoint: only sessions of type SPARK_CONNECT have one, and this endpoint runs LIVY sessions.");
    }

    private ObjectNode getDashboardUrl(ObjectNode request) {
        Members members = members(request);
        checkOrigin(members);
        String type = members.text("ResourceType", TextRule.matching(1, 16, "SESSION|JOB"));
        String id = members.text("ResourceId", TextRule.NAME);
        if (type.equals("SESSION")) {
            LocalSession ignored = sessions.find(id);
        }
        throw AwsError.notSupported("There is no Spark UI on this endpoint.");
    }

    /** The whole request is read before anything is looked up, as AWS does. */
    private static String sessionIdOf(Members members) {
        checkOrigin(members);
        return members.text("SessionId", TextRule.NAME);
    }

    private static String idOf(Members members) {
        checkOrigin(members);
        return members.text("Id", TextRule.NAME);
    }

    private static void checkOrigin(Members members) {
        Optional<String> ignored = members.optionalText("RequestOrigin", SessionSpecs.REQUEST_ORIGIN);
    }

    private static Members members(ObjectNode request) {
        return new Members(request, "InvalidInputException");
    }

    private Instant now() {
        return sessions.clock().instant();
    }
}
