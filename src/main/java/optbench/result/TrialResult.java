package optbench.result;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * One trial, as stored.
 *
 * @param id {@link TrialSettings#id()}
 * @param label what tables call the optimizer
 * @param epochs one entry for each finished epoch
 * @param time empty if no step was timed
 * @param stateBytes memory that the optimizer keeps between steps
 * @param initialWeightsSha256 hash of the initial weights: equal for all optimizers of a seed
 * @param divergedAtStep the step, counted from 1, whose loss showed that it had diverged
 * @param reason why it was skipped or failed, or what is to be known of how it was trained
 * @param threads OpenMP threads of the native code
 * @param probe what was seen from inside, if the trial was watched
 */
public record TrialResult(
    String id,
    String label,
    TrialSettings settings,
    Outcome outcome,
    List<EpochMetrics> epochs,
    Optional<TimeSplit> time,
    long stateBytes,
    String initialWeightsSha256,
    OptionalLong divergedAtStep,
    Optional<String> reason,
    int threads,
    Instant finishedAt,
    Optional<TrialProbe> probe) {
  public TrialResult {
    epochs = List.copyOf(epochs);
  }

  /** A trial that was skipped or failed: nothing but the reason is known of it. */
  public static TrialResult unfinished(
      String id,
      String label,
      TrialSettings settings,
      Outcome outcome,
      String reason,
      int threads,
      Instant finishedAt) {
    return new TrialResult(
        id,
        label,
        settings,
        outcome,
        List.of(),
        Optional.empty(),
        0,
        "",
        OptionalLong.empty(),
        Optional.of(reason),
        threads,
        finishedAt);
  }

  /** A trial that was not watched from inside. */
  public TrialResult(
      String id,
      String label,
      TrialSettings settings,
      Outcome outcome,
      List<EpochMetrics> epochs,
      Optional<TimeSplit> time,
      long stateBytes,
      String initialWeightsSha256,
      OptionalLong divergedAtStep,
      Optional<String> reason,
      int threads,
      Instant finishedAt) {
    this(
        id,
        label,
        settings,
        outcome,
        epochs,
        time,
        stateBytes,
        initialWeightsSha256,
        divergedAtStep,
        reason,
        threads,
        finishedAt,
        Optional.empty());
  }

  /** Whether it need not be run again. */
  public boolean settled() {
    return outcome == Outcome.FINISHED || outcome == Outcome.DIVERGED;
  }

  /** The same trial, timed while so many computations ran side by side. */
  public TrialResult amongJobs(int jobs) {
    return with(label, time.map(t -> t.amongJobs(jobs)));
  }

  /** The same trial, with more known of the circumstances in which its time was taken. */
  public TrialResult under(UnaryOperator<Circumstances> change) {
    return with(label, time.map(t -> t.under(change)));
  }

  /** The same trial under another label. */
  public TrialResult withLabel(String newLabel) {
    return with(newLabel, time);
  }

  private TrialResult with(String newLabel, Optional<TimeSplit> newTime) {
    return new TrialResult(
        id,
        newLabel,
        settings,
        outcome,
        epochs,
        newTime,
        stateBytes,
        initialWeightsSha256,
        divergedAtStep,
        reason,
        threads,
        finishedAt,
        probe);
  }
}
