package io.gluethread.bot.slack;

import com.slack.api.Slack;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.util.SlackRequestParser;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where every request of Slack's goes in, whether it came by HTTP or over a WebSocket: Bolt, and behind it the intake. */
final class BoltDoor {
    private static final Logger log = LoggerFactory.getLogger(BoltDoor.class);

    private final App app;
    private final SlackRequestParser parser;

    /**
     * Bolt without its default middleware: whoever calls {@link #take} knows that Slack sent it, and Bolt's
     * authorization and its self-event check call Slack before the ack.
     */
    BoltDoor(Slack slack, Intake intake) {
        AppConfig config = AppConfig.builder()
                .slack(slack)
                .signingSecret("checked before")
                .requestVerificationEnabled(false)
                .allEventsApiAutoAckEnabled(true)
                .build();
        this.app = new App(config, slack, List.of(intake));
        this.parser = new SlackRequestParser(config);
    }

    /** The answer to a request that is known to be Slack's; 400 when its body is none of theirs. */
    Response take(String body, Map<String, List<String>> headers, String from) {
        Request<?> parsed;
        try {
            parsed = parser.parse(SlackRequestParser.HttpRequest.builder()
                    .requestUri(Edge.PATH)
                    .queryString(Map.of())
                    .requestBody(body)
                    .headers(new RequestHeaders(headers))
                    .remoteAddress(from)
                    .build());
        } catch (RuntimeException e) {
            // Not the exception: its message holds pieces of the body.
            log.info("a verified body is none of Slack's: {}", e.getClass().getSimpleName());
            return Response.error(400);
        }
        return parsed == null ? Response.error(400) : run(parsed);
    }

    private Response run(Request<?> request) {
        try {
            return app.run(request);
        } catch (Exception e) {
            log.error("a request of type {} could not be taken", request.getRequestType(), e);
            return Response.error(500);
        }
    }
}
