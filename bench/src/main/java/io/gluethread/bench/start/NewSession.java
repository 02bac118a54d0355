package io.gluethread.bench.start;

import io.gluethread.bench.measure.Pause;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.SessionStatus;

/** Creates a session with the AWS SDK and waits until it takes statements. */
final class NewSession implements AutoCloseable {
    private static final Duration OFTEN = Duration.ofMillis(20);
    private static final String ID = "start";

    private final GlueClient glue;

    NewSession(URI endpoint) {
        glue = GlueClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("bench", "bench")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        // The first call of a client loads its classes.
        glue.listSessions(request -> {});
    }

    /** From CreateSession to READY, in nanoseconds. */
    long untilReady() {
        long began = System.nanoTime();
        glue.createSession(request -> request.id(ID)
                .role("arn:aws:iam::123456789012:role/GluethreadPlayground")
                .command(command -> command.name("glueetl"))
                .defaultArguments(java.util.Map.of("--session-language", "scala"))
                .glueVersion("5.0"));
        while (true) {
            SessionStatus status =
                    glue.getSession(request -> request.id(ID)).session().status();
            if (status == SessionStatus.READY) {
                return System.nanoTime() - began;
            }
            if (status != SessionStatus.PROVISIONING) {
                throw new IllegalStateException("the session is " + status);
            }
            Pause.of(OFTEN);
        }
    }

    @Override
    public void close() {
        glue.close();
    }
}
