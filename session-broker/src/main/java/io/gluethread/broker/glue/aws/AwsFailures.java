package io.gluethread.broker.glue.aws;

import io.gluethread.broker.glue.GlueException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Sorts what the SDK throws into the port's closed family. Errors are told by the name on the wire, as Glue throws some
 * that no operation's model has (ThrottlingException everywhere, EntityNotFoundException on StopSession). Where nobody
 * can know whether the call took effect, it is {@link GlueException.Unclear}.
 */
final class AwsFailures {
    /** A session that is over or not there yet shows itself as InvalidInputException, too. */
    private static final Pattern SESSION_STATE =
            Pattern.compile("(?i)session is not ready|session unavailable|status=[A-Z]");

    private AwsFailures() {}

    static <T> T sorted(String operation, Supplier<T> call) {
        try {
            return call.get();
        } catch (AwsServiceException e) {
            throw answered(operation, e);
        } catch (SdkException e) {
            throw unanswered(operation, e);
        }
    }

    private static GlueException answered(String operation, AwsServiceException e) {
        Optional<AwsErrorDetails> details = Optional.ofNullable(e.awsErrorDetails());
        String code = simple(details.map(AwsErrorDetails::errorCode).orElse(""));
        String said = details.map(AwsErrorDetails::errorMessage).orElse("");
        String message =
                "%s: %s".formatted(operation, said.isBlank() ? "%s (HTTP %d)".formatted(code, e.statusCode()) : said);
        if (e.isThrottlingException() || e.statusCode() == 429) {
            return new GlueException.Throttled(message, e);
        }
        return switch (code) {
            case "ThrottlingException", "Throttling", "TooManyRequestsException", "RequestLimitExceeded" ->
                new GlueException.Throttled(message, e);
            case "AccessDeniedException",
                    "AccessDenied",
                    "UnrecognizedClientException",
                    "InvalidClientTokenId",
                    "ExpiredToken",
                    "ExpiredTokenException",
                    "InvalidSignatureException",
                    "SignatureDoesNotMatch",
                    "MissingAuthenticationToken",
                    "MissingAuthenticationTokenException",
                    "IncompleteSignature" -> new GlueException.Denied(message, e);
            case "EntityNotFoundException" -> new GlueException.NotFound(message, e);
            case "AlreadyExistsException", "IdempotentParameterMismatchException" ->
                new GlueException.AlreadyExists(message, e);
            case "IllegalSessionStateException" -> new GlueException.WrongState(message, e);
            case "SessionBusyException", "ConcurrentModificationException" -> new GlueException.Busy(message, e);
            case "ResourceNumberLimitExceededException" -> new GlueException.LimitReached(message, e);
            case "OperationTimeoutException", "InternalServiceException" -> new GlueException.Unclear(message, e);
            case "InvalidInputException" ->
                SESSION_STATE.matcher(said).find()
                        ? new GlueException.WrongState(message, e)
                        : new GlueException.Invalid(message, e);
            default ->
                e.statusCode() >= 500 ? new GlueException.Unclear(message, e) : new GlueException.Invalid(message, e);
        };
    }

    private static GlueException unanswered(String operation, SdkException e) {
        @Nullable Throwable cause = e;
        while (cause != null) {
            if (cause instanceof ConnectException
                    || cause instanceof UnknownHostException
                    || cause instanceof NoRouteToHostException
                    || isConnectTimeout(cause)) {
                return new GlueException.Unreachable("%s: no connection: %s".formatted(operation, words(cause)), e);
            }
            cause = cause.getCause();
        }
        if (words(e).toLowerCase(Locale.ROOT).contains("unable to load credentials")) {
            return new GlueException.Unreachable("%s: no AWS credentials were found".formatted(operation), e);
        }
        return new GlueException.Unclear("%s: no answer: %s".formatted(operation, words(e)), e);
    }

    private static boolean isConnectTimeout(Throwable cause) {
        return cause instanceof SocketTimeoutException
                && words(cause).toLowerCase(Locale.ROOT).contains("connect");
    }

    private static String words(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message.strip();
    }

    /** Also from {@code com.amazonaws.glue#EntityNotFoundException}. */
    private static String simple(String code) {
        return code.substring(code.indexOf('#') + 1);
    }
}
