package io.gluethread.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.bot.config.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SlackSignatureTest {
    private static final Secret SECRET = new Secret("8f742231b10e8888abcd99yyyzzz85a5");
    private static final String TIMESTAMP = "1531420618";
    private static final byte[] BODY =
            ("token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
                            + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect"
                            + "&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
                            + "%2F96rGlfmibIGlgcZRskXaIFfN"
                            + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c")
                    .getBytes(StandardCharsets.UTF_8);
    private static final String SIGNATURE = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";

    @Test
    void slacks_own_example_is_good() {
        assertThat(new SlackSignature(List.of(SECRET)).matches(TIMESTAMP, BODY, SIGNATURE))
                .isTrue();
    }

    @Test
    void either_of_two_secrets_is_good_while_they_are_rolled_over() {
        Secret other = new Secret("another");

        assertThat(new SlackSignature(List.of(other, SECRET)).matches(TIMESTAMP, BODY, SIGNATURE))
                .isTrue();
        assertThat(new SlackSignature(List.of(other)).matches(TIMESTAMP, BODY, SIGNATURE))
                .isFalse();
    }

    @Test
    void one_byte_more_or_another_time_is_not_good() {
        SlackSignature signature = new SlackSignature(List.of(SECRET));
        byte[] longer = (new String(BODY, StandardCharsets.UTF_8) + "\n").getBytes(StandardCharsets.UTF_8);

        assertThat(signature.matches(TIMESTAMP, longer, SIGNATURE)).isFalse();
        assertThat(signature.matches("1531420619", BODY, SIGNATURE)).isFalse();
        assertThat(signature.matches(TIMESTAMP, BODY, "")).isFalse();
    }
}
