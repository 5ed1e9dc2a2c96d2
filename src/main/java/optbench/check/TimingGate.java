package optbench.check;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import optbench.stats.Contender;
import optbench.stats.ContenderPair;
import optbench.stats.Interval;
import optbench.stats.MarginComparison;
import optbench.stats.MarginVerdict;
import optbench.stats.PowerPlan;
import optbench.stats.Protocol;
import optbench.stats.SampleSummary;
import optbench.text.NumberText;

/**
 * Holds the times of a command against those of another, which were taken in turn on one machine.
 *
 * <p>Of each optimizer, ratios of the two times of a round are tested on logarithms, at a level of
 * 5 % for all optimizers together, two-sided: it is slower if the whole interval lies above the
 * margin, and passes if the whole interval lies below. Between the two it cannot be told, which is
 * no failure.
 *
 * <p>First the command is held against itself in the same rounds. Where the interval of that ratio
 * reaches out of the margin to either side, times are too uneven to judge: nothing passes then, and
 * only what is slower than everything that the interval allows for counts as slower.
 */
public final class TimingGate {
  private final double margin;
  private final boolean alone;
  private final Protocol protocol;

  /**
   * A gate with one rule.
   *
   * @param alone whether nothing else is checked: then a machine that cannot tell leaves nothing
   *     checked at all, which must not look like a success
   * @throws IllegalArgumentException if the rule is not about times
   */
  public TimingGate(Rule rule, boolean alone) {
    if (rule.measure() != Rule.Measure.TIMING) {
      throw new IllegalArgumentException(
          "the rule must be about timing but was about " + rule.measure());
    }
    this.margin = rule.margin();
    this.alone = alone;
    this.protocol = Protocol.DEFAULT.withMargin(Math.log1p(margin));
  }

  /** What there is to say of every optimizer, in order. */
  public List<TimingCheck> check(List<InterleavedStepTimes> optimizers) {
    List<InterleavedStepTimes> tested =
        optimizers.stream().filter(t -> t.obstacle().isEmpty()).toList();
    List<MarginComparison> tests =
        MarginComparison.of(
            tested.stream()
                .map(
                    t ->
                        new ContenderPair(
                            logarithms(t, InterleavedStepTimes::now),
                            logarithms(t, InterleavedStepTimes::other)))
                .toList(),
            protocol);
    return optimizers.stream()
        .map(
            times ->
                times
                    .obstacle()
                    .map(reason -> TimingCheck.untested(times.label(), reason))
                    .orElseGet(() -> judged(times, tests.get(tested.indexOf(times)))))
        .toList();
  }

  private TimingCheck judged(InterleavedStepTimes times, MarginComparison test) {
    Optional<SampleSummary> self = self(times);
    double noise =
        self.flatMap(SampleSummary::ci95)
            .map(i -> Math.max(Math.abs(i.low()), Math.abs(i.high())))
            .orElse(Double.POSITIVE_INFINITY);
    boolean tells = noise < Math.log1p(margin);
    boolean slower =
        below(twoSided(test.pBetter()))
            && (tells || test.ci95().map(i -> i.low() > noise).orElse(false));
    boolean within = test.verdict() == MarginVerdict.SAME || below(twoSided(test.pNotBetter()));
    String percent = NumberText.wholePercent(margin);
    if (slower) {
      return found(times, test, self, GateOutcome.REGRESSED, "slower by more than " + percent);
    }
    if (!tells) {
      return found(
          times,
          test,
          self,
          alone ? GateOutcome.NOT_COMPARED : GateOutcome.UNCLEAR,
          tooUneven(self));
    }
    return within
        ? found(times, test, self, GateOutcome.OK, "not slower by " + percent)
        : found(
            times,
            test,
            self,
            GateOutcome.UNCLEAR,
            "more rounds would tell whether it is slower by " + percent);
  }

  private String tooUneven(Optional<SampleSummary> self) {
    String percent = NumberText.wholePercent(margin);
    if (self.isEmpty() || self.get().n() < 2) {
      return "too few rounds to judge " + percent;
    }
    String found =
        "times are too uneven to judge "
            + percent
            + ": the command against itself gave "
            + exp(self.get().ci95().orElseThrow()).text(NumberText::ratio);
    OptionalInt rounds =
        PowerPlan.of(protocol.level(), 1)
            .toShowEquivalence(0, self.get().sd().orElseThrow(), Math.log1p(margin))
            .moreThan(self.get().n());
    return rounds.isPresent() ? found + "; about " + rounds.getAsInt() + " rounds would do" : found;
  }

  private static TimingCheck found(
      InterleavedStepTimes times,
      MarginComparison test,
      Optional<SampleSummary> self,
      GateOutcome finding,
      String reason) {
    return new TimingCheck(
        times.label(),
        finding,
        test.pairs(),
        median(times.other()),
        median(times.now()),
        exp(test.mean()),
        test.ci95().map(TimingGate::exp),
        self.isPresent() ? exp(OptionalDouble.of(self.get().mean())) : OptionalDouble.empty(),
        self.flatMap(SampleSummary::ci95).map(TimingGate::exp),
        twoSided(test.pBetter()),
        twoSided(test.pNotBetter()),
        IntStream.range(0, times.now().size())
            .mapToObj(i -> List.of(times.other().get(i), times.now().get(i), times.again().get(i)))
            .toList(),
        reason);
  }

  /** By round, which stands in the place of the seed. */
  private static Contender logarithms(
      InterleavedStepTimes times, Function<InterleavedStepTimes, List<Double>> side) {
    List<Double> millis = side.apply(times);
    NavigableMap<Long, Double> byRound = new TreeMap<>();
    millis.forEach(t -> byRound.put(byRound.size() + 1L, Math.log(t)));
    return new Contender(times.label(), byRound, new TreeSet<>());
  }

  private static Optional<SampleSummary> self(InterleavedStepTimes times) {
    double[] ratios =
        IntStream.range(0, times.now().size())
            .mapToDouble(i -> Math.log(times.again().get(i) / times.now().get(i)))
            .toArray();
    return ratios.length == 0 ? Optional.empty() : Optional.of(SampleSummary.of(ratios));
  }

  private boolean below(OptionalDouble p) {
    return p.isPresent() && p.getAsDouble() < protocol.level();
  }

  private static OptionalDouble twoSided(OptionalDouble p) {
    return p.isPresent() ? OptionalDouble.of(Math.min(1, 2 * p.getAsDouble())) : p;
  }

  private static OptionalDouble median(List<Double> millis) {
    return millis.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            SampleSummary.of(millis.stream().mapToDouble(Double::doubleValue).toArray()).median());
  }

  private static OptionalDouble exp(OptionalDouble logarithm) {
    return logarithm.isPresent() ? OptionalDouble.of(Math.exp(logarithm.getAsDouble())) : logarithm;
  }

  private static Interval exp(Interval logarithms) {
    return new Interval(Math.exp(logarithms.low()), Math.exp(logarithms.high()));
  }
}
