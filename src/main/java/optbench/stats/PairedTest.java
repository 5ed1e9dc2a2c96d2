package optbench.stats;

import java.util.List;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How paired differences are tested. Which test is used is named beforehand, in the {@link
 * Protocol}, never chosen by the data: a test picked after a look at the differences, say at
 * whether they are normal, no longer errs as rarely as it states.
 *
 * <p>A t-test is the default, whatever the number of seeds. Wilcoxon's test of n pairs cannot give
 * a two-sided p below 2 / 2ⁿ: with 5 seeds never below 0.0625, and corrected for a family of 21
 * tests not below 0.05 with fewer than 10. The t-test is exact for normal differences, and errs
 * rather towards silence where a single seed is far out.
 */
public enum PairedTest {
  /** Student's paired t-test: t = mean / (sd / √n), with n - 1 degrees of freedom. */
  STUDENT_T("paired t-test"),
  /**
   * The same, with a standard deviation and degrees of freedom that borrow from all pairs of the
   * experiment: see {@link VariancePrior}. With few seeds it finds far more.
   */
  MODERATED_T("moderated paired t-test") {
    @Override
    VariancePrior prior(int contenders, List<double[]> differences) {
      return VariancePrior.of(contenders, differences);
    }

    @Override
    PairedTest withoutPrior() {
      return STUDENT_T;
    }
  },
  /**
   * Wilcoxon's signed-rank test, which assumes only that differences are symmetric around their
   * centre: exact for up to 25 differences other than zero, ties and zeros (Pratt) included.
   */
  WILCOXON("Wilcoxon signed-rank test") {
    @Override
    double statistic(Deviation deviation, double... d) {
      return new SignedRank(d).standardized();
    }

    @Override
    double pGreater(Deviation deviation, double... d) {
      return new SignedRank(d).pGreater();
    }

    @Override
    boolean needsVariation() {
      return false;
    }
  },
  /**
   * Not of pairs: for results of which nobody says that a seed means the same weights and batches
   * for all. See {@link TwoSamples}.
   */
  WELCH_T("Welch's t-test, unpaired") {
    @Override
    public boolean ofPairs() {
      return false;
    }
  };

  private final String title;

  PairedTest(String title) {
    this.title = title;
  }

  /** As one writes it in a sentence. */
  public String title() {
    return title;
  }

  /** Whether it is of pairs of seeds; else of two samples that share nothing. */
  public boolean ofPairs() {
    return true;
  }

  /** In standard errors; positive where the differences tend to be. */
  double statistic(Deviation deviation, double... differences) {
    return Mean.of(differences).getAsDouble() / (deviation.sd() / Math.sqrt(differences.length));
  }

  /** One-sided: how likely differences so far above 0 are if their centre is 0. */
  double pGreater(Deviation deviation, double... differences) {
    return TDistribution.of(deviation.freedom())
        .survivalProbability(statistic(deviation, differences));
  }

  /** Whether differences that are all the same cannot be tested. */
  boolean needsVariation() {
    return true;
  }

  /** What this test borrows from all pairs; nothing unless it says so. */
  VariancePrior prior(int contenders, List<double[]> differences) {
    return VariancePrior.NONE;
  }

  /** The test that this one is where there is nothing to borrow. */
  PairedTest withoutPrior() {
    return this;
  }

  /** One-sided, of these differences alone. */
  double pGreater(double... differences) {
    return pGreater(Deviation.own(differences), differences);
  }

  /** Two-sided: twice the smaller tail, at most 1. */
  double pTwoSided(Deviation deviation, double... differences) {
    double smaller =
        Math.min(
            pGreater(deviation, differences), pGreater(deviation, shifted(0, -1, differences)));
    return Math.min(1, 2 * smaller);
  }

  /**
   * Two one-sided tests (Schuirmann, Journal of Pharmacokinetics and Biopharmaceutics 15, 1987):
   * the larger of the p-values of "above -margin" and "below margin".
   */
  double pEquivalent(double margin, Deviation deviation, double... differences) {
    return Math.max(
        pGreater(deviation, shifted(margin, 1, differences)),
        pGreater(deviation, shifted(margin, -1, differences)));
  }

  private static double[] shifted(double offset, int sign, double... differences) {
    double[] shifted = new double[differences.length];
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] = offset + sign * differences[i];
    }
    return shifted;
  }
}
