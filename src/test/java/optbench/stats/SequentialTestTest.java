package optbench.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import java.util.stream.LongStream;
import optbench.random.SeededRandom;
import optbench.stats.Looks.Look;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequentialTestTest {
  private static final List<Integer> PLANNED = List.of(3, 5, 8, 12, 18, 25, 30);
  private static final List<Long> SEEDS = LongStream.rangeClosed(1, 30).boxed().toList();
  private static final Protocol PROTOCOL = Protocol.OF_A_RUN.withMargin(0.002);
  private static final double NOISE = 0.001;

  @Test
  void pValuesStandForAllLooks() {
    List<Contender> three = drawn(1, 3, 3, i -> -0.005 * i, i -> 1);

    PairwiseComparisons once = PairwiseComparisons.of(three, PROTOCOL);
    PairwiseComparisons first = PairwiseComparisons.of(three, SEEDS, PLANNED, PROTOCOL);

    for (int i = 0; i < 3; i++) {
      PairedComparison alone = once.pairs().get(i);
      PairedComparison sequential = first.pairs().get(i);
      assertThat(sequential.pValue()).isEqualTo(alone.pValue());
      assertThat(sequential.pHolm().orElseThrow())
          .isEqualTo(Math.min(1, 7 * alone.pHolm().orElseThrow()));
    }
  }

  @Test
  void waitsForAllTrialsOfALook() {
    List<Contender> two = drawn(1, 2, 2, i -> 0.1 * i, i -> 1);

    PairwiseComparisons comparisons = PairwiseComparisons.of(two, SEEDS, PLANNED, PROTOCOL);

    Looks looks = comparisons.looks().orElseThrow();
    assertThat(looks.reached()).isEmpty();
    assertThat(looks.wanted()).isEqualTo(Map.of("optimizer 0", 3, "optimizer 1", 3));
    assertThat(comparisons.pairs().get(0).verdict()).isEqualTo(PairVerdict.INCONCLUSIVE);
    assertThat(comparisons.pairs().get(0).pHolm()).isEmpty();
  }

  @Test
  void whoDivergedGetsNoMoreSeeds() {
    List<Contender> three = new ArrayList<>(drawn(1, 3, 3, i -> 0, i -> 1));
    NavigableMap<Long, Double> scores = new TreeMap<>(three.get(0).scores());
    scores.remove(2L);
    three.set(0, new Contender("optimizer 0", scores, new TreeSet<>(List.of(2L))));

    Looks looks = PairwiseComparisons.of(three, SEEDS, PLANNED, PROTOCOL).looks().orElseThrow();

    assertThat(looks.reached()).hasSize(1);
    assertThat(looks.wanted()).isEqualTo(Map.of("optimizer 1", 5, "optimizer 2", 5));
  }

  /** What later seeds would have shown changes nothing: it is judged by the seeds of its looks. */
  @Test
  void seedsThatNobodyAskedForAreNotLookedAt() {
    for (int e = 0; e < 20; e++) {
      List<Contender> all = drawn(e, 5, 30, i -> -0.001 * i, i -> 1 + i);
      PairwiseComparisons whole = PairwiseComparisons.of(all, SEEDS, PLANNED, PROTOCOL);
      PairwiseComparisons asked = raced(all);

      assertThat(asked.looks()).isEqualTo(whole.looks());
      assertThat(asked.pairs()).isEqualTo(whole.pairs());
      assertThat(asked.bestGroup().best()).isEqualTo(whole.bestGroup().best());
    }
  }

  /** Whoever is equivalent to the best idles, and comes back if another one becomes the best. */
  @Test
  void whoIsEquivalentToAFormerBestIsHeldAgainstTheNewOne() {
    boolean cameBack = false;
    for (int e = 0; e < 300 && !cameBack; e++) {
      List<Look> reached =
          raced(drawn(e, 4, 30, i -> i == 3 ? 0.0006 : 0, i -> i == 3 ? 6 : 0.7))
              .looks()
              .orElseThrow()
              .reached();
      for (int k = 2; k < reached.size(); k++) {
        List<String> before = reached.get(k - 1).trained();
        cameBack |= !before.containsAll(reached.get(k).trained());
      }
    }
    assertThat(cameBack).isTrue();
  }

  /** However often it is looked at, equals are told apart in at most 5 % of experiments. */
  @Tag("slow")
  @ParameterizedTest
  @CsvSource({"2, 1", "4, 1", "7, 1", "7, 5", "7, 25"})
  void looksDoNotAddUpToFalseClaims(int contenders, double times) {
    int experiments = 400;
    int wrong = 0;
    for (int e = 0; e < experiments; e++) {
      wrong +=
          PairwiseComparisons.of(
                      drawn(e, contenders, 30, i -> 0, i -> i == 0 ? times : 1),
                      SEEDS,
                      PLANNED,
                      PROTOCOL)
                  .pairs()
                  .stream()
                  .anyMatch(
                      p -> p.verdict() == PairVerdict.BETTER || p.verdict() == PairVerdict.WORSE)
              ? 1
              : 0;
    }
    assertThat(wrong)
        .isLessThanOrEqualTo(
            BinomialDistribution.of(experiments, 0.05).inverseSurvivalProbability(0.001));
  }

  /** One that is worse by exactly the margin is called equivalent as rarely. */
  @Tag("slow")
  @Test
  void looksDoNotAddUpToFalseEquivalence() {
    int experiments = 400;
    int wrong = 0;
    for (int e = 0; e < experiments; e++) {
      wrong +=
          raced(drawn(e, 3, 30, i -> i == 0 ? -0.002 : 0, i -> 1)).pairs().stream()
                  .anyMatch(
                      p -> p.verdict() == PairVerdict.EQUIVALENT && p.first().equals("optimizer 0"))
              ? 1
              : 0;
    }
    assertThat(wrong)
        .isLessThanOrEqualTo(
            BinomialDistribution.of(experiments, 0.05).inverseSurvivalProbability(0.001));
  }

  /** Ten optimizers, half a point from one to the next: most are out after three seeds. */
  @Test
  void mostOfTheSeedsAreSaved() {
    int trained = 0;
    int decided = 0;
    for (int e = 0; e < 20; e++) {
      PairwiseComparisons raced = raced(drawn(e, 10, 30, i -> -0.005 * i, i -> 1));
      trained += raced.contenders().stream().mapToInt(c -> c.scores().size()).sum();
      decided += raced.looks().orElseThrow().decided() ? 1 : 0;
    }

    assertThat(decided).isEqualTo(20);
    assertThat(trained).isLessThan(20 * 10 * 30 / 5);
  }

  /** With the seeds that were asked for, look by look, and no others. */
  private static PairwiseComparisons raced(List<Contender> all) {
    Map<String, Integer> has = new TreeMap<>();
    PairwiseComparisons comparisons = compare(all, has);
    while (!comparisons.looks().orElseThrow().over()) {
      has.putAll(comparisons.looks().orElseThrow().wanted());
      comparisons = compare(all, has);
    }
    return comparisons;
  }

  private static PairwiseComparisons compare(List<Contender> all, Map<String, Integer> has) {
    List<Contender> some = new ArrayList<>();
    for (Contender contender : all) {
      NavigableMap<Long, Double> scores = new TreeMap<>(contender.scores());
      scores.keySet().removeIf(seed -> seed > has.getOrDefault(contender.label(), 0));
      some.add(new Contender(contender.label(), scores, new TreeSet<>()));
    }
    return PairwiseComparisons.of(some, SEEDS, PLANNED, PROTOCOL);
  }

  private static List<Contender> drawn(
      int experiment,
      int contenders,
      int seeds,
      IntToDoubleFunction mean,
      IntToDoubleFunction times) {
    SeededRandom random = SeededRandom.of(experiment, "sequential");
    List<Contender> all = new ArrayList<>();
    for (int i = 0; i < contenders; i++) {
      double[] scores = new double[seeds];
      for (int s = 0; s < seeds; s++) {
        scores[s] =
            0.9 + mean.applyAsDouble(i) + NOISE * times.applyAsDouble(i) * random.nextGaussian();
      }
      all.add(Contender.of("optimizer " + i, scores));
    }
    return all;
  }
}
