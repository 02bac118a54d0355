package io.gluethread.playground.glue;

import io.gluethread.playground.glue.session.SessionLimits;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A story about a {@link RunningGlue} in a folder of its own. */
abstract class RunningGlueTest {
    @TempDir
    Path home;

    RunningGlue glue;

    /** Asked for before it starts. */
    SessionLimits limits() {
        return SessionLimits.DEFAULT;
    }

    @BeforeEach
    final void startGlue() throws IOException {
        glue = RunningGlue.in(home, limits());
    }

    @AfterEach
    final void stopGlue() {
        glue.close();
    }
}
