package io.gluethread.broker;

import io.gluethread.broker.glue.GlueException;

/** How Glue's answers fail in the stories. */
final class Troubles {
    private Troubles() {}

    static GlueException unclear() {
        return new GlueException.Unclear("500", null);
    }

    static GlueException denied() {
        return new GlueException.Denied("not authorized", null);
    }

    static GlueException unreachable() {
        return new GlueException.Unreachable("no route", null);
    }
}
