package io.gluethread.playground.glue.session;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gluethread.playground.glue.wire.Json;
import java.time.Instant;
import java.util.Locale;

/** Everything that the endpoint knows of its sessions, for tests: also what Glue does not return. */
public final class SessionReport {
    private final Sessions sessions;

    public SessionReport(Sessions sessions) {
        this.sessions = sessions;
    }

    public ArrayNode json() {
        ArrayNode list = Json.object().putArray("sessions");
        Instant now = sessions.clock().instant();
        sessions.processes().forEach(process -> {
            SessionView view = process.session().view(now);
            ObjectNode json = list.addObject();
            json.put("id", view.spec().id());
            json.put("status", view.status().name());
            json.put("language", view.spec().language().name().toLowerCase(Locale.ROOT));
            json.put("created_on", view.createdOn().toString());
            view.readyOn().ifPresent(t -> json.put("ready_on", t.toString()));
            view.completedOn().ifPresent(t -> json.put("completed_on", t.toString()));
            view.endsOn().ifPresent(t -> json.put("ends_by_itself_on", t.toString()));
            view.errorMessage().ifPresent(message -> json.put("error_message", message));
            json.put("timeout_minutes", view.spec().timeout().toMinutes());
            json.put("idle_timeout_minutes", view.spec().idleTimeout().toMinutes());
            json.put("dpus", view.spec().capacity().dpus());
            json.put("execution_seconds", view.executionSeconds());
            json.put("dpu_seconds", view.dpuSeconds());
            view.spec().requestOrigin().ifPresent(origin -> json.put("request_origin", origin));
            json.set("tags", Json.object(view.tags()));
            process.pid().ifPresent(pid -> json.put("pid", pid));
            view.engine().ifPresent(engine -> {
                json.put("spark", engine.spark()).put("java", engine.java());
                engine.python().ifPresent(python -> json.put("python", python));
            });
            ArrayNode statements = json.putArray("statements");
            view.statements().forEach(statement -> statements.add(SessionJson.statement(statement)));
        });
        return list;
    }
}
