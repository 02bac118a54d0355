package io.gluethread.bot.slack;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.methods.SlackFilesUploadV2Exception;
import com.slack.api.util.http.SlackHttpClient;
import io.gluethread.bot.config.Config;
import io.gluethread.bot.delivery.ChatException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/** Slack's Web API through its SDK: one place for settings and for what its answers mean. */
final class SlackApi implements AutoCloseable {
    // The names are those of the methods' pages (docs.slack.dev/reference/methods), by what they are about.

    private static final Set<String> TOO_RICH = Set.of(
            "invalid_blocks",
            "invalid_blocks_format",
            "block_mismatch",
            "msg_blocks_too_long",
            "msg_too_long",
            "invalid_attachments",
            "attachment_payload_limit_exceeded",
            "too_many_attachments",
            "only_one_table_allowed",
            "no_text",
            "invalid_arguments");
    private static final Set<String> CHANNEL_GONE = Set.of(
            "channel_not_found",
            "invalid_channel",
            "is_archived",
            "channel_is_archived",
            "is_inactive",
            "channel_is_limited_access",
            "not_in_channel",
            "posting_to_channel_denied",
            "messages_tab_disabled",
            "method_not_supported_for_channel_type",
            "restricted_action",
            "restricted_action_read_only_channel",
            "restricted_action_thread_locked",
            "restricted_action_thread_only_channel",
            "restricted_action_non_threadable_channel",
            "thread_locked",
            "thread_not_found",
            "cannot_reply_to_message",
            "team_not_found");
    private static final Set<String> TARGET_GONE = Set.of(
            "message_not_found",
            "bad_timestamp",
            "no_item_specified",
            "not_reactable",
            "user_not_found",
            "user_not_visible",
            "user_disabled",
            "user_not_in_channel",
            "user_is_bot",
            "cannot_dm_bot",
            "file_deleted",
            "file_not_found",
            "expired_trigger_id",
            "exchanged_trigger_id",
            "invalid_trigger_id");
    private static final Set<String> FROZEN = Set.of("edit_window_closed", "cant_update_message");

    private static final Set<String> SHUT_OUT = Set.of(
            "invalid_auth",
            "not_authed",
            "account_inactive",
            "token_expired",
            "token_revoked",
            "two_factor_setup_required",
            "team_access_not_granted",
            "org_login_required",
            "enterprise_is_restricted",
            "accesslimited",
            "ekm_access_denied",
            "message_limit_exceeded");

    private static final Set<String> NOT_GRANTED = Set.of(
            "missing_scope",
            "no_permission",
            "access_denied",
            "not_allowed_token_type",
            "metadata_must_be_sent_from_app",
            "deprecated_endpoint",
            "method_deprecated",
            "not_enabled");

    /** Something of it may have been done before the error. */
    private static final Set<String> UNCLEAR = Set.of(
            "internal_error",
            "fatal_error",
            "service_unavailable",
            "request_timeout",
            "team_added_to_org",
            "update_failed",
            "file_update_failed");

    /** For now, and nothing was done. */
    private static final Set<String> LATER = Set.of("external_channel_migrating", "streaming_state_conflict");

    private static final String UPLOAD = "files.upload";

    /** Slack says seconds; nothing is put off for longer than this without asking again. */
    private static final int LONGEST_WAIT_SECONDS = 600;

    private final Slack slack;
    private final MethodsClient methods;

    SlackApi(Config.Slack config) {
        SlackConfig settings = settings(config);
        // OkHttp would send a post again by itself when a connection breaks, and the message would be there twice.
        OkHttpClient http = SlackHttpClient.buildOkHttpClient(settings)
                .newBuilder()
                .retryOnConnectionFailure(false)
                .connectionPool(new ConnectionPool(8, 20, TimeUnit.SECONDS))
                .build();
        this.slack = Slack.getInstance(settings, new SlackHttpClient(http));
        this.methods = slack.methods(config.botToken().value());
    }

    /** The SDK's own default is immutable, reads proxies from the environment and sets no limit on a call's time. */
    private static SlackConfig settings(Config.Slack config) {
        SlackConfig settings = new SlackConfig();
        settings.setMethodsEndpointUrlPrefix(config.api().toString());
        settings.setHttpClientReadTimeoutMillis(10_000);
        settings.setHttpClientWriteTimeoutMillis(10_000);
        settings.setHttpClientCallTimeoutMillis(20_000);
        settings.setStatsEnabled(false);
        if (isLoopback(config.api().getHost())) {
            settings.setProxyUrl(null);
        }
        return settings;
    }

