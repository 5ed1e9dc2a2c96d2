package optbench.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What used to wait for ever here ends the test by its timeout. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InputsTest {
  @TempDir private Path folder;

  @Test
  void aPipeIsNotWaitedFor() throws Exception {
    Path pipe = pipe(folder.resolve("pipe"));

    refused(pipe, "a pipe or device, not a file");
    refused(Files.createSymbolicLink(folder.resolve("link"), pipe), "a pipe or device, not a file");
  }

  @Test
  void aDeviceIsNotReadForEver() {
    assumeTrue(Files.exists(Path.of("/dev/zero")), "there is no /dev/zero here");
    refused(Path.of("/dev/zero"), "a pipe or device, not a file");
    refused(folder, "a folder, not a file");
  }

  @Test
  void thereIsAnEndToSize() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "12345");

    assertThat(Inputs.text(file, 5)).isEqualTo("12345");
    assertThatThrownBy(() -> Inputs.bytes(file, 4))
        .isInstanceOf(FileSystemException.class)
        .hasMessageEndingWith("larger than the 4 bytes that it may have");
    assertThat(Inputs.end(file, 2)).isEqualTo("45");
    assertThat(Inputs.beginning(file, 2)).isEqualTo("12");
  }

  @Test
  void whatIsWrittenInPlaceIsNoLink() throws IOException {
    Path precious = Files.writeString(folder.resolve("precious"), "x");
    Path symbolic = Files.createSymbolicLink(folder.resolve("symbolic"), precious);
    Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("new"));
    Path hard = Files.createLink(folder.resolve("hard"), precious);

    for (Path file : new Path[] {symbolic, dangling, hard}) {
      assertThatThrownBy(() -> InPlace.open(file)).isInstanceOf(InPlace.Refused.class);
      assertThatThrownBy(() -> InPlace.append(file, new byte[1]))
          .isInstanceOf(InPlace.Refused.class);
    }
    assertThat(precious).hasContent("x");
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void whatIsThereIsNotTruncated() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "12345");

    try (FileChannel channel = InPlace.open(file)) {
      assertThat(channel.size()).isEqualTo(5);
    }
    InPlace.append(file, "6".getBytes(StandardCharsets.UTF_8));
    InPlace.append(folder.resolve("made"), "6".getBytes(StandardCharsets.UTF_8));

    assertThat(file).hasContent("123456");
    assertThat(folder.resolve("made")).hasContent("6");
  }

  private static void refused(Path file, String reason) {
    assertThatThrownBy(() -> Inputs.bytes(file, 10))
        .isInstanceOf(FileSystemException.class)
        .hasMessageEndingWith(reason);
    assertThatThrownBy(() -> Inputs.open(file).close())
        .isInstanceOf(FileSystemException.class)
        .hasMessageEndingWith(reason);
  }

  private static Path pipe(Path path) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("mkfifo", path.toString()).start();
    assumeTrue(process.waitFor() == 0, "no pipes can be made here");
    return path;
  }
}
