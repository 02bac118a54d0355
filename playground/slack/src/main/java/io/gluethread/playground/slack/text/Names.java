package io.gluethread.playground.slack.text;

import java.util.Optional;

/** Whom and what a client can autocomplete. */
public interface Names {
    /** The id of the person whose handle follows an at sign. */
    Optional<String> user(String handle);

    /** The id of the channel whose name follows a hash. */
    Optional<String> channelNamed(String name);
}
