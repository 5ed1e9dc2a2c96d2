package optbench.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineLockTest {
  private static final String NAME = "optbench-timing.lock";

  @TempDir Path folder;

  @Test
  void isTakenInSilenceAndAgainAndAgain() throws IOException {
    List<String> said = new ArrayList<>();

    for (int i = 0; i < 2; i++) {
      try (MachineLock lock = MachineLock.take(folder, said::add)) {
        assertThat(lock).isNotNull();
        assertThat(folder.resolve(NAME)).hasContent(Long.toString(ProcessHandle.current().pid()));
      }
      assertThat(folder.resolve(NAME)).isEmptyFile();
    }

    assertThat(said).isEmpty();
  }

  @Test
  void waitsForAnotherProcessAndSaysForWhich() throws IOException {
    Process other = holder();
    List<String> said = new ArrayList<>();
    try (BufferedReader lines = other.inputReader(StandardCharsets.UTF_8)) {
      assertThat(lines.readLine()).isEqualTo("taken");

      try (MachineLock lock =
          MachineLock.take(
              folder,
              line -> {
                said.add(line);
                other.destroyForcibly();
              })) {
        assertThat(lock).isNotNull();
      }
    } finally {
      other.destroyForcibly();
    }

    assertThat(said)
        .containsExactly("waiting for another timed run (pid " + other.pid() + ") to finish");
  }

  @Test
  void saysWhatToDoWhereItCannotBe() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> MachineLock.take(file, line -> {}))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("cannot lock " + file.resolve(NAME))
        .hasMessageEndingWith(
            "choose another folder for temporary files with OPTBENCH_JAVA_OPTS=-Djava.io.tmpdir=...");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hard link", "symbolic link", "file"})
  void nothingOfOthersIsWritten(String what) throws IOException {
    Path precious = Files.writeString(folder.resolve("precious.txt"), "all my notes");
    Path lock = folder.resolve(NAME);
    switch (what) {
      case "hard link" -> Files.createLink(lock, precious);
      case "symbolic link" -> Files.createSymbolicLink(lock, precious);
      default -> Files.copy(precious, lock);
    }

    assertThatThrownBy(() -> MachineLock.take(folder, line -> {}))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith(
            lock + ", which keeps timed runs from disturbing each other, is a ");

    assertThat(precious).hasContent("all my notes");
    assertThat(lock).hasContent("all my notes");
  }

  private Process holder() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Takes the lock, and keeps it until it is killed or nobody holds its standard input. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws IOException {
      try (MachineLock lock = MachineLock.take(Path.of(args[0]), line -> {})) {
        System.out.println("taken");
        while (lock != null && System.in.read() >= 0) {}
      }
    }
  }
}
