package io.gluethread.commands.guard;

/** What somebody wants to do, as far as permission goes. */
public enum Deed {
    /** Ask for help, or who they are: tells nothing of anybody's work. */
    ASK_HELP,
    LOOK,
    START,
    RUN,
    CONFIGURE,
    KEEP,
    CANCEL,
    STOP,
    POST_DIGEST
}
