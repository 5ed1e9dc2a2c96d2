package optbench.spec;

import java.util.Objects;

/**
 * Something in the experiment spec that cannot be. It knows where in the spec, not in which file:
 * whoever read the file adds line and column.
 */
public final class SpecException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String path;

  /**
   * @param path JSON pointer of the offending value, such as {@code /optimizers/2/learning_rate};
   *     empty for the whole spec
   * @param message what is allowed and what was found, in one sentence
   */
  public SpecException(String path, String message) {
    super(message);
    this.path = Objects.requireNonNull(path);
  }

  /** JSON pointer of the offending value. */
  public String path() {
    return path;
  }
}
