package io.gluethread.bot.delivery;

import java.time.Duration;
import java.time.Instant;

/** What became of one try to show a surface. */
sealed interface Delivered {
    /** Shown, or settled for good. */
    record Done() implements Delivered {}

    /** No call of this kind in this channel for so long. Nothing is wrong. */
    record Paced(Duration pause) implements Delivered {}

    /** It failed and was put off in the ledger until then. */
    record PutOff(Instant until) implements Delivered {}
}
