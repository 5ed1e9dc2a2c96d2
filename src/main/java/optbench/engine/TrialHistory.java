package optbench.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import optbench.plan.Trial;
import optbench.result.Answers;
import optbench.result.Divergence;
import optbench.result.EpochMetrics;
import optbench.result.Outcome;
import optbench.result.StepEvaluation;
import optbench.result.TrialResult;

/** What is recorded of one trial of a group while it trains. */
public final class TrialHistory {
  private final Trial trial;
  private final StepTimeRecorder times = new StepTimeRecorder();
  private final List<EpochMetrics> epochs = new ArrayList<>();
  private final List<StepEvaluation> stepEvaluations = new ArrayList<>();
  private Optional<Answers> testAnswers = Optional.empty();
  private long steps;
  private long samplesSeen;
  private double lossSum;
  private long correct;
  private OptionalLong divergedAt = OptionalLong.empty();
  private Throwable failure;

  /** Of a trial before its first step. */
  public TrialHistory(Trial trial) {
    this.trial = trial;
  }

  /** Whose it is. */
  public Trial trial() {
    return trial;
  }

  /** Times of the steps. */
  public StepTimeRecorder times() {
    return times;
  }

  /**
   * A step that counts.
   *
   * @param lossOfBatch sum of the losses of its samples, before the step
   * @param correctOfBatch how many of them were answered right
   */
  public void step(double lossOfBatch, int correctOfBatch, int samples) {
    steps++;
    samplesSeen += samples;
    lossSum += lossOfBatch;
    correct += correctOfBatch;
    if (Divergence.isHopeless(lossOfBatch / samples)) {
      divergedAt = OptionalLong.of(steps);
    }
  }

  /** What the optimizer throws ends this trial alone; after that nothing more is asked of it. */
  public void attempt(Runnable part) {
    if (failure == null) {
      try {
        part.run();
      } catch (Throwable e) {
        fail(e);
      }
    }
  }

  /** The optimizer has thrown this. */
  public void fail(Throwable thrown) {
    failure = thrown;
  }

  /** The optimizer has thrown something. */
  public boolean failed() {
    return failure != null;
  }

  /** The loss has shown that nothing comes of it any more. */
  public boolean diverged() {
    return divergedAt.isPresent();
  }

  /** How many there were. */
  public long steps() {
    return steps;
  }

  /**
   * It was evaluated between two steps, on so many samples.
   *
   * @param finite whether all its parameters are finite numbers
   */
  public void note(Evaluation test, int samples, boolean finite) {
    stepEvaluations.add(
        new StepEvaluation(
            steps,
            steps,
            samplesSeen,
            finite ? test.loss() : Double.NaN,
            test.accuracy(),
            samples,
            times.seconds()));
  }

  /**
   * An epoch is over, and may have shown that the training has diverged.
   *
   * @param finite whether all its parameters are finite numbers
   */
  public EpochMetrics finishEpoch(
      int epoch,
      int trainingSamples,
      Evaluation test,
      Optional<Evaluation> validation,
      boolean finite) {
    EpochMetrics evaluated =
        new EpochMetrics(
            epoch,
            steps,
            steps,
            lossSum / trainingSamples,
            (double) correct / trainingSamples,
            test.loss(),
            test.accuracy(),
            validation.map(Evaluation::loss),
            validation.map(Evaluation::accuracy),
            times.seconds(),
            Optional.empty());
    EpochMetrics metrics = finite ? evaluated : evaluated.ofBrokenNetwork();
    epochs.add(metrics);
    testAnswers = Optional.of(test.answers());
    if (Divergence.shownBy(metrics)) {
      divergedAt = OptionalLong.of(steps);
    }
    lossSum = 0;
    correct = 0;
    return metrics;
  }

  /**
   * All of it.
   *
   * @param stateBytes that its optimizer keeps between steps
   * @param threads that computed it
   */
  public TrialResult result(String initialWeightsSha256, long stateBytes, int threads) {
    if (failed()) {
      return Failure.of(trial, failure);
    }
    return new TrialResult(
        trial.id(),
        trial.label(),
        trial.settings(),
        diverged() ? Outcome.DIVERGED : Outcome.FINISHED,
        epochs,
        stepEvaluations,
        diverged() ? Optional.empty() : testAnswers,
        times.split(samplesSeen),
        stateBytes,
        initialWeightsSha256,
        divergedAt,
        Optional.empty(),
        threads,
        Instant.now(),
        Optional.empty(),
        Optional.empty());
  }
}
