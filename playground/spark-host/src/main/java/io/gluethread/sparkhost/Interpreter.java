package io.gluethread.sparkhost;

/** Runs code of one language; keeps what it defines for the next statement. */
interface Interpreter {
    /** Runs the code and waits for its end; what it prints goes into the output. User errors are answers. */
    Answer run(String code, String jobGroup, BoundedOutput output);
}
