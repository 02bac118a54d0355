package io.gluethread.playground.glue.job;

/** What a script is written in: {@code --job-language}. */
public enum ScriptLanguage {
    PYTHON,
    SCALA
}
