package io.gluethread.bot.slack;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every request passes before anything looks into it: it is a POST of a known type, not too long, signed over its
 * raw bytes, of this moment, and not one that we took already. The body goes on as the attribute {@link #BODY}.
 */
final class SignedBodyFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(SignedBodyFilter.class);

    /** Request attribute: the raw bytes. */
    static final String BODY = "gluethread.body";

    /** Slack's bodies are far below 256 KB; a message's text ends at 40,000 characters. */
    static final int MAX_BODY = 1_000_000;

    /** Both ways: a clock that is ahead is as wrong as one that is behind. */
    static final Duration WINDOW = Duration.ofMinutes(5);

    private static final int MAX_SSL_CHECK = 4096;

    /** So much of a refused body is read and thrown away, so that its sender gets to read the answer. */
    private static final long MAX_THROWN_AWAY = 8L * MAX_BODY;

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Set<String> TYPES = Set.of(FORM, "application/json");

    private final transient SlackSignature signature;
    private final transient InstantSource clock;
    private final transient Cache<String, Boolean> taken = Caffeine.newBuilder()
            .expireAfterWrite(WINDOW.multipliedBy(2))
            .maximumSize(200_000)
            .build();

    SignedBodyFilter(SlackSignature signature, InstantSource clock) {
        this.signature = signature;
        this.clock = clock;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!"POST".equals(request.getMethod())) {
            response.setHeader("Allow", "POST");
            refuse(request, response, 405, "only POST");
            return;
        }
        String type = mediaType(request);
        if (!TYPES.contains(type)) {
            refuse(
                    request,
                    response,
                    415,
                    "only %s"
                            .formatted(
                                    String.join(" and ", TYPES.stream().sorted().toList())));
            return;
        }
        if (request.getContentLengthLong() > MAX_BODY) {
            refuse(request, response, 413, "the body is too long");
            return;
        }
        String given = header(request, "X-Slack-Signature");
        String timestamp = header(request, "X-Slack-Request-Timestamp");
        if (given.isEmpty() || timestamp.isEmpty()) {
            if (isSslCheck(request, type)) {
                response.setStatus(200);
            } else {
                refuse(request, response, 401, "not signed");
            }
            return;
        }
        if (!isOfThisMoment(timestamp)) {
            refuse(request, response, 401, "not of this moment");
            return;
        }
        Optional<byte[]> body = read(request, MAX_BODY);
        if (body.isEmpty()) {
            refuse(request, response, 413, "the body is too long");
            return;
        }
        if (!signature.matches(timestamp, body.get(), given)) {
            refuse(request, response, 401, "the signature does not fit");
            return;
        }
        pass(request, response, chain, body.get(), given);
    }

    /**
     * The same signed bytes are taken once. Slack's own retry may carry the same signature when it comes within the same
     * second, so what it marks as a retry goes on to the inbox, which knows the event; what failed may come again.
     */
    private void pass(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, byte[] body, String given)
            throws IOException, ServletException {
        boolean first = taken.asMap().putIfAbsent(given, true) == null;
        if (!first && header(request, "X-Slack-Retry-Num").isEmpty()) {
            refuse(request, response, 401, "taken already");
            return;
        }
        request.setAttribute(BODY, body);
        boolean done = false;
        try {
            chain.doFilter(request, response);
            done = response.getStatus() < 500;
        } finally {
            if (!done) {
                taken.invalidate(given);
            }
        }
    }

    private boolean isOfThisMoment(String timestamp) {
        if (!timestamp.matches("\\d{1,12}")) {
            return false;
        }
        Instant signed = Instant.ofEpochSecond(Long.parseLong(timestamp));
        return Duration.between(signed, clock.instant()).abs().compareTo(WINDOW) <= 0;
    }

    /** Slack asks without signature whether our certificate is good; nothing happens. */
    private static boolean isSslCheck(HttpServletRequest request, String type) throws IOException {
        long length = request.getContentLengthLong();
        if (!type.equals(FORM) || length < 1 || length > MAX_SSL_CHECK) {
            return false;
        }
        return read(request, MAX_SSL_CHECK)
                .map(body -> FormBody.decode(new String(body, StandardCharsets.UTF_8)))
                .map(form -> "1".equals(form.get("ssl_check")))
                .orElse(false);
    }

    private static Optional<byte[]> read(HttpServletRequest request, int most) throws IOException {
        byte[] body = request.getInputStream().readNBytes(most + 1);
        return body.length > most ? Optional.empty() : Optional.of(body);
    }

    private static String mediaType(HttpServletRequest request) {
        String type = request.getContentType();
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static String header(HttpServletRequest request, String name) {
        String value = request.getHeader(name);
        return value == null ? "" : value;
    }

    /**
     * The answer goes out first and says that the connection ends with it; then what is still coming is thrown away. A
     * server that closes over unread bytes resets the connection, and the sender may never see why it was refused.
     */
    private static void refuse(HttpServletRequest request, HttpServletResponse response, int status, String why)
            throws IOException {
        log.info("refused a request with {}: {}", status, why);
        response.setStatus(status);
        response.setContentType("text/plain;charset=utf-8");
        response.setHeader("Connection", "close");
        response.getOutputStream().write((why + "\n").getBytes(StandardCharsets.UTF_8));
        response.flushBuffer();
        try {
            request.getInputStream().skipNBytes(MAX_THROWN_AWAY);
        } catch (IOException ended) {
            log.debug("a refused body ended: {}", ended.toString());
        }
    }
}
