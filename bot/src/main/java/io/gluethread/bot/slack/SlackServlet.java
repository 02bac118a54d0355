package io.gluethread.bot.slack;

import com.slack.api.bolt.response.Response;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Gives a verified body to Bolt and writes Bolt's answer. The adapter is ours because Bolt's own changes line ends. */
final class SlackServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient BoltDoor door;

    SlackServlet(BoltDoor door) {
        this.door = door;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = (byte[]) request.getAttribute(SignedBodyFilter.BODY);
        write(door.take(new String(body, StandardCharsets.UTF_8), headers(request), request.getRemoteAddr()), response);
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
