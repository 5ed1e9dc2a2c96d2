package optbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Offset<Double> EXACT = within(1e-9);

  /**
   * Expected figures are from NumPy and SciPy: t = mean / (sd / sqrt(3)) of the differences by
   * seed, p = 2 * stats.t.sf(|t|, 2), which for two degrees of freedom is 1 - |t| / sqrt(t^2 + 2).
   */
  @Test
  void comparesInPairsWithTheBest() {
    Comparison comparison = four();

    assertThat(comparison.best()).hasValue("adam");
    DifferenceFromBest momentum = comparison.of("momentum").orElseThrow();
    assertThat(momentum.pairs()).isEqualTo(3);
    assertThat(momentum.mean()).hasValueCloseTo(-0.0104, EXACT);
    assertThat(momentum.pValue()).hasValueCloseTo(0.015444594874981343, EXACT);
    assertThat(momentum.ci95().orElseThrow().low()).isCloseTo(-0.01602644853143809, EXACT);
    assertThat(momentum.ci95().orElseThrow().high()).isCloseTo(-0.0047735514685618395, EXACT);
    assertThat(comparison.of("rmsprop").orElseThrow().pValue())
        .hasValueCloseTo(0.5090268704542467, EXACT);
    assertThat(comparison.of("sgd").orElseThrow().pValue())
        .hasValueCloseTo(5.996249018507561e-05, EXACT);
  }

  /** R 4.2.2: p.adjust(p, "holm") of the t.test of all six pairs: not only of those shown. */
  @Test
  void correctsAfterHolm() {
    Comparison comparison = four();

    assertThat(comparison.of("sgd").orElseThrow().pHolm())
        .hasValueCloseTo(0.00029981245092537803, EXACT);
    assertThat(comparison.of("momentum").orElseThrow().pHolm())
        .hasValueCloseTo(0.030889189749962687, EXACT);
    assertThat(comparison.of("rmsprop").orElseThrow().pHolm())
        .hasValueCloseTo(0.5090268704542467, EXACT);
    assertThat(comparison.differences())
        .extracting(DifferenceFromBest::judgement)
        .containsExactly(
            Judgement.DISTINGUISHABLE, Judgement.DISTINGUISHABLE, Judgement.NOT_DISTINGUISHABLE);
  }

  /**
   * Both raw p-values are 0.0154, and the pair of the two, which does not vary, counts as 1: three
   * times that for the first, and no less for the second.
   */
  @Test
  void neverLetsALargerPBecomeTheSmaller() {
    Comparison comparison =
        new FakeRun()
            .finished("adam", 0.9762, 0.9751, 0.9773)
            .finished("a", 0.9655, 0.9671, 0.9648)
            .finished("b", 0.96551, 0.96711, 0.96481)
            .summary()
            .comparison();

    double a = comparison.of("a").orElseThrow().pHolm().orElseThrow();
    double b = comparison.of("b").orElseThrow().pHolm().orElseThrow();
    assertThat(Math.max(a, b)).isCloseTo(3 * 0.0154446, within(1e-4));
    assertThat(Math.min(a, b)).isCloseTo(Math.max(a, b), within(1e-4));
  }

  @Test
  void cannotJudgeOneSeed() {
    Comparison comparison =
        new FakeRun().finished("adam", 0.97).finished("sgd", 0.9).summary().comparison();

    assertThat(comparison.best()).hasValue("adam");
    DifferenceFromBest sgd = comparison.differences().get(0);
    assertThat(sgd.judgement()).isEqualTo(Judgement.TOO_FEW_SEEDS);
    assertThat(sgd.mean()).hasValueCloseTo(-0.07, EXACT);
    assertThat(sgd.pValue()).isEmpty();
  }

  @Test
  void doesNotTakeNoVariationForCertainty() {
    DifferenceFromBest sgd =
        new FakeRun()
            .finished("adam", 0.97, 0.96)
            .finished("sgd", 0.91, 0.90)
            .summary()
            .comparison()
            .differences()
            .get(0);

    assertThat(sgd.judgement()).isEqualTo(Judgement.NO_VARIATION);
    assertThat(sgd.pValue()).isEmpty();
  }

  @Test
  void callsIdenticalResultsIdentical() {
    Comparison comparison =
        new FakeRun()
            .finished("adam", 0.97, 0.96, 0.98)
            .finished("twin", 0.97, 0.96, 0.98)
            .summary()
            .comparison();

    assertThat(comparison.best()).hasValue("adam");
    assertThat(comparison.differences().get(0).pHolm()).hasValue(1);
    assertThat(comparison.differences().get(0).judgement()).isEqualTo(Judgement.IDENTICAL);
  }

  /** Held against the best, which varies much, nothing is shown; held against another, it is. */
  @Test
  void whoIsWorseThanAnotherIsNotOpen() {
    Summary summary =
        new FakeRun()
            .finished("wild", 0.9600, 0.9800, 0.9900, 0.9550)
            .finished("calm", 0.9700, 0.9701, 0.9699, 0.9700)
            .finished("behind", 0.9651, 0.9650, 0.9648, 0.9651)
            .summary();

    assertThat(summary.comparison().best()).hasValue("wild");
    assertThat(summary.comparison().differences())
        .extracting(DifferenceFromBest::judgement)
        .containsExactly(Judgement.NOT_DISTINGUISHABLE, Judgement.WORSE_THAN_ANOTHER);
    BestGroup group = summary.comparison().pairwise().bestGroup();
    assertThat(group.members()).containsExactly("wild", "calm");
    assertThat(group.shownWorse()).containsExactly("behind");
    assertThat(summary.verdict())
        .startsWith("wild and calm share the lead, at 97.13 and 97.00 % over 4 seeds; ")
        .endsWith("Worse than another optimizer, though not shown to be worse than wild: behind.");
  }

  @Test
  void pairsOnlySeedsThatBothFinished() {
    DifferenceFromBest sgd =
        new FakeRun()
            .finished("adam", 0.97, 0.96, Double.NaN, 0.98)
            .finished("sgd", Double.NaN, 0.91, 0.99, 0.92)
            .summary()
            .comparison()
            .differences()
            .get(0);

    assertThat(sgd.pairs()).isEqualTo(2);
    assertThat(sgd.mean()).hasValueCloseTo(-0.055, EXACT);
  }

  @Test
  void doesNotTestDivergedOptimizers() {
    Comparison comparison =
        new FakeRun()
            .finished("adam", 0.97, 0.96, 0.98)
            .finished("lion", 0.99, 0.98)
            .diverged("lion", 1)
            .finished("sgd", 0.95, 0.955, 0.952)
            .summary()
            .comparison();

    assertThat(comparison.best()).hasValue("adam");
    DifferenceFromBest lion = comparison.of("lion").orElseThrow();
    assertThat(lion.judgement()).isEqualTo(Judgement.DIVERGED);
    assertThat(lion.pValue()).isEmpty();
    DifferenceFromBest sgd = comparison.of("sgd").orElseThrow();
    assertThat(sgd.pHolm()).isEqualTo(sgd.pValue());
  }

  @Test
  void hasNoBestWhereAllDiverged() {
    Comparison comparison =
        new FakeRun().diverged("adam", 1).diverged("sgd", 0).summary().comparison();

    assertThat(comparison.best()).isEmpty();
    assertThat(comparison.differences()).isEmpty();
  }

  private static Comparison four() {
    FakeRun run =
        new FakeRun()
            .finished("sgd", 0.9091, 0.9071, 0.9111)
            .finished("momentum", 0.9655, 0.9671, 0.9648)
            .finished("rmsprop", 0.9748, 0.9765, 0.9741)
            .finished("adam", 0.9762, 0.9751, 0.9773);
    return Comparison.of(run.optimizers(), List.of(), List.of(), Protocol.DEFAULT);
  }
}
