package io.gluethread.broker.session;

/** Why a session ended. People are always told. */
public sealed interface Ending {
    /** Somebody asked for it. */
    record Asked(Person by) implements Ending {}

    /** Nothing ran for its idle time; stopped by our sweep or by Glue's own clock. */
    record Idle(long minutes) implements Ending {}

    /** It reached its total lifetime. */
    record Lifetime(long minutes) implements Ending {}

    /** Glue said FAILED, or could not start it. */
    record Failed(String message) implements Ending {}

    /** It was refused before it began (role, limit, bad value). */
    record Refused(String message) implements Ending {}

    /** Somebody outside stopped it: the console, another tool. */
    record Elsewhere(String state) implements Ending {}

    /** Glue does not know it any more. */
    record Vanished() implements Ending {}
}
