package optbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Expected figures are from a program of its own in NumPy and SciPy: limma's fitFDist with SciPy's
 * digamma, polygamma and Brent's root finder, then the guards as the documentation states them.
 */
class VariancePriorTest {
  private static final Offset<Double> EXACT = within(1e-9);

  /** AdaDelta varies a hundred times as much as the others, so that the prior is worth little. */
  private static final List<Contender> SIX =
      List.of(
          Contender.of("sgd", 0.9091, 0.9071, 0.9111),
          Contender.of("momentum", 0.9655, 0.9671, 0.9648),
          Contender.of("adagrad", 0.9362, 0.9349, 0.9371),
          Contender.of("rmsprop", 0.9748, 0.9765, 0.9741),
          Contender.of("adam", 0.9762, 0.9751, 0.9773),
          Contender.of("adadelta", 0.35, 0.42, 0.44));

  /** All vary alike. */
  private static final List<Contender> FOUR =
      List.of(
          Contender.of("a", 0.90, 0.92, 0.94),
          Contender.of("b", 0.91, 0.95, 0.93),
          Contender.of("c", 0.97, 0.93, 0.95),
          Contender.of("d", 0.80, 0.82, 0.81));

  @Test
  void drawsVariancesTowardsWhatPairsHaveInCommon() {
    PairwiseComparisons six = compared(SIX);

    assertThat(six.prior().freedom()).isCloseTo(0.49706629190045404, EXACT);
    assertThat(six.prior().variance()).isCloseTo(1.409271152358832e-06, within(1e-15));
    assertPair(six, "momentum", "rmsprop", 0.0005321648906996821, 2.4970662919004543);
    assertPair(six, "rmsprop", "adam", 0.002318045153428519, 2.4240709362115562);
    assertPair(six, "sgd", "adadelta", 0.04687572221665853, 2.3981836805038723);
  }

  @Test
  void testIntervalAndEquivalenceShareThem() {
    PairedComparison pair = compared(SIX).between("rmsprop", "adam");

    assertThat(pair.test()).isEqualTo(PairedTest.MODERATED_T);
    assertThat(pair.statistic()).hasValueCloseTo(-0.7970167702187079, EXACT);
    assertThat(pair.pValue()).hasValueCloseTo(0.49604047299491716, EXACT);
    assertThat(pair.ci95().orElseThrow().low()).isCloseTo(-0.005959647846030476, EXACT);
    assertThat(pair.ci95().orElseThrow().high()).isCloseTo(0.00382631451269723, EXACT);
    assertThat(pair.equivalence().orElseThrow().pValue()).isCloseTo(0.2732244646723405, EXACT);
  }

  /** The variances differ no more than chance explains: limma's case of an infinite d0. */
  @Test
  void isInfinitelySureWhereAllVaryAlikeButLendsNoMoreThanItMay() {
    PairwiseComparisons four = compared(FOUR);

    assertThat(four.prior().freedom()).isInfinite();
    assertThat(four.prior().variance()).isCloseTo(0.00075, EXACT);
    assertPair(four, "a", "b", 0.027386127875258248, 10 / 3.0);
    assertPair(four, "b", "c", 0.04, 2.625);
    assertThat(four.between("a", "d").pValue()).hasValueCloseTo(0.004290690748558595, EXACT);
  }

  @Test
  void takesPairsOfUnequalNumbersOfSeeds() {
    VariancePrior prior =
        VariancePrior.of(
            5,
            List.of(
                new double[] {0.01, 0.02, 0.04, -0.01},
                new double[] {0.5, 0.1},
                new double[] {0.003, 0.001, 0.0025},
                new double[] {0.02, 0.06, 0.05}));

    assertThat(prior.freedom()).isCloseTo(0.44612511028821544, EXACT);
    assertThat(prior.variance()).isCloseTo(2.8042193369218976e-05, within(1e-14));
  }

  @Test
  void twoContendersAreTestedByThemselves() {
    PairwiseComparisons two = compared(SIX.subList(0, 2));

    assertThat(two.prior()).isEqualTo(VariancePrior.NONE);
    assertThat(two.pairs().get(0).test()).isEqualTo(PairedTest.STUDENT_T);
    assertThat(two.pairs().get(0).deviation().orElseThrow().freedom()).isEqualTo(2);
  }

  /** Equal results come from equal arithmetic: they say nothing of how much seeds vary. */
  @Test
  void leavesOutPairsThatDoNotVary() {
    List<double[]> differences =
        List.of(new double[] {0.01, 0.02}, new double[] {0.01, 0.03}, new double[] {0, 0.01});
    List<double[]> withTwins =
        List.of(
            new double[] {0.01, 0.02},
            new double[] {0, 0},
            new double[] {0.01, 0.03},
            new double[] {0.02, 0.02},
            new double[] {0, 0.01});

    assertThat(VariancePrior.of(4, withTwins)).isEqualTo(VariancePrior.of(4, differences));
  }

  @Test
  void seedsNeededAreARangeUnderTheSamePrior() {
    assertThat(outlook(compared(SIX.subList(3, 5)), "rmsprop", "adam"))
        .isEqualTo("about 9 to 46 seeds");
    assertThat(outlook(compared(SIX), "rmsprop", "adam")).isEqualTo("about 18 to 79 seeds");
  }

  private static String outlook(PairwiseComparisons comparisons, String first, String second) {
    return comparisons.outlooks(comparisons.pairs()).stream()
        .filter(o -> o.isOf(first, second))
        .findFirst()
        .orElseThrow()
        .seeds();
  }

  private static PairwiseComparisons compared(List<Contender> contenders) {
    return PairwiseComparisons.of(contenders, Protocol.OF_A_RUN.withMargin(0.002));
  }

  private static void assertPair(
      PairwiseComparisons comparisons, String first, String second, double sd, double freedom) {
    Deviation deviation = comparisons.between(first, second).deviation().orElseThrow();
    assertThat(deviation.sd()).isCloseTo(sd, EXACT);
    assertThat(deviation.freedom()).isCloseTo(freedom, EXACT);
  }
}
