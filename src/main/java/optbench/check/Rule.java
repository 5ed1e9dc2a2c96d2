package optbench.check;

import java.math.BigDecimal;
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
        "must be such as accuracy:0.3pt, in points of test accuracy, but was '" + text + "'");
  }

  private static double hundredth(String digits) {
    // 0.3 / 100 is not the double nearest to 0.003.
    return new BigDecimal(digits).movePointLeft(2).doubleValue();
  }
}
