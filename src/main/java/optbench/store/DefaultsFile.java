package optbench.store;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import optbench.spec.UserDefaults;
import optbench.spec.key.KeyReference;

/** Reads a user's defaults, in YAML. */
public final class DefaultsFile {
  private DefaultsFile() {}

  /** All keys, as a page in Markdown. */
  public static String reference() {
    return KeyReference.of("Keys of config.yaml", UserDefaults.KEYS);
  }

  /** The JSON Schema, indented, with a line end at its end. */
  public static String schema() {
    return Json.pretty(UserDefaults.KEYS.document("optbench config")) + "\n";
  }

  /** Whether there is anything of that name, though it may be no file. */
  public static boolean isThere(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Reads a file.
   *
   * @return what holds without one, if there is none
   * @throws SpecFileException with every fault that was found
   */
  public static UserDefaults read(Path file) {
    if (!isThere(file)) {
      return UserDefaults.NONE;
    }
    SourceTree tree = TreeReader.fileOrNothing(file);
    List<Fault> faults = tree.faults(UserDefaults.KEYS);
    if (!faults.isEmpty()) {
      throw SpecFileException.of(faults);
    }
    return tree.read(UserDefaults.KEYS, Map.of());
  }
}
