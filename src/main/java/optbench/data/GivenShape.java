package optbench.data;

import java.util.List;
import java.util.Optional;

/** The sides of a sample where the user says more of them than a file does. */
final class GivenShape {
  private GivenShape() {}

  /**
   * The sides that were given, if any were.
   *
   * @param found those of the file
   * @param source names the file
   */
  static List<Integer> of(Optional<List<Integer>> given, List<Integer> found, String source) {
    if (given.isPresent() && numbers(given.get()) != numbers(found)) {
      throw new DataException(
          DataException.Reason.REQUEST,
          source
              + ": shape must have as many numbers as a sample, "
              + numbers(found)
              + ", but is "
              + IdxFile.shape(given.get())
              + ".");
    }
    return given.orElse(found);
  }

  private static long numbers(List<Integer> sides) {
    return sides.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
  }
}
