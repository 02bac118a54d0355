package io.gluethread.bot.slack;

import com.slack.api.bolt.App;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.util.SlackRequestParser;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives a verified body to Bolt and writes Bolt's answer. The adapter is ours because Bolt's own changes line ends. */
final class SlackServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(SlackServlet.class);

    private final transient App app;
    private final transient SlackRequestParser parser;

    SlackServlet(App app) {
        this.app = app;
        this.parser = new SlackRequestParser(app.config());
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = (byte[]) request.getAttribute(SignedBodyFilter.BODY);
        Request<?> parsed;
        try {
            parsed = parser.parse(SlackRequestParser.HttpRequest.builder()
                    .requestUri(request.getRequestURI())
                    .queryString(Map.of())
                    .requestBody(new String(body, StandardCharsets.UTF_8))
                    .headers(new RequestHeaders(headers(request)))
                    .remoteAddress(request.getRemoteAddr())
                    .build());
        } catch (RuntimeException e) {
            // Not the exception: its message holds pieces of the body.
            log.info("a signed body is none of Slack's: {}", e.getClass().getSimpleName());
            response.setStatus(400);
            return;
        }
        if (parsed == null) {
            response.setStatus(400);
            return;
        }
        write(run(parsed), response);
    }

    private Response run(Request<?> request) {
        try {
            return app.run(request);
        } catch (Exception e) {
            log.error("a request of type {} could not be taken", request.getRequestType(), e);
            return Response.error(500);
        }
    }

    private static void write(Response answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.getStatusCode());
        String body = answer.getBody();
        if (body != null && !body.isEmpty()) {
            response.setContentType(answer.getContentType());
            response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Map<String, List<String>> headers(HttpServletRequest request) {
        return Collections.list(request.getHeaderNames()).stream()
                .collect(Collectors.toMap(name -> name, name -> Collections.list(request.getHeaders(name))));
    }
}
