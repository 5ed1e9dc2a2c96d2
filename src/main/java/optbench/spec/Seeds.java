package optbench.spec;

import java.util.HashSet;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The seeds of an experiment, in order: each decides the initial weights, the order of the samples
 * and the dropout masks.
 *
 * @param values at least one, all different
 */
public record Seeds(List<Long> values) {
  public Seeds {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new SpecException(
          "/seeds", "must be a count of at least 1 or a list of integers but was an empty list");
    }
    if (new HashSet<>(values).size() < values.size()) {
      throw new SpecException("/seeds", "must all be different but were " + values);
    }
  }

  /** The seeds 1 to {@code count}. */
  public static Seeds count(int count) {
    if (count < 1) {
      throw new SpecException(
          "/seeds", "must be a count of at least 1 or a list of integers but was " + count);
    }
    return new Seeds(LongStream.rangeClosed(1, count).boxed().toList());
  }
}
