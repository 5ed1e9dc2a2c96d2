package optbench.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import optbench.stats.MarginComparison;
import optbench.stats.Protocol;
import optbench.text.NumberText;

/**
 * Holds a run against a baseline.
 *
 * <p>Each optimizer of the baseline, paired by seed unless the results were imported without a word
 * that seeds are shared, in this order: metrics that are the same to the bit need no statistics; a
 * seed that diverges and did not is a regression; then the accuracies decide, by the rules of
 * {@link MarginComparison} at a level of 5 % for all optimizers together. A seed without a result
 * never makes an optimizer pass, but cannot hide that it regressed either.
 */
public final class Gate {
  private final Rule rule;
  private final Protocol protocol;

  /**
   * A gate with one rule.
   *
   * @throws IllegalArgumentException if it is not about accuracy
   */
  public Gate(Rule rule) {
    if (rule.measure() != Rule.Measure.ACCURACY) {
      throw new IllegalArgumentException(
          "the rule must be about accuracy but was about " + rule.measure());
    }
    this.rule = rule;
    this.protocol = Protocol.DEFAULT.withMargin(rule.margin());
  }

  /** What there is to say of every optimizer of either, in the order of the baseline. */
  public List<OptimizerCheck> check(Baseline before, Baseline now) {
    Optional<String> other = now.experiment().difference(before.experiment());
    boolean paired = before.pairedBySeed() && now.pairedBySeed();
    Protocol used = protocol.pairedIf(paired);
    List<BaselineMatch> tested =
        other.isPresent()
            ? List.of()
            : before.optimizers().stream()
                .flatMap(
                    e -> now.entry(e.label()).map(n -> new BaselineMatch(e, n, paired)).stream())
                .filter(m -> m.now().settings().differences(m.before().settings()).isEmpty())
                .toList();
    List<MarginComparison> tests =
        MarginComparison.of(tested.stream().map(BaselineMatch::contenders).toList(), used);
    List<OptimizerCheck> checks = new ArrayList<>();
    for (Entry entry : before.optimizers()) {
      checks.add(
          IntStream.range(0, tested.size())
              .filter(i -> tested.get(i).label().equals(entry.label()))
              .mapToObj(i -> judged(tested.get(i), tests.get(i)))
              .findFirst()
              .orElseGet(() -> incomparable(entry, other, now)));
    }
    now.optimizers().stream()
        .filter(e -> before.entry(e.label()).isEmpty())
        .map(e -> OptimizerCheck.untested(e.label(), GateOutcome.NEW, 0, "not in the baseline"))
        .forEach(checks::add);
    return checks;
  }

  private static OptimizerCheck incomparable(Entry before, Optional<String> other, Baseline now) {
    String reason =
        other.orElseGet(
            () ->
                now.entry(before.label())
                    .map(
                        e ->
                            "other settings: "
                                + String.join(", ", e.settings().differences(before.settings())))
                    .orElse("the run has no result of it"));
    return OptimizerCheck.untested(before.label(), GateOutcome.NOT_COMPARED, 0, reason);
  }

  private OptimizerCheck judged(BaselineMatch match, MarginComparison test) {
    if (match.identical()) {
      return found(match, test, GateOutcome.IDENTICAL, "the same to the bit in " + seeds(match));
    }
    if (!match.lost().isEmpty()) {
      return found(
          match,
          test,
          GateOutcome.REGRESSED,
          listed(match.lost()) + " diverged, and did not before");
    }
    OptimizerCheck byScores = byScores(match, test);
    if (!match.missing().isEmpty() && byScores.finding() != GateOutcome.REGRESSED) {
      return found(
          match, test, GateOutcome.NOT_COMPARED, "no result of " + listed(match.missing()));
    }
    boolean kept = byScores.finding() == GateOutcome.OK || byScores.finding() == GateOutcome.BETTER;
    return kept && !match.recovered().isEmpty()
        ? found(
            match,
            test,
            GateOutcome.BETTER,
            listed(match.recovered()) + " diverged before, and no more")
        : byScores;
  }

  private OptimizerCheck byScores(BaselineMatch match, MarginComparison test) {
    String points = NumberText.percent(rule.margin()) + " points";
    if (match.allDivergedBothTimes() && match.seeds() > 0) {
      return found(match, test, GateOutcome.OK, "diverged in " + seeds(match) + ", as before");
    }
    return switch (test.verdict()) {
      case SAME -> found(match, test, GateOutcome.OK, "the same accuracy in " + seeds(match));
      case WITHIN -> found(match, test, GateOutcome.OK, "changed by less than " + points);
      case NOT_WORSE -> found(match, test, GateOutcome.OK, "lost less than " + points);
      case BETTER -> found(match, test, GateOutcome.BETTER, "gained more than " + points);
      case WORSE -> found(match, test, GateOutcome.REGRESSED, "lost accuracy");
      case INCONCLUSIVE -> found(match, test, GateOutcome.NOT_COMPARED, tooFew(test));
    };
  }

  /** Says how many seeds would do, since that is what there is to change. */
  private String tooFew(MarginComparison test) {
    if (test.pairs() < 2) {
      return (test.pairs() == 0 ? "no seed" : "one seed")
          + " to compare: that takes 2 or more, and the more the more seeds vary";
    }
    OptionalInt seeds = test.seedsNeeded(protocol).moreThan(test.pairs());
    return "too few seeds, "
        + test.pairs()
        + ", to tell"
        + (seeds.isPresent() ? ": about " + seeds.getAsInt() + " seeds would" : "");
  }

  private static OptimizerCheck found(
      BaselineMatch match, MarginComparison test, GateOutcome finding, String reason) {
    return OptimizerCheck.of(match, test, finding, reason);
  }

  private static String seeds(BaselineMatch match) {
    int n = match.seeds();
    return n == 1 ? "1 seed" : "each of " + n + " seeds";
  }

  private static String listed(List<Long> seeds) {
    return (seeds.size() == 1 ? "seed " : "seeds ")
        + seeds.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
