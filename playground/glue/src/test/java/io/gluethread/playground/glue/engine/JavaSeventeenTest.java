package io.gluethread.playground.glue.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaSeventeenTest {
    @TempDir
    Path root;

    private Path jdk(String folder, String version) throws IOException {
        Path home = Files.createDirectories(root.resolve(folder));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.createFile(java);
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return home;
    }

    private Path found(Map<String, String> environment) throws EngineUnavailableException {
        return JavaSeventeen.find(environment, root).home();
    }

    @Test
    void the_named_folder_comes_first() throws IOException, EngineUnavailableException {
        jdk("usr/lib/jvm/temurin-17", "17.0.1");
        Path named = jdk("elsewhere/my jdk", "17.0.15");
        Path second = jdk("second", "17");
        assertThat(found(Map.of("GLUETHREAD_SPARK_JAVA_HOME", named.toString(), "JAVA_HOME_17", second.toString())))
                .isEqualTo(named);
        assertThat(found(Map.of("JAVA_HOME_17", second.toString()))).isEqualTo(second);
    }

    @Test
    void a_named_folder_that_is_no_jdk_17_is_an_error_and_not_passed_over() throws IOException {
        jdk("usr/lib/jvm/temurin-17", "17.0.1");
        Path wrong = jdk("twenty-one", "21.0.2");
        assertThatThrownBy(() -> found(Map.of("GLUETHREAD_SPARK_JAVA_HOME", wrong.toString())))
                .hasMessage("GLUETHREAD_SPARK_JAVA_HOME names " + wrong
                        + ", which is Java 21.0.2; Spark 3.5 needs a JDK" + " 17 there.");
        assertThatThrownBy(() -> found(Map.of("GLUETHREAD_SPARK_JAVA_HOME", "/no/where")))
                .hasMessageContaining("/no/where, which is no JDK");
    }

    @Test
    void the_default_java_is_taken_if_it_is_17() throws IOException, EngineUnavailableException {
        Path home = jdk("somewhere", "17.0.9");
        Path link = Files.createSymbolicLink(
                Files.createDirectories(root.resolve("path")).resolve("java"), home.resolve("bin/java"));
        assertThat(found(Map.of("PATH", "/no/where:" + link.getParent()))).isEqualTo(home.toRealPath());
        Path newer = jdk("newer", "25.0.3");
        jdk("usr/lib/jvm/java-17-openjdk-amd64", "17.0.15");
        assertThat(found(Map.of("PATH", newer.resolve("bin").toString())))
                .isEqualTo(root.resolve("usr/lib/jvm/java-17-openjdk-amd64"));
    }

    @Test
    void installers_folders_are_looked_through() throws IOException, EngineUnavailableException {
        jdk("usr/lib/jvm/java-8", "1.8.0_392");
        jdk("usr/lib/jvm/java-25", "25");
        jdk("usr/lib/jvm/java-170", "170.0.1");
        Path mac = jdk("Library/Java/JavaVirtualMachines/zulu-17.jdk/Contents/Home", "17.0.4");
        assertThat(found(Map.of())).isEqualTo(mac);
        Path sdkman = jdk("home/ana/.sdkman/candidates/java/17.0.13-tem", "17.0.13");
        Files.delete(mac.resolve("release"));
        assertThat(found(Map.of("HOME", root.resolve("home/ana").toString()))).isEqualTo(sdkman);
    }

    @Test
    void where_there_is_none_one_line_says_what_to_do() {
        assertThatThrownBy(() -> found(Map.of()))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageStartingWith("Spark sessions need a JDK 17 and none was found.")
                .hasMessageContaining("GLUETHREAD_SPARK_JAVA_HOME")
                .message()
                .doesNotContain("\n");
    }
}
