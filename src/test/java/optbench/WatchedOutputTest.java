package optbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchedOutputTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);

  @Test
  void whatWasWrittenKeepsItsExitCode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    WatchedOutput watched = new WatchedOutput(bytes);

    print(watched);

    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("97.6 %");
    assertThat(watched.exitCode(5, err)).isEqualTo(5);
    assertThat(said.size()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0, 3", "1, 1", "130, 130"})
  void aFullDiskIsToldAndIsNoSuccess(int code, int expected) {
    WatchedOutput watched = new WatchedOutput(failing("No space left on device"));

    print(watched);

    assertThat(watched.exitCode(code, err)).isEqualTo(expected);
    assertThat(said.toString(StandardCharsets.UTF_8).strip())
        .isEqualTo(
            "optbench: error: standard output could not be written: No space left on device");
  }

  @Test
  void aReaderThatHadEnoughIsNoFault() {
    WatchedOutput watched = new WatchedOutput(failing("Broken pipe"));

    print(watched);

    assertThat(watched.exitCode(0, err)).isZero();
    assertThat(said.size()).isZero();
  }

  private static void print(WatchedOutput watched) {
    new PrintStream(watched, true, StandardCharsets.UTF_8).print("97.6 %");
  }

  private static OutputStream failing(String message) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(message);
      }
    };
  }
}
