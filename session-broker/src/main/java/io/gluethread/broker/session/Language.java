package io.gluethread.broker.session;

/** What a cell is written in. A session speaks PYTHON or SCALA; SQL cells work in both. */
public enum Language {
    PYTHON,
    SCALA,
    SQL
}
