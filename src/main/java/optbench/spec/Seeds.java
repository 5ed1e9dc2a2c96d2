package optbench.spec;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.LongStream;
import optbench.spec.key.ChoiceType;
import optbench.spec.key.ValueType;

/**
 * The seeds of an experiment, in order: each decides the initial weights, the order of the samples
 * and the dropout masks.
 *
 * @param values at least one, all different
 * @param until that optimizers get them only as long as it is not decided; empty if all get all
 */
public record Seeds(List<Long> values, Optional<UntilDecided> until) {
  /** More would be a slip of the finger. */
  static final int MOST = 1000;

  private static final String BETWEEN = "..";
  private static final String RANGE = "^-?[0-9]{1,18}[.][.]-?[0-9]{1,18}$";

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

  /** Those that all optimizers get. */
  public Seeds(List<Long> values) {
    this(values, Optional.empty());
  }

  /** The seeds 1, 2 and so on, as many as it takes. */
  public static Seeds until(UntilDecided decided) {
    return new Seeds(count(decided.atMost()).values(), Optional.of(decided));
  }

  /** The seeds 1 to {@code count}. */
  public static Seeds count(int count) {
    if (count < 1) {
      throw new SpecException(
          "", "must be a count of at least 1 or a list of integers but was " + count);
    }
    return new Seeds(LongStream.rangeClosed(1, count).boxed().toList());
  }

  /** From the first to the last, written {@code 101..125}. */
  private static Seeds range(String text) {
    int between = text.indexOf(BETWEEN);
    long first = Long.parseLong(text.substring(0, between));
    long last = Long.parseLong(text.substring(between + BETWEEN.length()));
    if (last < first || last - first >= MOST) {
      throw new SpecException(
          "", "must be a range of 1 to " + MOST + " seeds, such as 101..125, but was " + text);
    }
    return new Seeds(LongStream.rangeClosed(first, last).boxed().toList());
  }

  /**
   * A number of seeds, a range or a list of them.
   *
   * @param counted the seeds that a number stands for
   */
  static ChoiceType<Seeds> type(String doc, Function<Integer, Seeds> counted) {
    return ChoiceType.<Seeds>of(doc)
        .way(ValueType.integer("Seeds 1 to this", 1, MOST).as(counted))
        .way(
            ValueType.list("integers", "The seeds themselves", 1, MOST, ValueType.integer("A seed"))
                .different()
                .as(Seeds::new, Seeds::values),
            seeds -> seeds.until().isEmpty())
        .way(
            ValueType.text("From the first to the last of them", "a range such as 101..125")
                .pattern(RANGE)
                .as(Seeds::range));
  }

  /** The same, or as many as it takes to decide. */
  static ChoiceType<Seeds> typeWithUntil(String doc) {
    return type(doc, Seeds::count)
        .way(
            UntilDecided.MAPPING.as(Seeds::until, seeds -> seeds.until().orElseThrow()),
            seeds -> seeds.until().isPresent());
  }
}
