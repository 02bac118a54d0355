package io.gluethread.playground.demo;

import io.gluethread.commands.parse.Usage;
import io.gluethread.playground.glue.LocalGlue;
import io.gluethread.playground.glue.LocalGlueSettings;
import io.gluethread.playground.glue.engine.EngineLanguage;
import io.gluethread.playground.glue.engine.SparkEngine;
import io.gluethread.playground.glue.engine.SparkEngineSettings;
import io.gluethread.playground.glue.engine.SparkScriptRunner;
import io.gluethread.playground.slack.LocalSlack;
import io.gluethread.playground.slack.LocalSlackSettings;
import io.gluethread.playground.slack.control.SlashCommand;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A running local Slack and local Glue. The bot is not part of it: it joins as it would join the real ones. */
public final class Playground implements AutoCloseable {
    private final LocalGlue glue;
    private final LocalSlack slack;
    private final PlaygroundSettings settings;
    private final SparkEngine engine;
    private final boolean python;

    private Playground(
            LocalGlue glue, LocalSlack slack, PlaygroundSettings settings, SparkEngine engine, boolean python) {
        this.glue = glue;
        this.slack = slack;
        this.settings = settings;
        this.engine = engine;
        this.python = python;
    }

    /** Starts both and returns when both answer. */
    public static Playground start(PlaygroundSettings settings, InstantSource clock) throws IOException {
        SparkEngineSettings spark = SparkEngineSettings.of(
                        settings.home().resolve("spark"), settings.sparkHost(), settings.environment())
                .withS3(settings.home().resolve("s3"));
        boolean python = PySpark.isImportable(spark.python(), settings.environment());
        SparkEngine engine = SparkEngine.open(spark);
        LocalGlue glue = LocalGlue.start(
                LocalGlueSettings.in(settings.home().resolve("glue"))
                        .withBuckets(settings.home().resolve("s3"))
                        .withPort(settings.gluePort())
                        .withLimits(
                                LocalGlueSettings.from(settings.environment()).limits()),
                engine,
                SparkScriptRunner.open(spark),
                clock);
        try {
            LocalSlackSettings chat = LocalSlackSettings.playground(
                            settings.home().resolve("slack"))
                    .withPort(settings.slackPort())
                    .withLimits(settings.slackLimits())
                    .withCommands(List.of(command()))
                    .withFurtherWires(List.of(glue.endpoint().resolve("/playground/wire")));
            if (settings.botPort() != 0) {
                chat = chat.withRequestUrl(requestUrl(settings.botPort()));
            }
            return new Playground(glue, LocalSlack.start(chat, clock), settings, engine, python);
        } catch (IOException | RuntimeException e) {
            glue.close();
            throw e;
        }
    }

    /** What the page offers while somebody types: the words that the bot's own parser reads. */
    private static SlashCommand command() {
        SlashCommand glue = SlashCommand.glue();
        return new SlashCommand(
                glue.command(),
                glue.usageHint(),
                glue.description(),
                Usage.working().stream()
                        .map(usage -> new SlashCommand.Word(usage.word(), usage.line(), usage.summary()))
                        .toList());
    }

    /** The bot's environment: what an administrator would set for the real Slack and AWS. */
    public Map<String, String> botEnvironment() {
        Map<String, String> env = new LinkedHashMap<>();
        env.put("GLUETHREAD_SLACK_API_URL", slack.url() + "/api/");
        env.put("GLUETHREAD_SLACK_BOT_TOKEN", "xoxb-playground");
        env.put("GLUETHREAD_SLACK_SIGNING_SECRET", "playground-signing-secret");
        env.put("GLUETHREAD_SLACK_MODE", "http");
        env.put("GLUETHREAD_SLACK_APP_TOKEN", "xapp-playground");
        env.put("GLUETHREAD_AWS_ENDPOINT", glue.endpoint().toString());
        env.put("GLUETHREAD_AWS_ACCESS_KEY_ID", "playground");
        env.put("GLUETHREAD_AWS_SECRET_ACCESS_KEY", "playground");
        env.put("GLUETHREAD_REGION", "us-east-1");
        env.put("GLUETHREAD_ROLE_ARN", "arn:aws:iam::123456789012:role/GluethreadPlayground");
        env.put("GLUETHREAD_ALLOWED_CHANNELS", "*");
        env.put("GLUETHREAD_ALLOWED_PEOPLE", "*");
        env.put("GLUETHREAD_ADMINS", "U_ANA");
        env.put("GLUETHREAD_DIGEST_CHANNEL", "C_DATA");
        env.put("GLUETHREAD_LANGUAGE", python ? "python" : "scala");
        env.put("GLUETHREAD_BOT_HOST", "127.0.0.1");
        env.put("GLUETHREAD_BOT_PORT", Integer.toString(settings.botPort()));
        env.put("GLUETHREAD_HOME", settings.home().resolve("bot").toString());
        // What the administrator set beforehand wins, except where the playground itself is.
        settings.environment().forEach((name, value) -> {
            if (env.containsKey(name)
                    && !name.endsWith("_URL")
                    && !name.endsWith("_ENDPOINT")
                    && !name.endsWith("_HOME")) {
                env.put(name, value);
            } else if (name.matches("GLUETHREAD_(IDLE|TIMEOUT|DIGEST|TIME_ZONE|WORKER|NUMBER|GLUE_VERSION|USD).*")) {
                env.put(name, value);
            }
        });
        return env;
    }

    /** Tells the local Slack where the bot listens. */
    public void botListensOn(int port) {
        slack.deliverTo(requestUrl(port));
    }

    /** Starts a session's process ahead of the first session; to be called when all else has started. */
    public void prepareSessions() {
        engine.prepare(python ? EngineLanguage.PYTHON : EngineLanguage.SCALA);
    }

    public String page() {
        return slack.url();
    }

    public URI glue() {
        return glue.endpoint();
    }

    /** Whether cells in Python run here. */
    public boolean hasPython() {
        return python;
    }

    @Override
    public void close() {
        try {
            slack.close();
        } finally {
            glue.close();
        }
    }

    private static URI requestUrl(int port) {
        return URI.create("http://127.0.0.1:" + port + "/slack/events");
    }
}
