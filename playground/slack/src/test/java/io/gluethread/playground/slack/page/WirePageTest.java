package io.gluethread.playground.slack.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.gluethread.playground.slack.LocalSlackSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The panel that shows what Slack, the app and Glue say to each other. */
class WirePageTest extends PageStory {
    private static final String CALLS = """
            {"last":4,"wire":[
              {"id":1,"at":"2026-11-21T08:00:00Z","from":"bot","to":"glue","what":"RunStatement","status":200,"ms":4,
               "summary":"s-1 “spark.range(5)” → statement 0",
               "request":"{\\"SessionId\\":\\"s-1\\",\\"Code\\":\\"// cell\\\\nspark.range(5)\\"}","response":"{\\"Id\\":0}"},
              {"id":2,"at":"2026-11-21T08:00:01Z","from":"bot","to":"glue","what":"GetStatement","status":200,"ms":1,
               "summary":"s-1 statement 0 → RUNNING","request":"{}","response":"{}"},
              {"id":3,"at":"2026-11-21T08:00:02Z","from":"bot","to":"glue","what":"GetStatement","status":200,"ms":1,
               "summary":"s-1 statement 0 → RUNNING","request":"{}","response":"{}"},
              {"id":4,"at":"2026-11-21T08:00:03Z","from":"bot","to":"glue","what":"GetSession","status":400,"ms":1,
               "summary":"s-1","error":"ThrottlingException","request":"{}","response":"{}"}]}""";

    private final HttpServer glue = glue();

    @Override
    LocalSlackSettings settings() {
        return super.settings()
                .withFurtherWires(List.of(URI.create("http://127.0.0.1:%d/playground/wire"
                        .formatted(glue.getAddress().getPort()))));
    }

    @AfterEach
    void stopGlue() {
        glue.stop(0);
    }

    @Test
    void glues_side_is_told_beside_slacks() {
        open("U_ANA", "C_DATA");
        browser().click(".xray-toggle");
        browser().type(CHANNEL_BOX, "/glue start", Keys.ENTER);

        browser().seeIn(".wire-slack", "somebody typed a slash command: #data-team @ana /glue start");
        browser().seeIn(".wire-glue", "the app sends code to run: s-1 “spark.range(5)” → statement 0");
        browser().seeIn(".wire-glue", "→ RUNNING ×2");
        browser().seeIn(".wire-failed", "failed 400: ThrottlingException");

        browser().type(".xray-lane", "The app and Glue");
        browser().until("Slack's are away", () -> !browser().shows(".wire-slack"));
    }

    @Test
    void a_line_opens_to_what_was_sent_and_answered() {
        open("U_ANA", "C_DATA");
        browser().click(".xray-toggle");
        browser().seeIn(".wire-glue", "RunStatement");

        browser().clearAndType(".xray-filter", "RunStatement");
        browser().until("one line is left", () -> browser().texts(".wire").size() == 1);
        browser().click(".wire-line");

        browser().seeIn(".wire-body pre", "// cell\nspark.range(5)");
        browser().seeIn(".wire-body pre", "\"SessionId\": \"s-1\"");
        browser().seeIn(".wire-body", "Glue answered");
        browser().type(".xray-filter", Keys.ESCAPE);
        browser().type(".wire-line", Keys.ESCAPE);
        browser().until("it is closed", () -> !browser().shows(".xray"));
        assertThat(browser().focused()).isEqualTo("What just happened");
    }

    private static HttpServer glue() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                String first = exchange.getRequestURI().getPath();
                byte[] answer = (first.endsWith("/after/0") ? CALLS : "{\"last\":4,\"wire\":[]}")
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
