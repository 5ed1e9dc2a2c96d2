package optbench.machine;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What every process of optbench settles before it loads anything else, so that libraries find the
 * same on every machine.
 */
public final class Startup {
  /** Read by JavaCPP, which would also take a folder among the temporary files of all users. */
  private static final String NATIVE_CODE = "org.bytedeco.javacpp.cachedir";

  private static final String HOME = "user.home";

  private Startup() {}

  /**
   * Settles the locale, the home directory and where native code is unpacked.
   *
   * @throws MachineException if the user has none, and no temporary folder can be made either
   */
  public static void settle(Map<String, String> environment) {
    // Own code names its locale; libraries format and translate by the default.
    Locale.setDefault(Locale.ROOT);
    UserFolders folders =
        UserFolders.of(
            environment,
            System.getProperty(HOME, ""),
            nativeCode().map(Path::of),
            () -> ScratchFolder.make().path(""));
    System.setProperty(HOME, folders.home().toString());
    System.setProperty(NATIVE_CODE, folders.nativeCode().toString());
  }

  /** The user's home directory. */
  public static Path home() {
    return Path.of(System.getProperty(HOME));
  }

  /** Removes temporary files of earlier processes that were killed. */
  public static void sweep() {
    Leftovers.sweep(TemporaryFiles.folder());
  }

  /**
   * Where native code is unpacked: what was chosen when this JVM started, else what was settled.
   */
  public static Optional<String> nativeCode() {
    return Optional.ofNullable(System.getProperty(NATIVE_CODE)).filter(s -> !s.isBlank());
  }

  /** Has another JVM of this process settle on the same. */
  public static List<String> options() {
    return nativeCode()
        .map(
            folder ->
                List.of(
                    "-D" + HOME + "=" + System.getProperty(HOME),
                    "-D" + NATIVE_CODE + "=" + folder))
        .orElse(List.of());
  }
}
