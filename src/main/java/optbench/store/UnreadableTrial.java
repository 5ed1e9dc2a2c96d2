package optbench.store;

import java.nio.file.Path;

/**
 * A file among the trials that could not be read.
 *
 * @param reason why, in half a sentence
 */
public record UnreadableTrial(Path file, String reason) {
  @Override
  public String toString() {
    return file + ": " + reason;
  }
}
