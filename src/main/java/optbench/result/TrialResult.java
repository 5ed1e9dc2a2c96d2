package optbench.result;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * One trial, as stored.
 *
 * @param id {@link TrialSettings#id()}
 * @param label what tables call the optimizer
 * @param epochs one entry for each finished epoch; the last one may show that it had diverged
 * @param stepEvaluations by rising steps, those within the first epoch; none if it was not asked
 *     for, or stored by a version that did not know of it
 * @param testAnswers to each image of the test set, after the last epoch; none unless finished, or
 *     if stored by a version that did not keep them
 * @param time empty if no step was timed
 * @param stateBytes memory that the optimizer keeps between steps; empty of imported trials
 * @param initialWeightsSha256 hash of the initial weights: equal for all optimizers of a seed; an
 *     empty text where it is not known
 * @param divergedAtStep the step, counted from 1, whose loss showed that it had diverged, or after
 *     which an evaluation did
 * @param reason why it was skipped or failed, or what is to be known of how it was trained
 * @param threads OpenMP threads of the native code; empty of imported trials
 * @param probe what was seen from inside, if the trial was watched
 * @param environment the id under which the run records what it was trained in; trials of before
 *     there were several name none
 */
public record TrialResult(
    String id,
    String label,
    TrialSettings settings,
    Outcome outcome,
    List<EpochMetrics> epochs,
    List<StepEvaluation> stepEvaluations,
    Optional<Answers> testAnswers,
    Optional<TimeSplit> time,
    Optional<Long> stateBytes,
    String initialWeightsSha256,
    OptionalLong divergedAtStep,
    Optional<String> reason,
    Optional<Integer> threads,
    Instant finishedAt,
    Optional<TrialProbe> probe,
    Optional<String> environment) {
  /**
   * Whoever made the result, an epoch that shows it makes it a diverged one, and there it ends:
   * versions that looked at the losses of steps alone have stored such trials as finished.
   */
  public TrialResult {
    epochs = List.copyOf(epochs);
    stepEvaluations = List.copyOf(stepEvaluations);
    stateBytes.ifPresent(value -> Require.atLeast("state_bytes", 0, value));
    threads.ifPresent(value -> Require.atLeast("threads", 0, value));
    divergedAtStep.ifPresent(step -> Require.atLeast("diverged_at_step", 1, step));
    if (outcome == Outcome.FINISHED && epochs.isEmpty()) {
      throw new IllegalArgumentException("epochs must be there of a finished trial but were none");
    }
    for (int i = 1; i < epochs.size(); i++) {
      Require.atLeast(
          "epochs[" + i + "].epoch", epochs.get(i - 1).epoch() + 1, epochs.get(i).epoch());
      Require.atLeast("epochs[" + i + "].steps", steps(epochs.get(i - 1)), steps(epochs.get(i)));
    }
    for (int i = 1; i < stepEvaluations.size(); i++) {
      Require.atLeast(
          "step_evaluations[" + i + "].steps",
          stepEvaluations.get(i - 1).steps() + 1,
          stepEvaluations.get(i).steps());
    }
    RisingCosts.require(stepEvaluations, epochs, settings);
    OptionalInt shown = Divergence.firstShown(epochs);
    if (shown.isPresent() && isSettled(outcome)) {
      outcome = Outcome.DIVERGED;
      Optional<Long> step = epochs.get(shown.getAsInt()).steps();
      if (step.isPresent()) {
        divergedAtStep = OptionalLong.of(Math.min(step.get(), divergedAtStep.orElse(step.get())));
      }
      epochs = epochs.subList(0, shown.getAsInt() + 1);
      testAnswers = Optional.empty();
    }
    if (testAnswers.isPresent()) {
      requireSameAccuracy(testAnswers.get(), outcome, epochs);
    }
  }

  /** Of a trial of which all is known. */
  public TrialResult(
      String id,
      String label,
      TrialSettings settings,
      Outcome outcome,
      List<EpochMetrics> epochs,
      List<StepEvaluation> stepEvaluations,
      Optional<Answers> testAnswers,
      Optional<TimeSplit> time,
      long stateBytes,
      String initialWeightsSha256,
      OptionalLong divergedAtStep,
      Optional<String> reason,
      int threads,
      Instant finishedAt,
      Optional<TrialProbe> probe,
      Optional<String> environment) {
    this(
        id,
        label,
        settings,
        outcome,
        epochs,
        stepEvaluations,
        testAnswers,
        time,
        Optional.of(stateBytes),
        initialWeightsSha256,
        divergedAtStep,
        reason,
        Optional.of(threads),
        finishedAt,
        probe,
        environment);
  }

  /** How far it had come; where steps were not counted, they cannot fall either. */
  private static long steps(EpochMetrics epoch) {
    return epoch.steps().orElse(0L);
  }

  private static void requireSameAccuracy(
      Answers answers, Outcome outcome, List<EpochMetrics> epochs) {
    if (outcome != Outcome.FINISHED) {
      throw new IllegalArgumentException("test_answers must be those of a finished trial");
    }
    double accuracy = epochs.get(epochs.size() - 1).testAccuracy();
    if (answers.accuracy() != accuracy) {
      throw new IllegalArgumentException(
          "test_answers must have the last epoch's test_accuracy, "
              + accuracy
              + ", but have "
              + answers.accuracy());
    }
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
        List.of(),
        Optional.empty(),
        Optional.empty(),
        0,
        "",
        OptionalLong.empty(),
        Optional.of(reason),
        threads,
        finishedAt,
        Optional.empty(),
        Optional.empty());
  }

  /** Whether it need not be run again. */
  public boolean settled() {
    return isSettled(outcome);
  }

  private static boolean isSettled(Outcome outcome) {
    return outcome == Outcome.FINISHED || outcome == Outcome.DIVERGED;
  }

  /** The same trial, timed while so many computations ran side by side. */
  public TrialResult amongJobs(int jobs) {
    return with(label, time.map(t -> t.amongJobs(jobs)), environment);
  }

  /** The same trial, with more known of the circumstances in which its time was taken. */
  public TrialResult under(UnaryOperator<Circumstances> change) {
    return with(label, time.map(t -> t.under(change)), environment);
  }

  /** The same trial under another label. */
  public TrialResult withLabel(String newLabel) {
    return with(newLabel, time, environment);
  }

  /** The same trial, trained in the environment of this id. */
  public TrialResult in(String environmentId) {
    return with(label, time, Optional.of(environmentId));
  }

  /** The same trial, of which that is to be known. */
  public TrialResult noting(String newReason) {
    return with(label, time, environment, Optional.of(newReason));
  }

  private TrialResult with(
      String newLabel, Optional<TimeSplit> newTime, Optional<String> newEnvironment) {
    return with(newLabel, newTime, newEnvironment, reason);
  }

  private TrialResult with(
      String newLabel,
      Optional<TimeSplit> newTime,
      Optional<String> newEnvironment,
      Optional<String> newReason) {
    return new TrialResult(
        id,
        newLabel,
        settings,
        outcome,
        epochs,
        stepEvaluations,
        testAnswers,
        newTime,
        stateBytes,
        initialWeightsSha256,
        divergedAtStep,
        newReason,
        threads,
        finishedAt,
        probe,
        newEnvironment);
  }
}
