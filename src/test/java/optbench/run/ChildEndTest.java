package optbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChildEndTest {
  /** Runs look at how a reason begins to tell a lack of memory from other faults. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | out of memory (x): take less | out of memory: its JVM ended with exit code 1: out of memory (x): take less",
        "1 | # There is insufficient memory for the Java Runtime Environment to continue. | out of memory: its JVM ended with exit code 1: There is insufficient memory for the Java Runtime Environment to continue.",
        "1 | java.lang.Error: odd | its JVM ended with exit code 1: java.lang.Error: odd"
      })
  void lackOfMemoryComesFirst(int code, String line, String reason) {
    assertThat(new ChildEnd(code, List.of("some line", line)).reason()).isEqualTo(reason);
  }
}
