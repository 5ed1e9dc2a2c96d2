package optbench.network;

import java.util.Optional;

/**
 * Weights that every trial of a network starts from, whatever its seed. They are the same if their
 * checksum is, and are read when they are first needed: to plan, or to look at results, takes none.
 */
public final class FixedStart {
  private final String sha256;
  private final Source source;
  private Optional<InitialWeights> read = Optional.empty();

  /** Where the weights are. */
  @FunctionalInterface
  public interface Source {
    /**
     * Reads them.
     *
     * @param input of one sample of the data
     */
    InitialWeights read(Shape input);
  }

  /**
   * @param sha256 of the weights, in hexadecimal
   */
  public FixedStart(String sha256, Source source) {
    this.sha256 = sha256;
    this.source = source;
  }

  /**
   * The weights.
   *
   * @param input of one sample of the data: the same each time
   */
  public synchronized InitialWeights weights(Shape input) {
    if (read.isEmpty()) {
      read = Optional.of(source.read(input));
    }
    return read.get();
  }

  /** Of the weights as they were saved. */
  String sha256() {
    return sha256;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FixedStart start && start.sha256.equals(sha256);
  }

  @Override
  public int hashCode() {
    return sha256.hashCode();
  }

  @Override
  public String toString() {
    return sha256;
  }
}
