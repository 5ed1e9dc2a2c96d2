package optbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PairwiseComparisonsTest {
  private static final Offset<Double> EXACT = within(1e-10);
  private static final Contender ADAM = Contender.of("adam", 0.9762, 0.9751, 0.9773, 0.9768);
  private static final Contender SGD = Contender.of("sgd", 0.9091, 0.9071, 0.9111, 0.9080);
  private static final Contender RMSPROP = Contender.of("rmsprop", 0.9748, 0.9765, 0.9741, 0.9771);
  private static final Contender DIVERGED =
      new Contender(
          "lion", new TreeMap<>(Map.of(1L, 0.98, 2L, 0.98)), new TreeSet<>(Set.of(3L, 4L)));

  /** R 4.2.2: t.test of the three vectors of differences, p.adjust(p, "holm"). */
  @Test
  void correctsOverAllPairs() {
    PairwiseComparisons all = compare(ADAM, SGD, RMSPROP);

    PairedComparison pair = all.between("adam", "sgd");
    assertThat(pair.mean()).hasValueCloseTo(0.067525, EXACT);
    double raw = pair.pValue().orElseThrow();
    assertThat(raw).isCloseTo(P_ADAM_SGD, EXACT);
    assertThat(pair.pHolm()).hasValueCloseTo(3 * P_ADAM_SGD, EXACT);
    assertThat(all.between("sgd", "rmsprop").pHolm()).hasValueCloseTo(2 * P_RMSPROP_SGD, EXACT);
    assertThat(all.between("adam", "rmsprop").pHolm()).hasValueCloseTo(P_ADAM_RMSPROP, EXACT);
    assertThat(pair.verdict()).isEqualTo(PairVerdict.BETTER);
    assertThat(all.between("adam", "rmsprop").verdict()).isEqualTo(PairVerdict.INCONCLUSIVE);
  }

  @Test
  void seesAPairFromBothSides() {
    PairwiseComparisons all = compare(ADAM, SGD);
    PairedComparison forth = all.between("adam", "sgd");
    PairedComparison back = all.between("sgd", "adam");

    assertThat(back.verdict()).isEqualTo(PairVerdict.WORSE);
    assertThat(back.mean()).hasValue(-forth.mean().orElseThrow());
    assertThat(back.ci95().orElseThrow().low()).isEqualTo(-forth.ci95().orElseThrow().high());
    assertThat(back.effect().orElseThrow().probabilityOfSuperiority()).isEqualTo(0);
    assertThat(back.reversed()).isEqualTo(forth);
    assertThatThrownBy(() -> all.between("adam", "adam"))
        .hasMessage("must be two contenders but were adam and adam");
  }

  /** A baseline named beforehand makes a family of two, not of three. */
  @Test
  void correctsOverPairsWithANamedBaseline() {
    List<PairedComparison> against =
        PairwiseComparisons.against(SGD, List.of(ADAM, RMSPROP), Protocol.DEFAULT);

    assertThat(against).extracting(PairedComparison::first).containsExactly("adam", "rmsprop");
    assertThat(against).extracting(PairedComparison::second).containsOnly("sgd");
    assertThat(against.get(0).pHolm()).hasValueCloseTo(2 * P_ADAM_SGD, EXACT);
    assertThat(against.get(1).pHolm()).hasValueCloseTo(P_RMSPROP_SGD, EXACT);
  }

  @Test
  void showsEquivalenceWithinTheMargin() {
    Contender twin = Contender.of("twin", 0.9763, 0.9750, 0.9775, 0.9767);
    Protocol within = Protocol.DEFAULT.withMargin(0.001);
    PairedComparison pair =
        PairwiseComparisons.of(List.of(ADAM, twin), within).between("adam", "twin");

    assertThat(pair.verdict()).isEqualTo(PairVerdict.EQUIVALENT);
    assertThat(pair.sentence())
        .isEqualTo(
            "adam and twin are equivalent within 0.10 points (difference 0.00 points, 95 % interval"
                + " −0.03 to 0.02; two one-sided tests, p = 0.00049 after Holm, 4 seeds)");
    Protocol narrow = Protocol.DEFAULT.withMargin(0.0001);
    assertThat(
            PairwiseComparisons.of(List.of(ADAM, twin), narrow).between("adam", "twin").verdict())
        .isEqualTo(PairVerdict.INCONCLUSIVE);
  }

  /** A difference that is shown, but smaller than what the user said matters. */
  @Test
  void callsAShownButSmallDifferenceEquivalent() {
    Contender ahead = Contender.of("ahead", 0.9765, 0.9755, 0.9777, 0.9771);
    List<Contender> both = List.of(ADAM, ahead);

    assertThat(PairwiseComparisons.of(both, Protocol.DEFAULT).between("ahead", "adam").verdict())
        .isEqualTo(PairVerdict.BETTER);
    PairwiseComparisons within = PairwiseComparisons.of(both, Protocol.DEFAULT.withMargin(0.002));
    assertThat(within.between("ahead", "adam").verdict()).isEqualTo(PairVerdict.EQUIVALENT);
    assertThat(within.bestGroup().members()).containsExactly("ahead", "adam");
  }

  @Test
  void usesTheTestThatTheProtocolNames() {
    Protocol wilcoxon = Protocol.DEFAULT.withTest(PairedTest.WILCOXON);
    PairedComparison pair =
        PairwiseComparisons.of(List.of(ADAM, SGD), wilcoxon).between("adam", "sgd");

    assertThat(pair.pValue()).hasValue(0.125);
    assertThat(pair.sentence())
        .isEqualTo(
            "adam and sgd do not differ significantly (difference 6.75 points, 95 % interval 6.57 to 6.93;"
                + " Wilcoxon signed-rank test, p = 0.13 after Holm, 4 seeds)");
  }

  @Test
  void saysWhatWasFound() {
    PairwiseComparisons all = compare(ADAM, SGD, RMSPROP);

    assertThat(all.between("sgd", "adam").sentence())
        .isEqualTo(
            "sgd is worse than adam by 6.75 points, 95 % interval 6.57 to 6.93 (paired t-test,"
                + " p < 0.0001 after Holm, 4 seeds)");
    assertThat(all.between("adam", "rmsprop").sentence())
        .isEqualTo(
            "adam and rmsprop do not differ significantly (difference 0.07 points, 95 % interval −0.25 to"
                + " 0.39; paired t-test, p = 0.52 after Holm, 4 seeds)");
    assertThat(all.bestGroup().sentence())
        .isEqualTo(
            "adam has the highest mean, but does not differ significantly from rmsprop; it is better than sgd");
  }

  @Test
  void saysWhatKeptItFromTesting() {
    assertThat(only(Contender.of("a", 0.9), Contender.of("b", 0.9)).sentence())
        .isEqualTo("a and b cannot be judged with 1 seed in common: that takes 2 or more");
    assertThat(only(Contender.of("a", 0.92, 0.95), Contender.of("b", 0.90, 0.93)).sentence())
        .isEqualTo(
            "a and b differ by 2.00 points in each of 2 seeds, so that chance cannot be judged");
    assertThat(only(Contender.of("a", 0.92, 0.95), Contender.of("b", 0.92, 0.95)).sentence())
        .isEqualTo("a and b gave the same score in each of 2 seeds");
    assertThat(only(ADAM, DIVERGED).sentence())
        .isEqualTo("adam and lion were not tested, for a seed diverged");
    assertThat(only(ADAM, Contender.of("b")).sentence())
        .isEqualTo("adam and b cannot be compared: one has no result");
  }

  /** The last two are out of the family of tests, the pair without variation is in. */
  @Test
  void countsInTheFamilyWhatMightHaveBeenFound() {
    Contender parallel = Contender.of("parallel", 0.9752, 0.9741, 0.9763, 0.9758);
    PairwiseComparisons all = compare(ADAM, SGD, parallel, DIVERGED, Contender.of("absent"));

    assertThat(all.between("adam", "parallel").obstacle()).hasValue(Obstacle.NO_VARIATION);
    assertThat(all.between("adam", "parallel").pHolm()).isEmpty();
    assertThat(all.between("adam", "sgd").pHolm()).hasValueCloseTo(3 * P_ADAM_SGD, EXACT);
  }

  @Test
  void groupsWithTheBestWhatCannotBeToldFromIt() {
    BestGroup group = compare(SGD, RMSPROP, DIVERGED, ADAM).bestGroup();

    assertThat(group.best()).hasValue("adam");
    assertThat(group.members()).containsExactly("adam", "rmsprop");
    assertThat(group.shownWorse()).containsExactly("sgd");
    assertThat(group.diverged()).containsExactly("lion");
    assertThat(group.sentence()).endsWith("; diverged: lion");
  }

  @Test
  void groupsNothingWhereAllDiverged() {
    BestGroup group = compare(DIVERGED, Contender.of("absent")).bestGroup();

    assertThat(group.best()).isEmpty();
    assertThat(group.members()).isEmpty();
    assertThat(group.sentence())
        .isEqualTo("No best can be named: all that have a result diverged (lion)");
    assertThat(compare(Contender.of("absent")).bestGroup().sentence())
        .isEqualTo("There is no result to rank");
  }

  @Test
  void doesNotRankOneSeed() {
    BestGroup group = compare(Contender.of("a", 0.9), Contender.of("b", 0.95)).bestGroup();

    assertThat(group.members()).containsExactly("b");
    assertThat(group.untested()).containsExactly("a");
    assertThat(group.sentence()).isEqualTo("b has the highest mean; not tested against it: a");
  }

  @Test
  void refusesScoresThatAreNone() {
    assertThatThrownBy(() -> Contender.of("a", Double.NaN))
        .hasMessage("the score of a must be finite but was NaN");
    assertThatThrownBy(
            () -> new Contender("a", new TreeMap<>(Map.of(1L, 0.5)), new TreeSet<>(Set.of(1L))))
        .hasMessageContaining("must have no score");
    assertThatThrownBy(() -> compare(ADAM, ADAM)).hasMessageContaining("labels must differ");
    assertThatThrownBy(() -> Protocol.DEFAULT.withMargin(0))
        .hasMessage("the margin must be greater than 0 but was 0.0");
  }

  /** SciPy 1.10.1: the mean of rankdata by seed. */
  @Test
  void ranksBySeed() {
    RankTable table =
        RankTable.of(
            List.of(
                Contender.of("c", 0.95, 0.90, 0.96),
                Contender.of("b", 0.95, 0.97, 0.97),
                Contender.of("a", 0.97, 0.96, 0.98),
                Contender.of("absent")));

    assertThat(table.seeds()).isEqualTo(3);
    assertThat(table.rows()).extracting(RankTable.Row::label).containsExactly("a", "b", "c");
    assertThat(table.rows())
        .extracting(RankTable.Row::meanRank)
        .usingComparatorForType(
            (x, y) -> Math.abs(x - y) < 1e-12 ? 0 : Double.compare(x, y), Double.class)
        .containsExactly(4 / 3.0, 11 / 6.0, 17 / 6.0);
    assertThat(table.rows().get(1)).extracting("bestRank", "worstRank").containsExactly(1.0, 2.5);
  }

  /** In seeds 1 and 2 lion is first; in 3 and 4 last. */
  @Test
  void ranksDivergedSeedsLast() {
    RankTable table = RankTable.of(List.of(ADAM, SGD, DIVERGED));

    assertThat(table.seeds()).isEqualTo(4);
    assertThat(table.rows().get(0)).isEqualTo(new RankTable.Row("adam", 1.5, 1, 2));
    assertThat(table.rows().get(1)).isEqualTo(new RankTable.Row("lion", 2, 1, 3));
    assertThat(RankTable.of(List.of()).rows()).isEmpty();
  }

  private static final double P_ADAM_SGD = 1.269772291554872e-06;
  private static final double P_RMSPROP_SGD = 2.589887803837922e-05;
  private static final double P_ADAM_RMSPROP = 0.5232382052676232;

  private static PairwiseComparisons compare(Contender... contenders) {
    return PairwiseComparisons.of(List.of(contenders), Protocol.DEFAULT);
  }

  private static PairedComparison only(Contender first, Contender second) {
    return compare(first, second).pairs().get(0);
  }
}
