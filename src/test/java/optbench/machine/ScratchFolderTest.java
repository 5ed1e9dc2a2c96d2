package optbench.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import optbench.run.ThisJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFolderTest {
  @TempDir Path parent;

  @Test
  void isItsOwnersAloneAndGoesWithAllThatIsInIt() throws IOException {
    Path outside = Files.writeString(Files.createTempFile(parent, "outside", ""), "stays");
    Path folder;
    try (ScratchFolder scratch = ScratchFolder.in(parent)) {
      folder = scratch.write("spec.json", "{}").getParent();
      Files.createSymbolicLink(scratch.path("link"), outside);
      Files.createDirectories(scratch.path("a/b"));

      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
          .isEqualTo("rwx------");
    }

    assertThat(folder).doesNotExist();
    assertThat(outside).hasContent("stays");
  }

  @Test
  void whatAKilledProcessLeftIsSweptUpAndWhatALivingOneUsesIsNot() throws Exception {
    Process killed = holder();
    Process living = holder();
    try {
      Path left = folderOf(killed);
      Path used = folderOf(living);
      killed.destroyForcibly().waitFor();
      assertThat(left).isDirectory();

      try (ScratchFolder own = ScratchFolder.in(parent)) {
        Leftovers.sweep(parent);

        assertThat(left).doesNotExist();
        assertThat(used.resolve("file")).exists();
        assertThat(own.path("")).isDirectory();
      }
    } finally {
      living.destroyForcibly();
    }
  }

  /** Names alone make nothing ours. */
  @Test
  void nothingElseIsSweptUp() throws IOException {
    Path target = Files.createDirectory(parent.resolve("target"));
    Files.createFile(target.resolve(ScratchFolder.LOCK));
    Path link = Files.createSymbolicLink(parent.resolve("optbench-1-1"), target);
    Path unlocked = Files.createDirectory(parent.resolve("optbench-2-2"));
    Files.createFile(unlocked.resolve("thesis.tex"));
    Path linkedLock = Files.createDirectory(parent.resolve("optbench-3-3"));
    Files.createSymbolicLink(
        linkedLock.resolve(ScratchFolder.LOCK), target.resolve(ScratchFolder.LOCK));
    Path file = Files.createFile(parent.resolve("optbench-4-4"));

    Leftovers.sweep(parent);

    assertThat(List.of(link, unlocked.resolve("thesis.tex"), linkedLock, file))
        .allSatisfy(path -> assertThat(path).exists());
    assertThat(target.resolve(ScratchFolder.LOCK)).exists();
  }

  @Test
  void whatWasBegunADayAgoAndNeverLockedIsSweptUp() throws IOException {
    Path old = Files.createDirectory(parent.resolve(".optbench-new-1"));
    Path young = Files.createDirectory(parent.resolve(".optbench-new-2"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));

    Leftovers.sweep(parent);

    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  @Test
  void aMissingFolderIsToldWithWhatToDo() {
    Path missing = parent.resolve("missing");

    assertThatThrownBy(() -> TemporaryFiles.check(missing))
        .isInstanceOf(MachineException.class)
        .hasMessage(
            "cannot write temporary files to "
                + missing
                + ": no such file or folder: set TMPDIR to a folder of yours with 4 MB of room");
  }

  @Test
  void theVariableCountsUnlessJavaWasToldOtherwise() {
    assertThat(TemporaryFiles.folder("/tmp", "/scratch")).isEqualTo(Path.of("/scratch"));
    assertThat(TemporaryFiles.folder("/tmp", "")).isEqualTo(Path.of("/tmp"));
    assertThat(TemporaryFiles.folder("/tmp", null)).isEqualTo(Path.of("/tmp"));
    assertThat(TemporaryFiles.folder("/chosen", "/scratch")).isEqualTo(Path.of("/chosen"));
  }

  private Process holder() throws IOException {
    List<String> command = new ArrayList<>(ThisJvm.command());
    command.add(Holder.class.getName());
    command.add(parent.toString());
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static Path folderOf(Process holder) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8));
    return Path.of(lines.readLine());
  }

  /** Makes one, and keeps it until it is killed or nobody holds its standard input. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws IOException {
      try (ScratchFolder scratch = ScratchFolder.in(Path.of(args[0]))) {
        System.out.println(scratch.write("file", "text").getParent());
        while (System.in.read() >= 0) {}
      }
    }
  }
}
