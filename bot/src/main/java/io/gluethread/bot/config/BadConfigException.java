package io.gluethread.bot.config;

import java.util.List;

/** The environment does not describe a service that can run. Names every problem, and no value. */
public final class BadConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadConfigException(List<String> problems) {
        super("The configuration has %d problem(s):\n- %s\nSee docs/configuration.md."
                .formatted(problems.size(), String.join("\n- ", problems)));
    }
}