    private static boolean isLoopback(String host) {
        return Set.of("127.0.0.1", "localhost", "[::1]").contains(host);
    }

    Slack slack() {
        return slack;
    }

    /** One call of the SDK. */
    @FunctionalInterface
    interface Call<T extends SlackApiTextResponse> {
        T on(MethodsClient methods) throws IOException, SlackApiException, SlackFilesUploadV2Exception;
    }

    /** Calls, and gives back an answer that is ok. Anything else is a {@link ChatException}. */
    <T extends SlackApiTextResponse> T call(String method, Call<T> call) {
        T answer;
        try {
            answer = call.on(methods);
        } catch (SlackFilesUploadV2Exception e) {
            throw upload(method, e);
        } catch (SlackApiException e) {
            throw status(method, e);
        } catch (ConnectException | UnknownHostException e) {
            throw new ChatException.Unreachable(method + ": " + e.getClass().getSimpleName(), e);
        } catch (IOException e) {
            throw new ChatException.Unclear(method + ": " + e.getClass().getSimpleName(), e);
        } catch (RuntimeException e) {
            // An answer that is none of Slack's, such as a proxy's page.
            throw new ChatException.Unclear(method + ": an answer that cannot be read", e);
        }
        if (!answer.isOk()) {
            throw error(method, answer.getError() == null ? "unknown error" : answer.getError());
        }
        return answer;
    }

    private static ChatException status(String method, SlackApiException e) {
        int code = e.getResponse().code();
        if (code == 429) {
            String wait = e.getResponse().header("Retry-After");
            boolean number = wait != null && wait.matches("\\d{1,5}");
            return new ChatException.Limited(
                    method, Duration.ofSeconds(number ? Math.clamp(Long.parseLong(wait), 1, LONGEST_WAIT_SECONDS) : 5));
        }
        String what = "%s: HTTP %d".formatted(method, code);
        if (code == 400) {
            return new ChatException.Refused(what);
        }
        if (code == 413) {
            return new ChatException.TooRich(what);
        }
        // Slack itself answers 200 to whatever it understood: another refusal is that of something in between.
        return code / 100 == 3 || code / 100 == 4
                ? new ChatException.Unreachable(what, e)
                : new ChatException.Unclear(what, e);
    }

    private static ChatException upload(String method, SlackFilesUploadV2Exception e) {
        var complete = e.getCompleteResponse();
        if (complete != null && complete.getError() != null) {
            return error(method, complete.getError());
        }
        return e.getGetURLResponses().stream()
                .filter(url -> !url.isOk() && url.getError() != null)
                .findFirst()
                .<ChatException>map(url -> error(method, url.getError()))
                .orElseGet(() -> new ChatException.Unclear(method + ": the upload did not finish", e));
    }

    /** Slack's error names, sorted; one that is on no page is taken for a refusal. */
    static ChatException error(String method, String error) {
        String what = method + ": " + error;
        if (error.equals("ratelimited") || error.equals("rate_limited")) {
            return new ChatException.Limited(method, Duration.ofSeconds(5));
        }
        if (TOO_RICH.contains(error)) {
            return new ChatException.TooRich(what);
        }
        if (CHANNEL_GONE.contains(error)) {
            return new ChatException.ChannelGone(what);
        }
        if (method.equals(UPLOAD) && error.equals("file_not_found")) {
            return new ChatException.Refused(what); // its own upload, which is made anew
        }
        if (TARGET_GONE.contains(error)) {
            return new ChatException.TargetGone(what);
        }
        if (FROZEN.contains(error)) {
            return new ChatException.Frozen(what);
        }
        if (SHUT_OUT.contains(error)) {
            return new ChatException.ShutOut(what);
        }
        if (NOT_GRANTED.contains(error)) {
            return new ChatException.NotGranted(what);
        }
        if (LATER.contains(error)) {
            return new ChatException.Unreachable(what, null);
        }
        return UNCLEAR.contains(error) ? new ChatException.Unclear(what, null) : new ChatException.Refused(what);
    }

    @Override
    public void close() {
        try {
            slack.close();
        } catch (Exception e) {
            throw new IllegalStateException("Slack's client does not close", e);
        }
    }
}
