package io.gluethread.bot.config;

/** A value that must not be seen: its text form hides it. */
public record Secret(String value) {
    public Secret {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a secret is not empty");
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
