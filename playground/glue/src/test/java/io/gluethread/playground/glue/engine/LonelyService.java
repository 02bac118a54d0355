package io.gluethread.playground.glue.engine;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A service of its own that starts a session, says its process id, and waits to be killed. */
final class LonelyService {
    private LonelyService() {}

    public static void main(String[] arguments) throws EngineUnavailableException, InterruptedException {
        SparkEngine engine = SparkEngine.open(RealSpark.settings(Path.of(arguments[0])));
        HeardSession session = HeardSession.start(engine, "lonely", EngineLanguage.SCALA);
        System.out.println(session.info().pid());
        new CountDownLatch(1).await();
    }
}
