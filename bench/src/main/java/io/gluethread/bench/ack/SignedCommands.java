package io.gluethread.bench.ack;

import com.slack.api.app_backend.SlackSignature;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Slash commands as Slack sends and signs them, each different from every other, written out before the clock runs. */
public final class SignedCommands {
    public static final String SECRET = Contender.SECRET;

    private final URI slack;
    private final InstantSource clock;
    private final SlackSignature.Generator signature = new SlackSignature.Generator(SECRET);
    private long made;

    public SignedCommands(URI slack, InstantSource clock) {
        this.slack = slack;
        this.clock = clock;
    }

    /** Whole HTTP requests. They are good for five minutes, as Slack's are. */
    public List<byte[]> next(int count, InetSocketAddress to) {
        return IntStream.range(0, count).mapToObj(_ -> one(to)).toList();
    }

    private byte[] one(InetSocketAddress to) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("token", "verification");
        fields.put("team_id", QuietSlack.TEAM);
        fields.put("team_domain", "bench");
        fields.put("channel_id", "C_DATA");
        fields.put("channel_name", "data-team");
        fields.put("user_id", QuietSlack.PERSON);
        fields.put("user_name", "ana");
        fields.put("command", Contender.COMMAND);
        fields.put("text", "help");
        fields.put("api_app_id", "A_GLUE");
        fields.put("is_enterprise_install", "false");
        fields.put("response_url", slack + QuietSlack.ANSWER);
        fields.put("trigger_id", "1.2." + made++);
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        String head = String.join(
                "\r\n",
                "POST " + Contender.PATH + " HTTP/1.1",
                "Host: 127.0.0.1:" + to.getPort(),
                "User-Agent: Slackbot 1.0 (+https://api.slack.com/robots)",
                "Accept: application/json,*/*",
                "Content-Type: application/x-www-form-urlencoded",
                "X-Slack-Request-Timestamp: " + timestamp,
                "X-Slack-Signature: " + signature.generate(timestamp, body),
                "Content-Length: " + body.length(),
                "",
                "");
        return (head + body).getBytes(StandardCharsets.US_ASCII);
    }
}
