package optbench.spec;

import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import optbench.spec.key.ChoiceType;
import optbench.spec.key.ValueType;

/**
 * The seeds of an experiment, in order: each decides the initial weights, the order of the samples
 * and the dropout masks.
 *
 * @param values at least one, all different
 */
public record Seeds(List<Long> values) {
  private static final int MOST = 1000;

  public Seeds {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new SpecException(
          "", "must be a count of at least 1 or a list of integers but was an empty list");
    }
    if (new HashSet<>(values).size() < values.size()) {
      throw new SpecException("", "must all be different but were " + values);
    }
  }

  /** The seeds 1 to {@code count}. */
  public static Seeds count(int count) {
    if (count < 1) {
      throw new SpecException(
          "", "must be a count of at least 1 or a list of integers but was " + count);
    }
    return new Seeds(LongStream.rangeClosed(1, count).boxed().toList());
  }

  /**
   * A number of seeds, or a list of them.
   *
   * @param counted the seeds that a number stands for
   */
  static ValueType<Seeds> type(String doc, Function<Integer, Seeds> counted) {
    return ChoiceType.<Seeds>of(doc)
        .way(ValueType.integer("Seeds 1 to this", 1, MOST).as(counted))
        .way(
            ValueType.list("integers", "The seeds themselves", 1, MOST, ValueType.integer("A seed"))
                .different()
                .as(Seeds::new, Seeds::values),
            seeds -> true);
  }
}
