package optbench.app;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import optbench.data.Datasets;
import optbench.spec.UserDefaults;
import optbench.store.DefaultsFile;

/**
 * A user's defaults, and where they stand. They hold where neither the command line nor a spec nor
 * a variable says anything.
 *
 * @param home of the user
 */
public record UserConfig(Path file, UserDefaults defaults, Path home) {
  private static final String OF_ALL = "XDG_CONFIG_HOME";

  /**
   * Reads what is there.
   *
   * @throws optbench.store.SpecFileException with every fault that was found
   */
  public static UserConfig read(Map<String, String> environment, Path home) {
    Path file = place(environment, home);
    return new UserConfig(file, DefaultsFile.read(file), home);
  }

  /** What holds where nothing is read. */
  public static UserConfig unread(Map<String, String> environment, Path home) {
    return new UserConfig(place(environment, home), UserDefaults.NONE, home);
  }

  /**
   * Below {@code $XDG_CONFIG_HOME}, only where that is absolute, as the XDG base directory
   * specification asks; else below {@code ~/.config}, on every system.
   */
  private static Path place(Map<String, String> environment, Path home) {
    return folder(environment.getOrDefault(OF_ALL, ""))
        .orElse(home.resolve(".config"))
        .resolve("optbench")
        .resolve("config.yaml");
  }

  private static Optional<Path> folder(String name) {
    try {
      return Optional.of(Path.of(name)).filter(Path::isAbsolute);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** With what stands for variables that are not set. */
  public Map<String, String> completed(Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    defaults
        .dataDirectory()
        .ifPresent(folder -> all.put(Datasets.CONFIGURED, resolved(folder).toString()));
    return all;
  }

  /** Where results folders are made. */
  public Path results() {
    return defaults.results().map(this::resolved).orElse(Path.of("results"));
  }

  private Path resolved(Path folder) {
    Path self = Path.of("~");
    return folder.startsWith(self) ? home.resolve(self.relativize(folder)) : folder;
  }
}
