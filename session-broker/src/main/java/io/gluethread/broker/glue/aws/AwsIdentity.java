package io.gluethread.broker.glue.aws;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/**
 * Whom the service acts as in AWS, by
 * <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html">GetCallerIdentity</a>, which
 * needs no permission.
 */
public final class AwsIdentity implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AwsIdentity.class);
    /** Somebody waits for the answer in Slack. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SdkHttpClient http;
    private final StsClient client;

    /** The account, twelve digits, and the ARN of the role or user. */
    public record Caller(String account, String arn) {}

    public AwsIdentity(AwsGlueSettings settings) {
        this.http = UrlConnectionHttpClient.builder()
                .connectionTimeout(settings.connectTimeout())
                .socketTimeout(PATIENCE)
                .build();
        StsClientBuilder builder = StsClient.builder()
                .region(Region.of(settings.defaultRegion()))
                .httpClient(http)
                .overrideConfiguration(o -> o.apiCallTimeout(PATIENCE));
        settings.endpoint().ifPresent(builder::endpointOverride);
        settings.accessKey()
                .map(key -> StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
                .ifPresent(builder::credentialsProvider);
        this.client = builder.build();
    }

    /** Asks AWS; empty when it does not say. */
    public Optional<Caller> caller() {
        try {
            GetCallerIdentityResponse answer = client.getCallerIdentity();
            return Optional.of(new Caller(answer.account(), answer.arn()));
        } catch (SdkException e) {
            log.warn("AWS does not say whom we act as: {}", e.toString());
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        client.close();
        http.close();
    }
}
