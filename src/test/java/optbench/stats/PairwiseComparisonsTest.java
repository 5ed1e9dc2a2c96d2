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
    Protocol protocol = Protocol.DEFAULT.withMargin(0.001);
    PairedComparison pair =
        PairwiseComparisons.of(List.of(ADAM, twin), protocol).between("adam", "twin");

    assertThat(pair.verdict()).isEqualTo(PairVerdict.EQUIVALENT);
    assertThat(pair.mean().orElseThrow()).isCloseTo(0, within(0.00005));
    assertThat(pair.ci95().orElseThrow().low()).isCloseTo(-0.0003, within(0.00005));
    assertThat(pair.ci95().orElseThrow().high()).isCloseTo(0.0002, within(0.00005));
    assertThat(pair.equivalence().orElseThrow().pHolm().orElseThrow())
        .isCloseTo(0.00049, within(0.000005));
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
    assertThat(pair.verdict()).isEqualTo(PairVerdict.INCONCLUSIVE);
  }

  @Test
  void judgesEitherWayRound() {
    PairwiseComparisons all = compare(ADAM, SGD, RMSPROP);

    assertThat(all.between("sgd", "adam").verdict()).isEqualTo(PairVerdict.WORSE);
    assertThat(all.between("sgd", "adam").mean().orElseThrow()).isCloseTo(-0.0675, within(0.00005));
    assertThat(all.between("adam", "sgd").verdict()).isEqualTo(PairVerdict.BETTER);
    assertThat(all.between("adam", "rmsprop").verdict()).isEqualTo(PairVerdict.INCONCLUSIVE);
  }

  @Test
  void saysWhatKeptItFromTesting() {
    assertThat(only(Contender.of("a", 0.9), Contender.of("b", 0.9)).obstacle())
        .hasValue(Obstacle.TOO_FEW_SEEDS);
    assertThat(only(Contender.of("a", 0.92, 0.95), Contender.of("b", 0.90, 0.93)).obstacle())
        .hasValue(Obstacle.NO_VARIATION);
    assertThat(only(Contender.of("a", 0.92, 0.95), Contender.of("b", 0.92, 0.95)).verdict())
        .isEqualTo(PairVerdict.IDENTICAL);
    assertThat(only(ADAM, DIVERGED).obstacle()).hasValue(Obstacle.DIVERGED);
    assertThat(only(ADAM, Contender.of("b")).obstacle()).hasValue(Obstacle.NO_RESULT);
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
  }

  @Test
  void groupsNothingWhereAllDiverged() {
    BestGroup group = compare(DIVERGED, Contender.of("absent")).bestGroup();

    assertThat(group.best()).isEmpty();
    assertThat(group.members()).isEmpty();
    assertThat(group.diverged()).containsExactly("lion");
    assertThat(compare(Contender.of("absent")).bestGroup().diverged()).isEmpty();
  }

  @Test
  void doesNotRankOneSeed() {
    BestGroup group = compare(Contender.of("a", 0.9), Contender.of("b", 0.95)).bestGroup();

    assertThat(group.members()).containsExactly("b");
    assertThat(group.untested()).containsExactly("a");
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
