package optbench.store;

import java.util.Objects;

/**
 * A value from the command line that takes the place of the spec's.
 *
 * @param path a key of the spec, {@code data.<key>}, {@code tune.<key>}, or {@code
 *     optimizers.<label or name>.<key>}
 * @param text a YAML scalar, or a list or mapping in brackets
 * @param origin the option as typed, such as {@code --epochs 3}: faults name it
 */
public record SpecOverride(String path, String text, String origin) {
  public SpecOverride {
    Objects.requireNonNull(path);
    Objects.requireNonNull(text);
    Objects.requireNonNull(origin);
  }

  /**
   * Reads {@code key=value}.
   *
   * @param option the option's name, such as {@code --set}
   * @throws SpecFileException if there is no {@code =}, or no key
   */
  public static SpecOverride parse(String option, String assignment) {
    String origin = option + " " + assignment;
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new SpecFileException(
          new Fault(Place.of(origin), "must be key=value, such as epochs=3"));
    }
    return new SpecOverride(
        assignment.substring(0, equals).strip(), assignment.substring(equals + 1), origin);
  }

  /** A text that is taken as it is, such as a folder's name: YAML has no say in what it means. */
  public static SpecOverride ofText(String path, String text, String origin) {
    // A text in JSON is the same text in YAML.
    return new SpecOverride(path, Json.pretty(text), origin);
  }

  /** How deep it reaches: wider ones are applied first, whatever their order. */
  int depth() {
    return (int) path.chars().filter(c -> c == '.').count();
  }
}
