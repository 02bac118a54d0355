package io.gluethread.sparkhost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;

class JvmOptionsTest {
    @Test
    void a_session_is_started_with_all_that_this_spark_asks_of_java_17() throws IOException {
        Path options =
                Path.of(System.getProperty("gluethread.root"), "playground/spark-host/target/spark-host/jvm.options");
        assertThat(Files.readAllLines(options))
                .contains(JavaModuleOptions.defaultModuleOptions().trim().split(" +"));
    }
}
