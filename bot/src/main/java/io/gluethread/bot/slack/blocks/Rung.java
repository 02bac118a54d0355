package io.gluethread.bot.slack.blocks;

import java.util.Optional;

/** How richly tables are shown: when Slack refuses one form, the next is tried. A file always works. */
public enum Rung {
    DATA_TABLE,
    TABLE,
    TEXT,
    FILE;

    /** Whether tables are blocks of their own, of which a message takes one. */
    boolean isTable() {
        return this == DATA_TABLE || this == TABLE;
    }

    /** The next poorer form. */
    public Optional<Rung> next() {
        return switch (this) {
            case DATA_TABLE -> Optional.of(TABLE);
            case TABLE -> Optional.of(TEXT);
            case TEXT -> Optional.of(FILE);
            case FILE -> Optional.empty();
        };
    }
}
