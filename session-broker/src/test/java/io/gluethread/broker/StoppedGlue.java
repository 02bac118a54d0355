package io.gluethread.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.gluethread.broker.glue.Glue;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;

/** A Glue in whose n-th call of one operation the calling process is stopped, before the call leaves or with its answer in hand. */
final class StoppedGlue {
    private final Glue glue;
    private final String operation;
    private final boolean answered;
    private final Runnable meanwhile;
    private int callsToGo;
    private boolean stopped;

    /**
     * @param operation the name of the port's method
     * @param meanwhile what the world does until the process goes on
     */
    StoppedGlue(Glue glue, String operation, int callsToGo, boolean answered, Runnable meanwhile) {
        this.glue = glue;
        this.operation = operation;
        this.callsToGo = callsToGo;
        this.answered = answered;
        this.meanwhile = meanwhile;
    }

    boolean stopped() {
        return stopped;
    }

    Glue asGlue() {
        return (Glue) Proxy.newProxyInstance(
                Glue.class.getClassLoader(), new Class<?>[] {Glue.class}, (proxy, method, args) -> call(method, args));
    }

    private Object call(Method method, Object[] args) throws Throwable {
        boolean here = operation.equals(method.getName()) && callsToGo-- == 0;
        if (here && !answered) {
            stop();
        }
        try {
            return method.invoke(glue, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            if (here && answered) {
                stop();
            }
        }
    }

    private void stop() throws InterruptedException {
        stopped = true;
        AtomicReference<Throwable> trouble = new AtomicReference<>();
        Thread world = Thread.ofPlatform().unstarted(meanwhile);
        world.setUncaughtExceptionHandler((thread, thrown) -> trouble.set(thrown));
        world.start();
        world.join();
        assertThat(trouble.get()).as("what the world did meanwhile").isNull();
    }
}
