package io.gluethread.playground.glue.wire;

/** An answer that AWS gives as an error: a code such as {@code EntityNotFoundException}, a message, an HTTP status. */
public final class AwsError extends RuntimeException {
    private final String code;
    private final int status;

    public AwsError(int status, String code, String message) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
    }

    private static AwsError client(String code, String message) {
        return new AwsError(400, code, message);
    }

    public static AwsError invalidInput(String message) {
        return client("InvalidInputException", message);
    }

    public static AwsError notFound(String message) {
        return client("EntityNotFoundException", message);
    }

    public static AwsError alreadyExists(String message) {
        return client("AlreadyExistsException", message);
    }

    public static AwsError illegalState(String message) {
        return client("IllegalSessionStateException", message);
    }

    public static AwsError limitExceeded(String message) {
        return client("ResourceNumberLimitExceededException", message);
    }

    public static AwsError notSupported(String message) {
        return client("OperationNotSupportedException", message);
    }

    public static AwsError serialization(String message) {
        return client("SerializationException", message);
    }

    public static AwsError unknownOperation(String message) {
        return client("UnknownOperationException", message);
    }

    public String code() {
        return code;
    }

    public int status() {
        return status;
    }

    public String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
