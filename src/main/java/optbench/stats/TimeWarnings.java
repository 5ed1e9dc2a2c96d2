package optbench.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import optbench.result.Environment;
import optbench.result.Outcome;
import optbench.result.Run;
import optbench.result.RunRecord;
import optbench.result.TimeSplit;
import optbench.result.TrialResult;
import optbench.stats.TimeWarning.Kind;

/** Finds what makes the times of a run worth less than they seem. */
final class TimeWarnings {
  /** Differences between optimizers that are smaller than this are seldom what one looks for. */
  private static final double TOLERANCE = 0.1;

  /** With one peer, nothing tells which of the two was out of the ordinary. */
  private static final int PEERS = 2;

  private static final Set<String> SLOW_CLOCKS =
      Set.of("hpet", "acpi_pm", "jiffies", "refined-jiffies", "pit");

  private final RunRecord run;
  private final List<TrialResult> timed;
  private final TimeGroups groups;

  private TimeWarnings(RunRecord run, List<TrialResult> timed, TimeGroups groups) {
    this.run = run;
    this.timed = timed;
    this.groups = groups;
  }

  /**
   * In the order of {@link Kind}; none where times were not asked for.
   *
   * @param groups of its trials
   */
  static List<TimeWarning> of(Run run, TimeGroups groups) {
    List<TrialResult> timed =
        run.settled().stream()
            .filter(r -> r.outcome() == Outcome.FINISHED && r.time().isPresent())
            .toList();
    return run.record().reporting().timing() && !timed.isEmpty()
        ? new TimeWarnings(run.record(), timed, groups).all()
        : List.of();
  }

  private List<TimeWarning> all() {
    Map<String, Integer> shown =
        timed.stream()
            .collect(Collectors.toMap(TrialResult::label, groups::of, (a, b) -> Math.min(a, b)));
    Map<String, List<TrialResult>> own =
        timed.stream()
            .filter(r -> time(r).sharedBy() == 1 && groups.of(r) == shown.get(r.label()))
            .collect(
                Collectors.groupingBy(TrialResult::label, LinkedHashMap::new, Collectors.toList()));
    List<TimeWarning> warnings = new ArrayList<>();
    own.forEach((label, trials) -> spread(label, trials).ifPresent(warnings::add));
    slowFirst(own).ifPresent(warnings::add);
    busy().ifPresent(warnings::add);
    parallel().ifPresent(warnings::add);
    cluster().ifPresent(warnings::add);
    clock().ifPresent(warnings::add);
    conditions().ifPresent(warnings::add);
    return warnings;
  }

  private static Optional<TimeWarning> spread(String label, List<TrialResult> trials) {
    SampleSummary millis = SampleSummary.of(stepMillis(trials));
    double spread = (millis.max() - millis.min()) / millis.median();
    return spread > TOLERANCE
        ? Optional.of(warning(Kind.SPREAD, label, spread, TOLERANCE, trials.size()))
        : Optional.empty();
  }

  private static Optional<TimeWarning> slowFirst(Map<String, List<TrialResult>> own) {
    List<TrialResult> byTime =
        own.values().stream()
            .flatMap(List::stream)
            .sorted(Comparator.comparing(TrialResult::finishedAt))
            .toList();
    if (byTime.size() < 2 || byTime.get(0).finishedAt().equals(byTime.get(1).finishedAt())) {
      return Optional.empty();
    }
    TrialResult first = byTime.get(0);
    List<TrialResult> peers =
        own.get(first.label()).stream().filter(r -> !r.id().equals(first.id())).toList();
    if (peers.size() < PEERS) {
      return Optional.empty();
    }
    double excess = time(first).stepMillis() / SampleSummary.of(stepMillis(peers)).median() - 1;
    return excess > TOLERANCE
        ? Optional.of(warning(Kind.SLOW_FIRST, first.label(), excess, TOLERANCE, 1))
        : Optional.empty();
  }

  /**
   * The load after a trial is held against the limit, for it is of the trial's own time where it
   * took a minute or more; of a shorter one, a part of the load is of before.
   */
  private Optional<TimeWarning> busy() {
    List<TrialResult> busy = timed.stream().filter(r -> load(r) > limit(r)).toList();
    return busy.stream()
        .max(Comparator.comparingDouble(r -> load(r) - limit(r)))
        .map(most -> warning(Kind.BUSY, "", load(most), limit(most), busy.size()));
  }

  private static double load(TrialResult trial) {
    return time(trial).circumstances().loadAfter().orElse(0);
  }

  /**
   * All threads of ours, and half of the cores that they leave: short of that, others hardly get in
   * our way. Half a thread is what compiler and garbage collector may come to; a whole one where
   * each trial starts a JVM, which compiles all anew: an idle machine of two cores shows 1.8.
   */
  private double limit(TrialResult trial) {
    Optional<Environment> machine = run.environmentOf(trial);
    if (machine.isEmpty()) {
      return Double.POSITIVE_INFINITY;
    }
    double ours = (double) time(trial).jobs() * trial.threads().orElse(1);
    double jvm = time(trial).circumstances().isolated() ? 1 : 0.5;
    return ours + Math.max(jvm, (machine.get().machine().cores() - ours) / 2);
  }

  private Optional<TimeWarning> parallel() {
    int jobs = timed.stream().mapToInt(r -> time(r).jobs()).max().orElse(1);
    int trials = (int) timed.stream().filter(r -> time(r).jobs() > 1).count();
    return trials > 0 ? Optional.of(warning(Kind.PARALLEL, "", jobs, 1, trials)) : Optional.empty();
  }

  private Optional<TimeWarning> cluster() {
    List<String> clusters =
        timed.stream()
            .flatMap(trial -> run.environmentOf(trial).stream())
            .flatMap(machine -> machine.execution().cluster().stream())
            .toList();
    return clusters.stream().findFirst().map(name -> named(Kind.CLUSTER, name, clusters.size()));
  }

  private Optional<TimeWarning> clock() {
    List<String> clocks =
        timed.stream()
            .flatMap(trial -> run.environmentOf(trial).stream())
            .flatMap(machine -> machine.execution().clockSource().stream())
            .filter(SLOW_CLOCKS::contains)
            .toList();
    return clocks.stream().findFirst().map(name -> named(Kind.CLOCK, name, clocks.size()));
  }

  private Optional<TimeWarning> conditions() {
    List<String> differences = groups.differences();
    return differences.isEmpty()
        ? Optional.empty()
        : Optional.of(
            warning(
                Kind.CONDITIONS,
                String.join("; ", differences),
                groups.count(),
                1,
                groups.timedElsewhere()));
  }

  private static TimeWarning named(Kind kind, String name, int trials) {
    return new TimeWarning(kind, name, OptionalDouble.empty(), OptionalDouble.empty(), trials);
  }

  private static TimeWarning warning(
      Kind kind, String subject, double figure, double limit, int trials) {
    return new TimeWarning(
        kind, subject, OptionalDouble.of(figure), OptionalDouble.of(limit), trials);
  }

  private static TimeSplit time(TrialResult result) {
    return result.time().orElseThrow();
  }

  private static double[] stepMillis(List<TrialResult> trials) {
    return trials.stream().mapToDouble(r -> time(r).stepMillis()).toArray();
  }
}
