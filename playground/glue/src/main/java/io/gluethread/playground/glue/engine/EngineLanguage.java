package io.gluethread.playground.glue.engine;

/** The language of a session's statements; fixed when the session starts, as {@code --session-language} is. */
public enum EngineLanguage {
    PYTHON,
    SCALA
}
