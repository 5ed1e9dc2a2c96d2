package optbench.check;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is put up with.
 *
 * @param measure what it is about
 * @param margin losses smaller than this are put up with: of accuracy a fraction of 1, of time a
 *     fraction of the earlier
 */
public record Rule(Measure measure, double margin) {
  /** Accuracy by 0.3 points: some thirty of MNIST's ten thousand test images. */
  public static final Rule DEFAULT = new Rule(Measure.ACCURACY, 0.003);

  /** Ten percent a step: a quiet machine tells that in ten rounds. */
  public static final Rule DEFAULT_TIMING = new Rule(Measure.TIMING, 0.1);

  private static final Pattern ACCURACY = Pattern.compile("accuracy:([0-9]{1,2}(\\.[0-9]+)?)pt");
  private static final Pattern TIMING = Pattern.compile("timing:([0-9]{1,3}(\\.[0-9]+)?)%");

  /** What a rule can be about. */
  public enum Measure {
    ACCURACY,
    TIMING
  }

  public Rule {
    if (!(margin > 0) || !Double.isFinite(margin)) {
      throw new IllegalArgumentException("the margin must be greater than 0 but was " + margin);
    }
  }

  /**
   * Reads a rule such as {@code accuracy:0.3pt} or {@code timing:10%}.
   *
   * @throws IllegalArgumentException that says what it must be
   */
  public static Rule parse(String text) {
    Matcher accuracy = ACCURACY.matcher(text);
    Matcher timing = TIMING.matcher(text);
    if (accuracy.matches()) {
      return new Rule(Measure.ACCURACY, hundredth(accuracy.group(1)));
    }
    if (timing.matches()) {
      return new Rule(Measure.TIMING, hundredth(timing.group(1)));
    }
    throw new IllegalArgumentException(
        "must be such as accuracy:0.3pt, in points of test accuracy, or timing:10%, of the time a"
            + " step, but was '"
            + text
            + "'");
  }

  /** The strictest about something, if any is. */
  public static Optional<Rule> strictest(List<Rule> rules, Measure measure) {
    return rules.stream()
        .filter(r -> r.measure() == measure)
        .min(Comparator.comparingDouble(Rule::margin));
  }

  private static double hundredth(String digits) {
    // 0.3 / 100 is not the double nearest to 0.003.
    return new BigDecimal(digits).movePointLeft(2).doubleValue();
  }
}
