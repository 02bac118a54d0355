package io.gluethread.playground.glue.session;

import io.gluethread.playground.glue.engine.EngineInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A session at one moment.
 *
 * @param executionTime from READY until the end or now; zero before READY
 * @param endsOn when it ends by itself if nobody does anything; empty if it is not live
 */
record SessionView(
        SessionSpec spec,
        SessionStatus status,
        Instant createdOn,
        Optional<Instant> readyOn,
        Optional<Instant> completedOn,
        Duration executionTime,
        Optional<String> errorMessage,
        Optional<EngineInfo> engine,
        Optional<Instant> endsOn,
        double progress,
        Map<String, String> tags,
        List<Statement.View> statements) {
    SessionView {
        tags = Map.copyOf(tags);
        statements = List.copyOf(statements);
    }

    double executionSeconds() {
        return executionTime.toMillis() / 1000.0;
    }

    double dpuSeconds() {
        return executionSeconds() * spec.capacity().dpus();
    }
}
