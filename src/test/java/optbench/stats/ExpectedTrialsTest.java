package optbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import optbench.random.SeededRandom;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.StandardDeviation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedTrialsTest {
  private static final List<Integer> PLANNED = List.of(3, 5, 8, 12, 18, 25, 30);
  private static final List<Long> SEEDS = LongStream.rangeClosed(1, 30).boxed().toList();
  private static final Protocol PROTOCOL = Protocol.OF_A_RUN.withMargin(0.002);
  private static final double NOISE = 0.001;

  /** Columns of a Hadamard matrix: their means are 0, and they are not correlated. */
  private static final double[][] SIGNS = {
    {1, -1, 1, -1, 1, -1, 1, -1},
    {1, 1, -1, -1, 1, 1, -1, -1},
    {1, -1, -1, 1, 1, -1, -1, 1},
    {1, 1, 1, 1, -1, -1, -1, -1}
  };

  /**
   * Means and variances of what is there are those that were planted, to rounding; so what is
   * expected is what comes of experiments that are drawn with these, look by look.
   */
  @ParameterizedTest
  @CsvSource({"0, 0", "0.0012, 0.003", "0.002, 0.0004", "0.01, 0.02"})
  void meetsBruteForceOnPlantedDifferences(double second, double others) {
    double[] means = {0.97, 0.97 - second, 0.97 - others, 0.97 - 1.5 * others};
    int experiments = 300;
    double[] trials = new double[experiments];
    double[] decided = new double[experiments];
    for (int e = 0; e < experiments; e++) {
      PairwiseComparisons raced = raced(drawn(e, means));
      trials[e] = raced.contenders().stream().mapToInt(c -> c.scores().size()).sum();
      decided[e] = raced.looks().orElseThrow().decided() ? 1 : 0;
    }

    ExpectedTrials expected =
        ExpectedTrials.of(planted(means), SEEDS, PLANNED, PROTOCOL).orElseThrow();

    // Four standard errors of the difference of two means, of 200 and of 300 plays.
    double error =
        4 * StandardDeviation.of(trials).getAsDouble() * Math.sqrt(1 / 200.0 + 1 / 300.0);
    assertThat(expected.trials())
        .isCloseTo(Mean.of(trials).getAsDouble(), within(Math.max(0.01, error)));
    assertThat(expected.decided()).isCloseTo(Mean.of(decided).getAsDouble(), within(0.18));
    assertThat(expected.untrained()).isEqualTo(expected.trials());
    assertThat(expected.fewestSeeds()).isEqualTo(8);
    Arrays.sort(trials);
    assertThat((double) expected.low()).isBetween(trials[5], trials[90]);
    assertThat((double) expected.high()).isBetween(trials[210], trials[294]);
  }

  /** Where all is there, nothing is left to chance. */
  @Test
  void whatIsThereStays() {
    List<Contender> all = drawn(7, 0.97, 0.9695, 0.968, 0.96);
    PairwiseComparisons raced = raced(all);
    int took = raced.contenders().stream().mapToInt(c -> c.scores().size()).sum();

    ExpectedTrials expected = ExpectedTrials.of(all, SEEDS, PLANNED, PROTOCOL).orElseThrow();

    assertThat(expected.trials()).isEqualTo(took);
    assertThat(expected.low()).isEqualTo(took);
    assertThat(expected.high()).isEqualTo(took);
    assertThat(expected.untrained()).isZero();
    assertThat(expected.decided()).isEqualTo(raced.looks().orElseThrow().decided() ? 1 : 0);
  }

  /** Of trials that are there, only what is missing is left to train. */
  @Test
  void countsWhatIsThere() {
    List<Contender> first = drawn(3, 0.97, 0.9699).stream().map(c -> only(c, 3)).toList();

    ExpectedTrials expected = ExpectedTrials.of(first, SEEDS, PLANNED, PROTOCOL).orElseThrow();

    assertThat(expected.untrained()).isCloseTo(expected.trials() - 6, within(1e-9));
    assertThat(expected.trials()).isBetween(6.0, 60.0);
    assertThat(expected.mostSeeds()).isEqualTo(3);
  }

  @Test
  void whoDivergedCostsTheFirstLookAlone() {
    List<Contender> three = new ArrayList<>(drawn(1, 0.97, 0.9, 0.97));
    NavigableMap<Long, Double> scores = new TreeMap<>(Map.of(1L, 0.97, 3L, 0.97));
    three.set(2, new Contender("optimizer 2", scores, new TreeSet<>(List.of(2L))));

    ExpectedTrials expected = ExpectedTrials.of(three, SEEDS, PLANNED, PROTOCOL).orElseThrow();

    assertThat(expected.trials()).isEqualTo(9);
    assertThat(expected.untrained()).isZero();
    assertThat(expected.decided()).isEqualTo(1);
  }

  @Test
  void saysNothingWhereNothingIsKnown() {
    List<Contender> two = drawn(1, 0.97, 0.96);

    assertThat(ExpectedTrials.of(two.subList(0, 1), SEEDS, PLANNED, PROTOCOL)).isEmpty();
    assertThat(
            ExpectedTrials.of(
                List.of(only(two.get(0), 30), only(two.get(1), 1)), SEEDS, PLANNED, PROTOCOL))
        .isEmpty();
  }

  /** Sums of two make the variances of differences, whatever they are. */
  @Test
  void findsTheNoiseOfEachBehindTheDifferences() {
    double[] planted = {1, 2, 5, 10};
    double[][] variances = new double[4][4];
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        variances[i][j] = i == j ? 0 : planted[i] + planted[j];
      }
    }

    assertThat(ScoreModel.own(variances)).containsExactly(planted, within(1e-12));
    assertThat(ScoreModel.own(new double[][] {{0, 3}, {3, 0}})).containsExactly(1.5, 1.5);
  }

  /** With these means exactly, and the variance of {@link #NOISE}; their seeds are no others'. */
  private static List<Contender> planted(double... means) {
    List<Contender> all = new ArrayList<>();
    for (int i = 0; i < means.length; i++) {
      NavigableMap<Long, Double> scores = new TreeMap<>();
      for (int s = 0; s < 8; s++) {
        scores.put(1001L + s, means[i] + NOISE * Math.sqrt(7 / 8.0) * SIGNS[i][s]);
      }
      all.add(new Contender("optimizer " + i, scores, new TreeSet<>()));
    }
    return all;
  }

  private static List<Contender> drawn(int experiment, double... means) {
    SeededRandom random = SeededRandom.of(experiment, "brute force");
    List<Contender> all = new ArrayList<>();
    for (int i = 0; i < means.length; i++) {
      double[] scores = new double[SEEDS.size()];
      for (int s = 0; s < scores.length; s++) {
        scores[s] = means[i] + NOISE * random.nextGaussian();
      }
      all.add(Contender.of("optimizer " + i, scores));
    }
    return all;
  }

  /** With the seeds alone that each look asked for. */
  private static PairwiseComparisons raced(List<Contender> all) {
    Map<String, Integer> has = new TreeMap<>();
    PairwiseComparisons comparisons = judged(all, has);
    while (!comparisons.looks().orElseThrow().over()) {
      has.putAll(comparisons.looks().orElseThrow().wanted());
      comparisons = judged(all, has);
    }
    return comparisons;
  }

  private static PairwiseComparisons judged(List<Contender> all, Map<String, Integer> has) {
    return PairwiseComparisons.of(
        all.stream().map(c -> only(c, has.getOrDefault(c.label(), 0))).toList(),
        SEEDS,
        PLANNED,
        PROTOCOL);
  }

  private static Contender only(Contender contender, int seeds) {
    NavigableMap<Long, Double> scores = new TreeMap<>(contender.scores());
    scores.keySet().removeIf(seed -> seed > seeds);
    return new Contender(contender.label(), scores, new TreeSet<>());
  }
}
