package optbench.claims;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import optbench.claims.ClaimFinding.Difference;
import optbench.claims.ClaimFinding.Evidence;
import optbench.claims.ClaimFinding.Judgement;
import optbench.claims.ClaimFinding.Means;
import optbench.claims.ClaimFinding.Statement;
import optbench.claims.ClaimFinding.Tests;
import optbench.result.Run;
import optbench.stats.Interval;
import optbench.stats.PairedDifferences;
import optbench.stats.PowerPlan;
import optbench.stats.SampleSummary;
import optbench.stats.SeedsNeeded;

/** One comparison of a claim: {@link ClaimJudge} states the rules. */
final class Comparing {
  private static final OptionalDouble NONE = OptionalDouble.empty();

  private final ClaimTest test;
  private final SideReadings first;
  private final SideReadings second;
  private final Pairs pairs;
  private final Optional<String> obstacle;

  Comparing(ClaimTest test, ClaimSide reference, Map<String, Run> evidence) {
    this.test = test;
    SideReader reader = new SideReader(test.measure(), test.settings(), evidence);
    this.first = test.of().accept(reader);
    this.second = reference.accept(reader);
    this.pairs = Pairs.of(first, second);
    this.obstacle =
        first
            .obstacle()
            .or(second::obstacle)
            .or(() -> otherData(evidence))
            .or(() -> times(evidence))
            .or(() -> pairs.obstacle(test.measure().scale()));
  }

  private Optional<String> otherData(Map<String, Run> evidence) {
    List<String> data =
        runs(evidence).values().stream().map(run -> run.record().data()).distinct().toList();
    return data.size() > 1
        ? Optional.of("results on " + String.join(" and ", data) + " cannot be compared")
        : Optional.empty();
  }

  private Optional<String> times(Map<String, Run> evidence) {
    return test.measure().isTime() ? TimeCheck.obstacle(runs(evidence)) : Optional.empty();
  }

  /** Those that were read, by experiment, each with the optimizers that are compared alone. */
  private Map<String, Run> runs(Map<String, Run> evidence) {
    Map<String, Set<String>> labels = new LinkedHashMap<>();
    for (SideReadings side : List.of(first, second)) {
      side.members()
          .forEach(
              member ->
                  labels
                      .computeIfAbsent(member.experiment(), e -> new LinkedHashSet<>())
                      .add(member.label()));
    }
    Map<String, Run> runs = new LinkedHashMap<>();
    labels.forEach((name, own) -> runs.put(name, evidence.get(name).only(own)));
    return runs;
  }

  /** What was found; corrected and looked ahead from later. */
  ClaimFinding finding() {
    boolean measured = pairs.seeds() > 0 && obstacle.isEmpty();
    double[] low = measured ? pairs.lowest(test) : new double[0];
    double[] high = measured ? pairs.highest(test) : new double[0];
    return new ClaimFinding(
        new Statement(
            test.measure(),
            test.settings(),
            first.text(),
            test.direction(),
            second.text(),
            test.factor(),
            test.margin()),
        new Evidence(pairs.seeds(), pairs.remarks(), obstacle),
        new Means(
            mean(pairs.of()), bound(pairs.of()), mean(pairs.reference()), bound(pairs.reference())),
        difference(low, high),
        tests(low, high),
        Judgement.NONE);
  }

  private Difference difference(double[] low, double[] high) {
    Optional<PairedDifferences> shown = shown(low, high);
    Scale scale = test.measure().scale();
    return new Difference(
        shown.map(d -> OptionalDouble.of(scale.fromLinear(d.mean().orElseThrow()))).orElse(NONE),
        shown
            .flatMap(PairedDifferences::ci95)
            .map(ci -> new Interval(scale.fromLinear(ci.low()), scale.fromLinear(ci.high()))),
        bound(low, high));
  }

