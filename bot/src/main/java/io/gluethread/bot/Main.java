package io.gluethread.bot;

import io.gluethread.bot.config.BadConfigException;
import io.gluethread.bot.config.Config;
import io.gluethread.broker.ledger.LedgerUnavailableException;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/** The service as a process: reads the environment, starts, says that it is ready, and stops on SIGTERM. */
public final class Main {
    private static final int BAD_CONFIGURATION = 78;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        Bot bot;
        try {
            bot = Bot.start(Config.from(System.getenv()), InstantSource.system());
        } catch (BadConfigException | LedgerUnavailableException e) {
            System.err.println(e.getMessage());
            System.exit(BAD_CONFIGURATION);
            return;
        } catch (RuntimeException e) {
            if (TakenPort.isCauseOf(e)) {
                System.err.println(
                        "Gluethread cannot listen: the port of GLUETHREAD_BOT_PORT is taken by another process");
                System.exit(BAD_CONFIGURATION);
            }
            throw e;
        }
        CountDownLatch end = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            bot.stop();
                            end.countDown();
                            // Asked to stop, and stopped in order: that is not the failure that a signal's code tells.
                            System.out.println("Gluethread bot has stopped");
                            System.out.flush();
                            Runtime.getRuntime().halt(0);
                        },
                        "stop"));
        System.out.println("Gluethread bot is ready on port %d".formatted(bot.port()));
        end.await();
    }
}
