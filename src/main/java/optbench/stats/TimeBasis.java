package optbench.stats;

import java.util.List;
import optbench.result.Run;
import optbench.result.TimeSplit;
import optbench.result.TrialResult;

/** Whether the training times of a run can be held against each other. */
public enum TimeBasis {
  /** All were taken in the same way, each trial with a gradient of its own. */
  COMPARABLE,
  /** Training times were not asked for. */
  OFF,
  /** Something else trained, and how it took times nobody knows here. */
  IMPORTED,
  /** Some trials shared one computation of the gradient, or have no time at all. */
  SHARED,
  /** Some were taken while more trials ran side by side than with others. */
  MIXED_JOBS,
  /** Some were taken in a JVM of the trial's own, and others not. */
  MIXED_ISOLATION,
  /** Some were trained on another machine or with other software, threads or options. */
  MIXED_CONDITIONS;

  /** Whether there is anything to say of them. */
  public boolean told() {
    return this != OFF && this != IMPORTED;
  }

  /** Whether optbench itself trained, so that it may have taken times. */
  public boolean ours() {
    return this != IMPORTED;
  }

  static TimeBasis of(Run run, TimeGroups groups) {
    if (run.record().imported().isPresent()) {
      return IMPORTED;
    }
    if (!run.record().reporting().timing()) {
      return OFF;
    }
    List<TrialResult> results = run.settled();
    List<TimeSplit> times = results.stream().flatMap(r -> r.time().stream()).toList();
    if (times.size() < results.size() || times.stream().anyMatch(t -> t.sharedBy() > 1)) {
      return SHARED;
    }
    if (groups.count() > 1) {
      return MIXED_CONDITIONS;
    }
    if (times.stream().map(TimeSplit::jobs).distinct().count() > 1) {
      return MIXED_JOBS;
    }
    boolean alike = times.stream().map(t -> t.circumstances().isolated()).distinct().count() <= 1;
    return alike ? COMPARABLE : MIXED_ISOLATION;
  }
}
