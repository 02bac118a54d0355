package io.gluethread.playground.glue.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do in a Scala session, on real Spark, all in one process. */
class ScalaSessionTest {
    private static SparkEngine engine;
    private static HeardSession scala;

    @BeforeAll
    static void start(@TempDir Path home) throws EngineUnavailableException {
        engine = SparkEngine.open(RealSpark.settings(home));
        scala = HeardSession.start(engine, "scala", EngineLanguage.SCALA);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void says_what_it_runs_on() {
        assertThat(scala.info().spark()).startsWith("3.5.");
        assertThat(scala.info().java()).startsWith("17.");
        assertThat(scala.text("println(spark.version + \" \" + sc.master)"))
                .startsWith("3.5.")
                .endsWith(" local[2]");
    }

    @Test
    void echoes_values_as_the_repl_does() {
        assertThat(scala.text("val df = spark.range(5).toDF(\"x\")"))
                .isEqualTo("df: org.apache.spark.sql.DataFrame = [x: bigint]");
        assertThat(scala.text("df.count()")).matches("res\\d+: Long = 5");
    }
}
