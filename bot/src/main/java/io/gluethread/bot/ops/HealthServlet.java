package io.gluethread.bot.ops;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says whether the checks hold: 200 when they do, else 503, with a line for each. What is wrong is said in the log, not
 * outside.
 */
public final class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(HealthServlet.class);

    private final transient Supplier<List<Check>> checks;

    public HealthServlet(Supplier<List<Check>> checks) {
        this.checks = checks;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        StringBuilder page = new StringBuilder();
        boolean good = true;
        for (Check check : checks.get()) {
            Optional<String> trouble = check.run();
            page.append(check.name())
                    .append(": ")
                    .append(trouble.isEmpty() ? "ok" : "not ok")
                    .append('\n');
            if (trouble.isPresent()) {
                good = false;
                log.warn("{} is not ok: {}", check.name(), trouble.get());
            }
        }
        response.setStatus(good ? 200 : 503);
        response.setContentType("text/plain;charset=utf-8");
        response.getOutputStream().write(page.toString().getBytes(StandardCharsets.UTF_8));
    }
}
