package optbench.stats;

import java.util.OptionalDouble;

/**
 * How contenders are compared: decided before the results are looked at.
 *
 * @param level the chance of even one false claim in a family of tests that is put up with; between
 *     0 and 1
 * @param test of paired differences
 * @param margin differences smaller than this, in the unit of the scores, are taken for none; empty
 *     to make no claims of equivalence
 */
public record Protocol(double level, PairedTest test, OptionalDouble margin) {
  /** 5 %, the moderated paired t-test, no margin: for contenders of one run. */
  public static final Protocol OF_A_RUN =
      new Protocol(0.05, PairedTest.MODERATED_T, OptionalDouble.empty());

  /** 5 %, Student's paired t-test, no margin: for a contender and its earlier self. */
  public static final Protocol DEFAULT =
      new Protocol(0.05, PairedTest.STUDENT_T, OptionalDouble.empty());

  public Protocol {
    Numbers.proportion("the level", level);
    if (margin.isPresent()) {
      Numbers.positive("the margin", margin.getAsDouble());
    }
  }

  public Protocol withMargin(double newMargin) {
    return new Protocol(level, test, OptionalDouble.of(newMargin));
  }

  /** The same, without pairs where seeds share nothing. */
  public Protocol pairedIf(boolean sharedSeeds) {
    return sharedSeeds ? this : withTest(PairedTest.WELCH_T);
  }

  public Protocol withTest(PairedTest newTest) {
    return new Protocol(level, newTest, margin);
  }
}
