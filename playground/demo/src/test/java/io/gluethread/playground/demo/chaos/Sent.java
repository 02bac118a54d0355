package io.gluethread.playground.demo.chaos;

/**
 * A block of code that somebody sent.
 *
 * @param token its name in the story, which stands in the code and in its result
 * @param ts the message that it stands in
 * @param author who sent it
 * @param allowed whether the person may run anything
 */
record Sent(String token, CellKind kind, String channel, String root, String ts, String author, boolean allowed) {}
