package optbench.stats;

import static optbench.stats.Deviation.own;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import optbench.random.SeededRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Reference values are from R 4.2.2 unless another source is named. */
class PairedTestTest {
  private static final Offset<Double> EXACT = within(1e-10);
  private static final double[] EIGHT = {
    0.0011, -0.0004, 0.0023, 0.0016, 0.0008, 0.0031, -0.0002, 0.0019
  };

  /** R: t.test(d). */
  @Test
  void studentAgreesWithR() {
    assertThat(PairedTest.STUDENT_T.statistic(own(EIGHT), EIGHT)).isCloseTo(3, EXACT);
    assertThat(pTwoSided(PairedTest.STUDENT_T, EIGHT)).isCloseTo(0.0199421261319925, EXACT);
  }

  /** R: the larger of t.test(d, mu = -m, "greater") and t.test(d, mu = m, "less"). */
  @Test
  void studentEquivalenceAgreesWithR() {
    assertThat(PairedTest.STUDENT_T.pEquivalent(0.002, own(EIGHT), EIGHT))
        .isCloseTo(0.0658984007250689, EXACT);
    assertThat(PairedTest.STUDENT_T.pEquivalent(0.003, own(EIGHT), EIGHT))
        .isCloseTo(0.00240837627316452, EXACT);
  }

  /** R: wilcox.test(d), V = 33; SciPy 1.10.1: wilcoxon(d, mode="exact"). */
  @Test
  void wilcoxonIsExactWithoutTies() {
    assertThat(new SignedRank(EIGHT).sumOfPositiveRanks()).isEqualTo(33);
    assertThat(pTwoSided(PairedTest.WILCOXON, EIGHT)).isEqualTo(0.0390625);
  }

  /** R: exactRankTests 0.8-35, wilcox.exact. */
  @Test
  void wilcoxonIsExactWithTies() {
    assertThat(pTwoSided(PairedTest.WILCOXON, 3, -1, 2, 2, 5, -1, 4, 1)).isEqualTo(0.0546875);
  }

  /** R: coin 1.4-2, wilcoxsign_test(distribution = "exact", zero.method = "Pratt"). */
  @Test
  void wilcoxonRanksZerosAfterPratt() {
    double[] d = {3, -1, 0, 2, 2, 5, 0, -1, 4, 1};

    assertThat(new SignedRank(d).sumOfPositiveRanks()).isEqualTo(44);
    assertThat(PairedTest.WILCOXON.statistic(own(d), d)).isCloseTo(1.85286604555792, EXACT);
    assertThat(PairedTest.WILCOXON.pGreater(d)).isEqualTo(0.0390625);
    assertThat(pTwoSided(PairedTest.WILCOXON, d)).isEqualTo(0.078125);
  }

  /** coin, distribution = "asymptotic"; SciPy: wilcoxon(zero_method="pratt", mode="approx"). */
  @Test
  void wilcoxonIsNormalBeyond25() {
    double[] d = new double[33];
    for (int i = 1; i <= 30; i++) {
      d[i - 1] = i % 3 == 0 ? -i : i;
    }
    d[32] = 5;

    assertThat(PairedTest.WILCOXON.statistic(own(d), d)).isCloseTo(1.51909894220197, EXACT);
    assertThat(pTwoSided(PairedTest.WILCOXON, d)).isCloseTo(0.128737592962056, EXACT);
  }

  /** R: the larger of wilcox.exact(d, mu = -0.003, "greater") and (d, mu = 0.003, "less"). */
  @Test
  void wilcoxonEquivalenceAgreesWithR() {
    assertThat(PairedTest.WILCOXON.pEquivalent(0.003, own(EIGHT), EIGHT)).isEqualTo(0.0078125);
  }

  /** 0.9655 - 0.9651 and 0.9751 - 0.9747 differ in their last bits. */
  @Test
  void wilcoxonSeesTiesThroughRounding() {
    double[] computed = {0.9655 - 0.9651, 0.9747 - 0.9751, 0.0009, 0.0011, 0.0013};

    assertThat(computed[0]).isNotEqualTo(-computed[1]);
    assertThat(pTwoSided(PairedTest.WILCOXON, computed))
        .isEqualTo(pTwoSided(PairedTest.WILCOXON, 4, -4, 9, 11, 13));
  }

