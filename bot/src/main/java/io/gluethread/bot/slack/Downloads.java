package io.gluethread.bot.slack;

import io.gluethread.bot.delivery.ChatException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Gets a private file. Redirects are not followed: the token must not travel. */
final class Downloads {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private Downloads() {}

    static byte[] get(String url, String token, int most) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token)
                .build();
        try {
            HttpResponse<InputStream> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = answer.body()) {
                byte[] bytes = in.readNBytes(most + 1);
                if (answer.statusCode() != 200) {
                    throw new ChatException.Refused("the file's host answers " + answer.statusCode());
                }
                if (bytes.length > most) {
                    throw new ChatException.Refused("the file is longer than %,d bytes".formatted(most));
                }
                return bytes;
            }
        } catch (IOException e) {
            throw new ChatException.Unclear("the file does not arrive", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChatException.Unclear("interrupted", e);
        }
    }
}
