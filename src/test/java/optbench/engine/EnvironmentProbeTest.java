package optbench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EnvironmentProbeTest {
  @Test
  void keepsTheOptionsThatMayChangeTimes() {
    assertThat(
            EnvironmentProbe.jvmOptions(
                List.of(
                    "-XX:+IgnoreUnrecognizedVMOptions",
                    "-XX:SharedArchiveFile=/home/me/optbench/target/classes-1.jsa",
                    "-Xlog:cds=off",
                    "-XX:+UseSerialGC",
                    "-Xmx8g",
                    "-Djava.awt.headless=true",
                    "--enable-native-access=ALL-UNNAMED",
                    "-javaagent:/home/me/jacoco.jar=destfile=/home/me/x",
                    "-agentlib:jdwp=transport=dt_socket")))
        .containsExactly("-XX:+UseSerialGC", "-Xmx8g", "-javaagent:jacoco.jar", "-agentlib:jdwp");
  }

  @Test
  void describesThisJvm() {
    assertThat(EnvironmentProbe.read("1", "abc").execution().jvmOptions()).isPresent();
  }
}
