package optbench.stats;

import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;

/**
 * Plans numbers of seeds for paired t-tests.
 *
 * <p>All figures take the standard deviation that is given for the true one, and differences for
 * normal. One that was observed over a few seeds is rough, and an observed difference is no better:
 * the answer says how large an experiment must be to find such a difference if it is real, and
 * nothing about whether it is.
 *
 * @param level of the family, such as 0.05
 * @param tests how many there are in the family; each is planned at level / tests, as the smallest
 *     p-value is judged under Holm's correction: enough, and for the others somewhat more than that
 * @param power the chance of finding what is there, such as 0.8; greater than the level
 */
public record PowerPlan(double level, int tests, double power) {
  /** The search for a number of seeds ends here. */
  public static final int MOST_SEEDS = 1000;

  private static final double POWER = 0.8;

  public PowerPlan {
    Numbers.proportion("the level", level);
    Numbers.proportion("the power", power);
    if (tests < 1) {
      throw new IllegalArgumentException("tests must be at least 1 but were " + tests);
    }
    if (power <= level) {
      throw new IllegalArgumentException(
          "the power must be greater than the level of " + level + " but was " + power);
    }
  }

  /** A power of 80 %, as is usual. */
  public static PowerPlan of(double level, int tests) {
    return new PowerPlan(level, tests, POWER);
  }

  /**
   * How many seeds it takes to show a difference of this size, whichever its sign.
   *
   * @param sd standard deviation of the paired differences, at least 0
   */
  public SeedsNeeded toShowDifference(double difference, double sd) {
    Numbers.finite("the difference", difference);
    requireDeviation(sd);
    if (difference == 0) {
      return new SeedsNeeded.Never("the difference is 0");
    }
    return sd == 0
        ? noVariation()
        : search(n -> PairedPower.ofDifference(n, difference / sd, alpha()));
  }

  /**
   * How many it takes to show that a difference of this size is above 0, where that is all that is
   * asked: one-sided.
   */
  public SeedsNeeded toShowGain(double difference, double sd) {
    Numbers.finite("the difference", difference);
    requireDeviation(sd);
    if (difference <= 0) {
      return new SeedsNeeded.Never("the difference is not above 0");
    }
    return sd == 0 ? noVariation() : search(n -> PairedPower.ofGain(n, difference / sd, alpha()));
  }

  /** How many it takes to show that a difference of this size lies within the margin. */
  public SeedsNeeded toShowEquivalence(double difference, double sd, double margin) {
    Numbers.finite("the difference", difference);
    requireDeviation(sd);
    Numbers.positive("the margin", margin);
    if (Math.abs(difference) >= margin) {
      return new SeedsNeeded.Never("the difference is not smaller than the margin");
    }
    return sd == 0
        ? noVariation()
        : search(n -> PairedPower.ofEquivalence(n, difference / sd, margin / sd, alpha()));
  }

  /**
   * How many it takes where every seed says the same, so that only the exact sign test is left: 1 /
   * 2ⁿ at most the level of a test, and twice that where it is two-sided.
   *
   * @param sides 1 or 2
   */
  public SeedsNeeded toShowSameSign(int sides) {
    int seeds = 2;
    while (sides * Math.pow(0.5, seeds) > alpha()) {
      seeds++;
    }
    return new SeedsNeeded.Known(seeds);
  }

  /**
   * The smallest difference that so many seeds show with the power asked for.
   *
   * @param sd standard deviation of the paired differences, at least 0
   * @return empty for fewer than two seeds, or where the deviation is 0 and tells nothing
   */
  public OptionalDouble smallestDifference(int seeds, double sd) {
    requireDeviation(sd);
    if (seeds < 2 || sd == 0) {
      return OptionalDouble.empty();
    }
    double high = 1;
    while (PairedPower.ofDifference(seeds, high, alpha()) < power) {
      high *= 2;
    }
    double low = 0;
    // Until neighbouring doubles: some fifty halvings.
    for (double mid = high / 2; mid > low && mid < high; mid = (low + high) / 2) {
      if (PairedPower.ofDifference(seeds, mid, alpha()) < power) {
        low = mid;
      } else {
        high = mid;
      }
    }
    return OptionalDouble.of(high * sd);
  }

  /** The level of one test. */
  double alpha() {
    return level / tests;
  }

  /** The smallest number whose power is enough; power rises with it. */
  private SeedsNeeded search(IntToDoubleFunction powerOf) {
    if (powerOf.applyAsDouble(MOST_SEEDS) < power) {
      return new SeedsNeeded.MoreThan(MOST_SEEDS);
    }
    int tooFew = 1;
    int enough = MOST_SEEDS;
    while (enough - tooFew > 1) {
      int mid = (tooFew + enough) / 2;
      if (powerOf.applyAsDouble(mid) < power) {
        tooFew = mid;
      } else {
        enough = mid;
      }
    }
    return new SeedsNeeded.Known(enough);
  }

  private static SeedsNeeded noVariation() {
    return new SeedsNeeded.Unknown("the difference did not vary from seed to seed");
  }

  private static void requireDeviation(double sd) {
    if (!(sd >= 0) || !Double.isFinite(sd)) {
      throw new IllegalArgumentException("the standard deviation must be at least 0 but was " + sd);
    }
  }
}
