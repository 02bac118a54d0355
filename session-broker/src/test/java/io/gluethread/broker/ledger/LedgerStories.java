package io.gluethread.broker.ledger;

import io.gluethread.broker.session.Person;
import io.gluethread.broker.session.ThreadId;
import io.gluethread.broker.session.ThreadKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What the stories of a ledger share. Each kind of row has its own; {@link LedgerContract} tells them all. */
interface LedgerStories {
    Instant NOON = Instant.parse("2026-11-20T12:00:00.123456Z");
    Person ANA = new Person("T1", "U_ANA");
    Person BEN = new Person("T1", "U_BEN");
    ThreadId THREAD = new ThreadId("thread0001");

    SqlLedger ledger();

    /** Whether it was taken. */
    default boolean addThread(ThreadId id, String dedup, Optional<String> root) {
        return ledger().transact(tx -> tx.threads().add(Rows.thread(id, root), dedup));
    }

    /** The thread under this message, if there is one. */
    default Optional<ThreadRow> rooted(String ts) {
        return ledger().transact(tx -> tx.threads().find(new ThreadKey("T1", "C1", ts)));
    }

    /** What came of it, each time, when it was done by many at once. */
    default <T> List<T> inParallel(int times, Callable<T> work) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> answers = new ArrayList<>();
            List<Callable<T>> works = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                works.add(work);
            }
            for (Future<T> answer : threads.invokeAll(works)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
