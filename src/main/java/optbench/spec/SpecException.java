package optbench.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Something in the experiment spec that cannot be. It knows where in the spec, not in which file:
 * whoever read the file adds line and column.
 */
public final class SpecException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final List<SpecException> others;

  /**
   * @param path JSON pointer of the offending value, such as {@code /optimizers/2/learning_rate};
   *     empty for the whole spec
   * @param message what is allowed and what was found, in one sentence
   */
  public SpecException(String path, String message) {
    this(path, message, List.of());
  }

  private SpecException(String path, String message, List<SpecException> others) {
    super(message);
    this.path = Objects.requireNonNull(path);
    this.others = others;
  }

  /**
   * Refuses what has several faults.
   *
   * @throws SpecException with all of them, if there are any
   */
  public static void throwAll(List<SpecException> faults) {
    if (!faults.isEmpty()) {
      SpecException first = faults.get(0);
      List<SpecException> others = new ArrayList<>(first.others);
      faults.stream().skip(1).forEach(fault -> others.addAll(fault.all()));
      throw new SpecException(first.path, first.getMessage(), others);
    }
  }

  /** This and all others that were found with it. */
  public List<SpecException> all() {
    List<SpecException> all = new ArrayList<>(List.of(this));
    all.addAll(others);
    return all;
  }

  /** JSON pointer of the offending value. */
  public String path() {
    return path;
  }

  /**
   * Makes a part that does not know where it stands.
   *
   * @param pointer of the part
   * @throws SpecException with the place in the whole, if the part cannot be
   */
  public static <T> T below(String pointer, Supplier<T> part) {
    try {
      return part.get();
    } catch (SpecException e) {
      throw new SpecException(
          pointer + e.path,
          e.getMessage(),
          e.others.stream()
              .map(other -> new SpecException(pointer + other.path, other.getMessage()))
              .toList());
    }
  }
}
