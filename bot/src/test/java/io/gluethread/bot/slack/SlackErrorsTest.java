package io.gluethread.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.bot.delivery.ChatException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slack's errors by what they are about. */
final class SlackErrorsTest {
    @ParameterizedTest
    @CsvSource({
        "token_revoked, ShutOut, true",
        "token_expired, ShutOut, true",
        "invalid_auth, ShutOut, true",
        "account_inactive, ShutOut, true",
        "accesslimited, ShutOut, true",
        "org_login_required, ShutOut, true",
        "ekm_access_denied, ShutOut, true",
        "message_limit_exceeded, ShutOut, true",
        "missing_scope, NotGranted, true",
        "not_allowed_token_type, NotGranted, true",
        "ratelimited, Limited, true",
        "rate_limited, Limited, true",
        "internal_error, Unclear, true",
        "fatal_error, Unclear, true",
        "service_unavailable, Unclear, true",
        "external_channel_migrating, Unreachable, true",
        "channel_not_found, ChannelGone, false",
        "is_archived, ChannelGone, false",
        "is_inactive, ChannelGone, false",
        "not_in_channel, ChannelGone, false",
        "restricted_action_thread_locked, ChannelGone, false",
        "cannot_reply_to_message, ChannelGone, false",
        "thread_not_found, ChannelGone, false",
        "message_not_found, TargetGone, false",
        "user_disabled, TargetGone, false",
        "edit_window_closed, Frozen, false",
        "cant_update_message, Frozen, false",
        "invalid_blocks, TooRich, false",
        "msg_too_long, TooRich, false",
        "msg_blocks_too_long, TooRich, false",
        "storage_limit_reached, Refused, false",
        "a_name_that_is_on_no_page, Refused, false"
    })
    void each_is_what_it_is_about(String error, String kind, boolean mayPass) {
        ChatException trouble = SlackApi.error("chat.update", error);
        assertThat(trouble.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(trouble.mayPass()).isEqualTo(mayPass);
        assertThat(trouble).hasMessageContaining("chat.update");
    }
}
