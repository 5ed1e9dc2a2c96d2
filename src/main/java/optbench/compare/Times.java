package optbench.compare;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import optbench.result.Environment;
import optbench.result.FlatTree;
import optbench.result.Run;
import optbench.result.SettingDifference;
import optbench.result.TimeSplit;
import optbench.result.TrialResult;
import optbench.stats.Conditions;
import optbench.stats.Contender;
import optbench.stats.ContenderPair;
import optbench.stats.Interval;
import optbench.stats.MatchedComparisons;
import optbench.stats.PairedComparison;
import optbench.stats.Protocol;
import optbench.stats.SampleSummary;
import optbench.stats.TimeBasis;

/**
 * Whether times of two runs can be held against each other, and what came of it.
 *
 * <p>They can where each trial of both ran in a JVM of its own with nothing beside it, on the same
 * kind of machine with the same number of threads. Ratios are tested as differences of logarithms,
 * paired by seed.
 */
final class Times {
  private static final double GIB = 0x1p30;

  private Times() {}

  /** Why they cannot be compared; empty if they can. */
  static Optional<String> obstacle(Run a, Run b) {
    return Stream.of(
            basis("A", a),
            basis("B", b),
            machine(a.record().environmentsOf(a.settled()), b.record().environmentsOf(b.settled())))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> basis(String side, Run run) {
    Conditions conditions = Conditions.of(run);
    TimeBasis basis = conditions.times();
    List<TimeSplit> times = run.settled().stream().flatMap(r -> r.time().stream()).toList();
    if (!basis.ours()) {
      return Optional.of(side + " was imported, and how its times were taken is not known");
    }
    if (basis == TimeBasis.OFF) {
      return Optional.of(side + " did not ask for times");
    }
    if (basis == TimeBasis.SHARED) {
      return Optional.of("trials of " + side + " shared their computation, or have no time");
    }
    if (!conditions.timesDifferIn().isEmpty()) {
      return Optional.of(
          "trials of "
              + side
              + " were trained under different conditions: "
              + String.join("; ", conditions.timesDifferIn()));
    }
    if (times.stream().anyMatch(t -> t.jobs() > 1)) {
      return Optional.of("trials of " + side + " ran side by side");
    }
    return times.stream().allMatch(t -> t.circumstances().isolated())
        ? Optional.empty()
        : Optional.of(side + " did not train each trial in a JVM of its own (--isolate)");
  }

  /**
   * Nothing better than its looks is known of a machine. Those of one run look alike but for what
   * decides no time, which the first stands for.
   */
  private static Optional<String> machine(List<Environment> a, List<Environment> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return Optional.empty();
    }
    return SettingDifference.between(looks(a.get(0)), looks(b.get(0))).stream()
        .map(
            d ->
                "the machines differ: "
                    + d.key()
                    + " was "
                    + d.a()
                    + " in A and "
                    + d.b()
                    + " in B")
        .findFirst();
  }

  private static FlatTree looks(Environment e) {
    Map<String, String> looks = new TreeMap<>();
    looks.put("cpu", e.machine().cpu());
    looks.put("cores", Integer.toString(e.machine().cores()));
    looks.put("memory", Math.round(e.machine().memoryBytes() / GIB) + " GiB");
    looks.put("device", e.execution().device());
    looks.put("threads", Integer.toString(e.execution().threads()));
    return new FlatTree(looks);
  }

  /** For each match, in order. */
  static List<TimeComparison> of(List<OptimizerMatch> matches, Protocol protocol) {
    Protocol withoutMargin =
        new Protocol(protocol.level(), protocol.test(), OptionalDouble.empty());
    List<PairedComparison> pairs =
        MatchedComparisons.of(matches.stream().map(Times::speeds).toList(), withoutMargin).pairs();
    return IntStream.range(0, pairs.size())
        .mapToObj(i -> comparison(matches.get(i), pairs.get(i)))
        .toList();
  }

  private static TimeComparison comparison(OptimizerMatch match, PairedComparison pair) {
    return new TimeComparison(
        pair.pairs(),
        median(match, match.trials().a()),
        median(match, match.trials().b()),
        pair.mean().isPresent()
            ? OptionalDouble.of(Math.exp(-pair.mean().getAsDouble()))
            : OptionalDouble.empty(),
        pair.ci95().map(ci -> new Interval(Math.exp(-ci.high()), Math.exp(-ci.low()))),
        pair.pHolm(),
        pair.verdict());
  }

  /** Logarithms of steps a millisecond, B's and A's: more is better. */
  private static ContenderPair speeds(OptimizerMatch match) {
    List<Long> timed = timedInBoth(match);
    return new ContenderPair(
        speeds(match.labelB(), match.trials().b(), timed),
        speeds(match.labelA(), match.trials().a(), timed));
  }

  private static Contender speeds(
      String label, Map<Long, TrialResult> trials, List<Long> timedInBoth) {
    NavigableMap<Long, Double> speeds = new TreeMap<>();
    for (long seed : timedInBoth) {
      speeds.put(seed, -Math.log(stepMillis(trials.get(seed)).orElseThrow()));
    }
    return new Contender(label, speeds, new TreeSet<>());
  }

  private static OptionalDouble median(
      OptimizerMatch match, NavigableMap<Long, TrialResult> trials) {
    double[] millis =
        timedInBoth(match).stream()
            .mapToDouble(seed -> stepMillis(trials.get(seed)).orElseThrow())
            .toArray();
    return millis.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(SampleSummary.of(millis).median());
  }

  private static List<Long> timedInBoth(OptimizerMatch match) {
    return match.trials().common().stream()
        .filter(
            seed ->
                Stream.of(match.trials().a().get(seed), match.trials().b().get(seed))
                    .map(Times::stepMillis)
                    .allMatch(Optional::isPresent))
        .toList();
  }

  private static Optional<Double> stepMillis(TrialResult trial) {
    return trial.time().map(TimeSplit::stepMillis).filter(millis -> millis > 0);
  }
}
