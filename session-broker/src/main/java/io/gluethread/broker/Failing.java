package io.gluethread.broker;

import io.gluethread.broker.glue.GlueException;
import io.gluethread.broker.ledger.ThreadRow;
import io.gluethread.broker.policy.Backoff;
import io.gluethread.broker.session.Notice;
import java.time.Duration;
import java.time.Instant;

/** Writes down that Glue did not answer as it should: when to try again, and, when it lasts, a word in the thread. */
final class Failing {
    private final Duration silence;

    /** @param silence how long Glue may fail before the thread is told */
    Failing(Duration silence) {
        this.silence = silence;
    }

    void note(ThreadBook book, GlueException trouble) {
        ThreadRow row = book.row();
        Instant now = book.now();
        Instant since = row.failingSince().filter(s -> !s.isAfter(now)).orElse(now);
        int failures = row.failures() + 1;
        boolean tell = !row.troubleTold() && !now.isBefore(since.plus(silence));
        if (tell) {
            book.note("trouble-" + since.toEpochMilli(), new Notice.Trouble(Words.trouble(trouble)));
        }
        book.tx()
                .threads()
                .failing(
                        row.id(),
                        failures,
                        since,
                        now.plus(Backoff.delay(failures, row.id().value())),
                        row.troubleTold() || tell);
    }

    /** For how long Glue has been failing for this thread. */
    static Duration lasting(ThreadBook book) {
        return book.row()
                .failingSince()
                .map(since -> Duration.between(since, book.now()))
                .orElse(Duration.ZERO);
    }
}
