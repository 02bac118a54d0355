package io.gluethread.bot.slack;

import io.gluethread.bot.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Slack's request signature, over the body's raw bytes
 * (<a href="https://docs.slack.dev/authentication/verifying-requests-from-slack">Verifying requests from Slack</a>).
 * The comparison takes the same time wherever the two differ.
 */
final class SlackSignature {
    private final List<Secret> secrets;

    /** @param secrets any of them may have signed: two are in use while one replaces the other */
    SlackSignature(List<Secret> secrets) {
        this.secrets = List.copyOf(secrets);
    }

    boolean matches(String timestamp, byte[] body, String signature) {
        boolean good = false;
        for (Secret secret : secrets) {
            byte[] expected = sign(secret, timestamp, body).getBytes(StandardCharsets.US_ASCII);
            good |= MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
        }
        return good;
    }

    static String sign(Secret secret, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(("v0:" + timestamp + ":").getBytes(StandardCharsets.UTF_8));
            return "v0=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
