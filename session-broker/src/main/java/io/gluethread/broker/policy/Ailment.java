package io.gluethread.broker.policy;

import java.time.Instant;

/**
 * What is wrong with a part of the service.
 *
 * @param since when it was last well, or when it was first seen to be ill
 * @param what in a few words that may be shown to anyone
 */
public record Ailment(Instant since, String what) {}
