package io.gluethread.playground.demo.chaos;

/**
 * A request on its way.
 *
 * @param replica who sent it, or who is to get it
 * @param operation Glue's operation, Slack's method, or {@code event}
 * @param request its body
 * @param answer the answer's body, once it is known; else empty
 */
record Passing(int replica, String operation, String request, String answer) {
    Passing answered(String body) {
        return new Passing(replica, operation, request, body);
    }
}
