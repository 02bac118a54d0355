package io.gluethread.commands.parse;

/**
 * Something typed that cannot be done.
 *
 * @param problem what was wrong, naming the bad value
 * @param remedy what to do instead
 */
public record Wrong(String problem, String remedy) {}
