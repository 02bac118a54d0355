package io.gluethread.playground.demo.chaos;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A fault that is ordered at local Slack or local Glue.
 *
 * @param order as in {@code POST /playground/faults}
 */
record WireFault(boolean atSlack, String order) {
    private static final List<String> GLUE_OPERATIONS = List.of(
            "CreateSession",
            "RunStatement",
            "RunStatement",
            "GetSession",
            "GetStatement",
            "ListStatements",
            "ListSessions",
            "CancelStatement",
            "StopSession");
    private static final List<String> GLUE_KINDS = List.of(
            "\"error\":\"ThrottlingException\",\"times\":2",
            "\"error\":\"InternalServiceException\"",
            "\"error\":\"InternalServiceException\",\"after\":\"effect\"",
            "\"error\":\"OperationTimeoutException\",\"after\":\"effect\"",
            "\"status\":503",
            "\"drop_connection\":true",
            "\"drop_connection\":true,\"after\":\"effect\"",
            "\"delay_ms\":1500",
            "\"delay_ms\":2500,\"after\":\"effect\"");
    private static final List<String> SLACK_METHODS = List.of(
            "chat.postMessage",
            "chat.postMessage",
            "chat.postMessage",
            "chat.update",
            "reactions.add",
            "users.info",
            "conversations.replies",
            "files.completeUploadExternal",
            "chat.postEphemeral");
    private static final List<String> SLACK_KINDS = List.of(
            "\"status\":429,\"retry_after\":1",
            "\"status\":500",
            "\"status\":500,\"after\":\"effect\"",
            "\"error\":\"internal_error\"",
            "\"error\":\"fatal_error\",\"after\":\"effect\"",
            "\"drop_connection\":true",
            "\"drop_connection\":true,\"after\":\"effect\"",
            "\"delay_ms\":1500");
    private static final List<String> EVENTS =
            List.of("\"duplicate\":3", "\"duplicate\":2,\"times\":3", "\"reorder\":true", "\"delay_ms\":800");

    static WireFault any(RandomGenerator random) {
        return switch (random.nextInt(8)) {
            case 0, 1, 2, 3 -> new WireFault(false, order(pick(GLUE_OPERATIONS, random), pick(GLUE_KINDS, random)));
            case 4, 5, 6 -> new WireFault(true, order(pick(SLACK_METHODS, random), pick(SLACK_KINDS, random)));
            default -> new WireFault(true, order("event", pick(EVENTS, random)));
        };
    }

    private static String order(String on, String kind) {
        return "{\"on\":\"%s\",%s}".formatted(on, kind);
    }

    private static String pick(List<String> from, RandomGenerator random) {
        return from.get(random.nextInt(from.size()));
    }
}