  private Tests tests(double[] low, double[] high) {
    double point = threshold();
    double margin = margin();
    boolean same = identical(low, high);
    double aboveMargin = same ? 0 : above(point - margin, low);
    double belowMargin = same ? 0 : below(point + margin, high);
    return new Tests(
        p(greater() ? above(point, low) : below(point, high)),
        p(greater() ? below(point, high) : above(point, low)),
        p(Math.max(aboveMargin, belowMargin)),
        p(greater() ? aboveMargin : belowMargin),
        p(greater() ? belowMargin : aboveMargin));
  }

  private OptionalDouble p(double value) {
    return obstacle.isEmpty() ? OptionalDouble.of(value) : NONE;
  }

  private boolean greater() {
    return test.direction() == Direction.GREATER_THAN;
  }

  /** Where what is claimed begins, on the scale of differences. */
  private double threshold() {
    double shift = test.measure().scale() == Scale.RATIO ? Math.log(test.factor()) : 0;
    return greater() ? shift : 0 - shift;
  }

  private double margin() {
    return test.measure().scale().linearMargin(test.margin());
  }

  /** That differences lie above this. */
  private double above(double point, double... lowest) {
    return Pairs.finite(lowest) ? differences(lowest).pAbove(point) : 1;
  }

  private double below(double point, double... highest) {
    return Pairs.finite(highest) ? differences(highest).pBelow(point) : 1;
  }

  private PairedDifferences differences(double... values) {
    return PairedDifferences.of(test.measure().test(), values);
  }

  private boolean identical(double[] low, double[] high) {
    return low.length > 0
        && bound(low, high) == Bound.EXACT
        && differences(low).areAll(threshold());
  }

  private Optional<PairedDifferences> shown(double[] low, double[] high) {
    if (low.length == 0 || !(Pairs.finite(low) || Pairs.finite(high))) {
      return Optional.empty();
    }
    return Optional.of(differences(Pairs.finite(low) ? low : high));
  }

  private static Bound bound(double[] low, double[] high) {
    if (Pairs.finite(low) && Pairs.finite(high)) {
      return Bound.EXACT;
    }
    return Pairs.finite(low) ? Bound.AT_LEAST : Bound.AT_MOST;
  }

  private static Bound bound(List<Reading> readings) {
    return readings.stream()
        .map(Reading::bound)
        .filter(b -> b != Bound.EXACT)
        .findFirst()
        .orElse(Bound.EXACT);
  }

  private static OptionalDouble mean(List<Reading> readings) {
    return readings.isEmpty()
        ? NONE
        : OptionalDouble.of(
            SampleSummary.of(readings.stream().mapToDouble(r -> r.value().orElseThrow()).toArray())
                .mean());
  }

  /** How many seeds it takes, if these are a fair sample of how they vary. */
  SeedsNeeded seedsNeeded(double level, int family) {
    double[] low = pairs.lowest(test);
    double[] high = pairs.highest(test);
    Optional<PairedDifferences> differences = shown(low, high);
    if (differences.isEmpty() || differences.get().sd().isEmpty()) {
      return new SeedsNeeded.Unknown("too little is known of how seeds vary");
    }
    // Two-sided at the level over all claims is one-sided at the level over both ways of each.
    PowerPlan plan = PowerPlan.of(level, family);
    double difference = differences.get().mean().orElseThrow() - threshold();
    Bound bound = bound(low, high);
    if ((bound == Bound.AT_MOST && difference >= 0)
        || (bound == Bound.AT_LEAST && difference <= 0)) {
      return new SeedsNeeded.Never(
          "only a bound of the difference is known, and it leaves both open: evaluate more often,"
              + " or train for longer");
    }
    if (!differences.get().varies()) {
      return difference == 0 ? plan.toShowDifference(0, 0) : plan.toShowSameSign(2);
    }
    double sd = differences.get().sd().orElseThrow();
    SeedsNeeded apart = plan.toShowDifference(difference, sd);
    return bound == Bound.EXACT
        ? apart.orSooner(plan.toShowEquivalence(difference, sd, margin()))
        : apart;
  }
}
