package optbench.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Every contender against every other.
 *
 * <p><b>Family.</b> Holm's correction is over all pairs, and not only over those with the best: the
 * best is found by the same data, so that each pair might have been looked at. Corrected over the
 * pairs with the best alone, seven equal contenders over ten seeds give a false claim in about 11 %
 * of experiments instead of 5 %. Corrected over all pairs, the chance of even one false difference
 * is at most the level, whichever contender turns out to be the best. Claims of equivalence are a
 * family of their own, at the same level. A pair without variation counts in the family, with p =
 * 1; pairs that diverged or have too few seeds do not.
 *
 * @param prior that the tests share
 * @param contenders in the order of the run
 * @param pairs all of them, each once, as two loops over the contenders find them
 * @param looks at which they were judged, where seeds were added until it was decided
 */
public record PairwiseComparisons(
    Protocol protocol,
    VariancePrior prior,
    List<Contender> contenders,
    List<PairedComparison> pairs,
    Optional<Looks> looks) {
  public PairwiseComparisons {
    contenders = List.copyOf(contenders);
    pairs = List.copyOf(pairs);
  }

  /**
   * Compares all pairs.
   *
   * @throws IllegalArgumentException if two contenders have the same label
   */
  public static PairwiseComparisons of(List<Contender> contenders, Protocol protocol) {
    requireDifferentLabels(contenders);
    VariancePrior prior = prior(contenders, protocol.test());
    Protocol used = used(protocol, prior);
    List<PairedComparison> drafts = new ArrayList<>();
    for (int i = 0; i < contenders.size(); i++) {
      for (int j = i + 1; j < contenders.size(); j++) {
        drafts.add(PairedComparison.draft(contenders.get(i), contenders.get(j), used, prior));
      }
    }
    return new PairwiseComparisons(
        used, prior, contenders, judged(drafts, protocol.level()), Optional.empty());
  }

  /**
   * Compares all pairs as far as seeds were added to those that were open, at these looks.
   *
   * @param seeds in the order in which contenders get them
   * @param looks numbers of seeds, rising; none to compare them once, with what there is
   * @throws IllegalArgumentException if two contenders have the same label
   */
  public static PairwiseComparisons of(
      List<Contender> contenders, List<Long> seeds, List<Integer> looks, Protocol protocol) {
    if (looks.isEmpty()) {
      return of(contenders, protocol);
    }
    requireDifferentLabels(contenders);
    return SequentialTest.compare(contenders, seeds, looks, protocol);
  }

  private static void requireDifferentLabels(List<Contender> contenders) {
    if (contenders.stream().map(Contender::label).distinct().count() < contenders.size()) {
      throw new IllegalArgumentException(
          "labels must differ from each other but two were the same");
    }
  }

  /** The protocol, with the test that it comes to where there is no prior. */
  static Protocol used(Protocol protocol, VariancePrior prior) {
    return prior.equals(VariancePrior.NONE)
        ? protocol.withTest(protocol.test().withoutPrior())
        : protocol;
  }

  /** Of the contenders that can be tested: those that no seed of diverged. */
  static VariancePrior prior(List<Contender> all, PairedTest test) {
    List<Contender> contenders = all.stream().filter(Contender::rankable).toList();
    List<double[]> differences = new ArrayList<>();
    for (int i = 0; i < contenders.size(); i++) {
      for (int j = i + 1; j < contenders.size(); j++) {
        differences.add(contenders.get(i).differences(contenders.get(j)));
      }
    }
    return test.prior(contenders.size(), differences);
  }

  /**
   * Each contender, as the first of its pair, against a baseline that was named beforehand: the
   * family is these pairs alone.
   */
  public static List<PairedComparison> against(
      Contender baseline, List<Contender> contenders, Protocol protocol) {
    return judged(
        contenders.stream().map(c -> PairedComparison.draft(c, baseline, protocol)).toList(),
        protocol.level());
  }

  /**
   * What was found of the first against the second.
   *
   * @throws IllegalArgumentException if they are not two contenders
   */
  public PairedComparison between(String first, String second) {
    int one = place(first);
    int other = place(second);
    if (one < 0 || other < 0 || one == other) {
      throw new IllegalArgumentException(
          "must be two contenders but were " + first + " and " + second);
    }
    return one < other ? pair(one, other) : pair(other, one).reversed();
  }

  private int place(String label) {
    for (int i = 0; i < contenders.size(); i++) {
      if (contenders.get(i).label().equals(label)) {
        return i;
      }
    }
    return -1;
  }

  /** Pairs stand as two loops over the contenders find them: a search among n² takes too long. */
  private PairedComparison pair(int earlier, int later) {
    int before = earlier * (2 * contenders.size() - earlier - 1) / 2;
    return pairs.get(before + later - earlier - 1);
  }

  /** Whether a contender was shown to be worse than any other: then it is not the best. */
  boolean showWorse(String label) {
    int own = place(label);
    return IntStream.range(0, contenders.size())
        .filter(other -> other != own)
        .mapToObj(other -> pair(Math.min(own, other), Math.max(own, other)))
        .anyMatch(pair -> pair.showsWorse(label));
  }

  /** The level of one look. */
  private double levelOfALook() {
    return protocol.level() / looks.map(l -> l.planned().size()).orElse(1);
  }

  /** How many tests of a difference Holm's correction is over. */
  public int familySize() {
    return (int) pairs.stream().filter(PairwiseComparisons::inFamily).count();
  }

  /**
   * Those of the best with each other one, and of neighbours.
   *
   * @param ranked all contenders, the best first
   */
  public List<PairedComparison> ofBestAndNeighbours(List<String> ranked) {
    List<PairedComparison> some = new ArrayList<>();
    for (int i = 0; i < ranked.size(); i++) {
      for (int j = i + 1; j < ranked.size(); j++) {
        if (i == 0 || j == i + 1) {
          some.add(between(ranked.get(i), ranked.get(j)));
        }
      }
    }
    return some;
  }

  /** The same with some of the pairs alone, to be written down: it answers no questions. */
  PairwiseComparisons with(List<PairedComparison> some) {
    return new PairwiseComparisons(protocol, prior, contenders, some, looks);
  }

  /** What it takes to decide those of some pairs that were tested and are inconclusive. */
  List<SeedsOutlook> outlooks(List<PairedComparison> some) {
    if (protocol.margin().isEmpty() || familySize() == 0) {
      return List.of();
    }
    OutlookQuantiles quantiles = new OutlookQuantiles(PowerPlan.of(levelOfALook(), familySize()));
    return some.stream()
        .filter(p -> p.obstacle().isEmpty() && p.verdict() == PairVerdict.INCONCLUSIVE)
        .map(p -> SeedsOutlook.of(p, quantiles, prior, protocol.margin().getAsDouble()))
        .toList();
  }

  /** The best by mean, and those that it is not shown to be better than. */
  public BestGroup bestGroup() {
    return BestGroup.of(this);
  }

  /**
   * How many tests a correction is over, where these are not all.
   *
   * @param differences with those that are not tested now and were not rejected before
   * @param equivalences likewise
   * @param looks that share the level
   */
  record Families(int differences, int equivalences, int looks) {}

  static List<PairedComparison> judged(List<PairedComparison> drafts, double level) {
    return judged(drafts, new Families(0, 0, 1), level);
  }

  static List<PairedComparison> judged(
      List<PairedComparison> drafts, Families families, double level) {
    double[] p =
        adjusted(
            drafts,
            families.differences(),
            families.looks(),
            PairwiseComparisons::inFamily,
            d -> d.pValue().orElse(1));
    double[] equivalence =
        adjusted(
            drafts,
            families.equivalences(),
            families.looks(),
            d -> d.equivalence().isPresent(),
            d -> d.equivalence().get().pValue());
    return IntStream.range(0, drafts.size())
        .mapToObj(i -> judged(drafts.get(i), p[i], equivalence[i], level))
        .toList();
  }

  private static PairedComparison judged(
      PairedComparison draft, double p, double equivalence, double level) {
    if (draft.obstacle().isPresent()) {
      return draft;
    }
    return draft.judged(
        p,
        draft.equivalence().isPresent() ? OptionalDouble.of(equivalence) : OptionalDouble.empty(),
        level);
  }

  static boolean inFamily(PairedComparison draft) {
    return draft.obstacle().isEmpty() || draft.obstacle().get() == Obstacle.NO_VARIATION;
  }

  /** Corrected over those in the family; 1 for the others, which nobody asks for. */
  private static double[] adjusted(
      List<PairedComparison> drafts,
      int atLeast,
      int looks,
      Predicate<PairedComparison> inFamily,
      ToDoubleFunction<PairedComparison> pValue) {
    int[] members =
        IntStream.range(0, drafts.size()).filter(i -> inFamily.test(drafts.get(i))).toArray();
    double[] corrected =
        Holm.adjusted(
            Math.max(atLeast, members.length),
            IntStream.of(members)
                .mapToDouble(i -> Math.min(1, looks * pValue.applyAsDouble(drafts.get(i))))
                .toArray());
    double[] all = new double[drafts.size()];
    Arrays.fill(all, 1);
    for (int i = 0; i < members.length; i++) {
      all[members[i]] = corrected[i];
    }
    return all;
  }
}
