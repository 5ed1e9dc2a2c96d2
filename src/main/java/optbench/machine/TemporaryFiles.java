package optbench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import optbench.file.FileFaultText;

/** The folder for temporary files. */
public final class TemporaryFiles {
  /** Holds the charts' fonts, and the specs of trials. */
  private static final int NEEDED_BYTES = 4 << 20;

  private static final String USUAL = "/tmp";

  private TemporaryFiles() {}

  /** What was chosen for this JVM, else {@code $TMPDIR}, of which Java does not know. */
  public static Path folder() {
    return folder(System.getProperty("java.io.tmpdir"), System.getenv("TMPDIR"));
  }

  static Path folder(String ofJava, String variable) {
    boolean chosen = !ofJava.equals(USUAL);
    return chosen || variable == null || variable.isBlank() ? Path.of(ofJava) : Path.of(variable);
  }

  /** For what processes of several users share: the same whatever {@code $TMPDIR} says. */
  public static Path sharedFolder() {
    Path usual = Path.of(System.getProperty("java.io.tmpdir"));
    return Files.isDirectory(usual) ? usual : folder();
  }

  /**
   * Makes sure, before any work, that there is room for what the work will need.
   *
   * @throws MachineException if not
   */
  public static void check() {
    check(folder());
  }

  static void check(Path folder) {
    try (ScratchFolder scratch = ScratchFolder.in(folder)) {
      Files.write(scratch.path("room"), new byte[NEEDED_BYTES]);
    } catch (IOException e) {
      throw fault(folder, e);
    }
  }

  static MachineException fault(Path folder, IOException e) {
    return new MachineException(
        "cannot write temporary files to "
            + folder
            + ": "
            + FileFaultText.of(e)
            + ": set TMPDIR to a folder of yours with "
            + (NEEDED_BYTES >> 20)
            + " MB of room",
        e);
  }
}