  @Test
  void wilcoxonOfNothingButZerosSeesNothing() {
    assertThat(pTwoSided(PairedTest.WILCOXON, 0, 0, 0)).isEqualTo(1);
    assertThat(PairedTest.WILCOXON.statistic(own(0, 0, 0), 0, 0, 0)).isEqualTo(0);
  }

  /** As the doc of the enum says of its least p: 2 / 2^n. */
  @Test
  void wilcoxonCannotBeSureOfFewSeeds() {
    assertThat(pTwoSided(PairedTest.WILCOXON, 1, 2, 3, 4, 5)).isEqualTo(0.0625);
    double[] ten = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    assertThat(21 * pTwoSided(PairedTest.WILCOXON, ten)).isLessThan(0.05);
    assertThat(21 * pTwoSided(PairedTest.WILCOXON, Arrays.copyOf(ten, 9))).isGreaterThan(0.05);
  }

  /** Where exact ends, the approximation must take over without a jump. */
  @Test
  void exactAndNormalAgreeAtTheirBorder() {
    SeededRandom random = SeededRandom.of(1, "border");
    double[] d = new double[SignedRank.EXACT_UP_TO];
    for (int i = 0; i < d.length; i++) {
      d[i] = 0.3 + random.nextGaussian();
    }
    SignedRank ranks = new SignedRank(d);

    double normal =
        org.apache.commons.statistics.distribution.NormalDistribution.of(0, 1)
            .survivalProbability(ranks.standardized());
    assertThat(ranks.pGreater()).isCloseTo(normal, within(0.01));
  }

  /** R: p.adjust(p, "holm"). */
  @Test
  void holmAgreesWithR() {
    assertThat(Holm.adjusted(0.01, 0.04, 0.03, 0.005, 0.5))
        .usingComparatorWithPrecision(1e-15)
        .containsExactly(0.04, 0.09, 0.09, 0.025, 0.5);
    assertThat(Holm.adjusted()).isEmpty();
  }

  /** R: exp(lgamma(m / 2) - lgamma((m - 1) / 2)) / sqrt(m / 2); the first four in Hedges (1981). */
  @Test
  void correctsEffectsAfterHedges() {
    assertThat(EffectSize.correction(2)).isCloseTo(0.564189583547756, EXACT);
    assertThat(EffectSize.correction(3)).isCloseTo(0.723601254558268, EXACT);
    assertThat(EffectSize.correction(4)).isCloseTo(0.797884560802865, EXACT);
    assertThat(EffectSize.correction(10)).isCloseTo(0.922745608053087, EXACT);
    assertThat(EffectSize.correction(29)).isCloseTo(0.973874984596725, EXACT);
  }

  @Test
  void effectSizesAgreeWithR() {
    EffectSize effect = EffectSize.of(EIGHT);

    assertThat(effect.cohensD()).hasValueCloseTo(1.06066017177982, EXACT);
    assertThat(effect.hedgesG()).hasValueCloseTo(0.942081448627517, EXACT);
    assertThat(effect.probabilityOfSuperiority()).isEqualTo(0.75);
  }

  @Test
  void effectsOfFewOrConstantDifferencesStayEmpty() {
    assertThat(EffectSize.of(0.1).cohensD()).isEmpty();
    assertThat(EffectSize.of(0.1).probabilityOfSuperiority()).isEqualTo(1);
    assertThat(EffectSize.of(0.1, 0.2).cohensD()).isPresent();
    assertThat(EffectSize.of(0.1, 0.2).hedgesG()).isEmpty();
    assertThat(EffectSize.of(0.1, 0.1, 0.1).cohensD()).isEmpty();
    assertThat(EffectSize.of(0, 0, -0.1, -0.2).probabilityOfSuperiority()).isEqualTo(0.25);
  }

  private static double pTwoSided(PairedTest test, double... differences) {
    return test.pTwoSided(own(differences), differences);
  }
}
