package optbench.engine.lockstep;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import optbench.engine.CrossEntropy;
import optbench.engine.EnvironmentProbe;
import optbench.engine.Evaluation;
import optbench.engine.Failure;
import optbench.engine.StepTimeRecorder;
import optbench.optimizer.ParameterLayout;
import optbench.optimizer.ParameterMemory;
import optbench.optimizer.Training;
import optbench.optimizer.Updater;
import optbench.plan.Trial;
import optbench.result.Answers;
import optbench.result.Divergence;
import optbench.result.EpochMetrics;
import optbench.result.Outcome;
import optbench.result.StepEvaluation;
import optbench.result.TrialResult;

/** One trial of a group: all that is its own. */
final class Member {
  private final Trial trial;
  private final StepTimeRecorder times = new StepTimeRecorder();
  private final List<EpochMetrics> epochs = new ArrayList<>();
  private final List<StepEvaluation> stepEvaluations = new ArrayList<>();
  private Optional<Answers> testAnswers = Optional.empty();
  private Updater updater;
  private ParameterMemory memory;
  private long steps;
  private long samplesSeen;
  private double lossSum;
  private long correct;
  private OptionalLong divergedAt = OptionalLong.empty();
  private Throwable failure;

  Member(Trial trial) {
    this.trial = trial;
  }

  Trial trial() {
    return trial;
  }

  /** Moves to another network, parameters and all. */
  void moveTo(ParameterMemory place, ParameterLayout layout) {
    if (memory != null) {
      for (ParameterLayout.Tensor tensor : layout.tensors()) {
        float[] values = values(tensor);
        place.storeParameters(tensor.offset(), values.length, values);
      }
    }
    memory = place;
  }

  private float[] values(ParameterLayout.Tensor tensor) {
    float[] values = new float[tensor.length()];
    memory.loadParameters(tensor.offset(), values.length, values);
    return values;
  }

  private boolean isFinite(ParameterLayout layout) {
    float[] all = new float[layout.size()];
    for (ParameterLayout.Tensor tensor : layout.tensors()) {
      System.arraycopy(values(tensor), 0, all, tensor.offset(), tensor.length());
    }
    return layout.allFinite(all);
  }

  /** An optimizer that has seen nothing yet. */
  void restart(ParameterLayout layout, Training training) {
    updater = new Updater(trial.optimizer(), layout, training);
  }

  /** The optimizer's part of a step, untimed. */
  void update() {
    updater.step(memory);
  }

  /**
   * The optimizer's part of a step that counts.
   *
   * @param found of the batch, before the step
   */
  void step(CrossEntropy found, int samples, long gradientNanos, int sharedBy) {
    long start = System.nanoTime();
    updater.step(memory);
    times.add(gradientNanos, sharedBy, System.nanoTime() - start);
    steps++;
    samplesSeen += samples;
    lossSum += found.lossSum();
    correct += found.correct();
    if (Divergence.isHopeless(found.lossSum() / samples)) {
      divergedAt = OptionalLong.of(steps);
    }
  }

  /** What the optimizer throws ends this trial alone; after that nothing more is asked of it. */
  void attempt(Runnable part) {
    if (failure == null) {
      try {
        part.run();
      } catch (Throwable e) {
        failure = e;
      }
    }
  }

  boolean failed() {
    return failure != null;
  }

  boolean diverged() {
    return divergedAt.isPresent();
  }

  long steps() {
    return steps;
  }

  /** What is found while the parameters are those that the optimizer wants evaluated. */
  <T> T evaluate(Supplier<T> assess) {
    return updater.evaluate(memory, assess);
  }

  /** It was evaluated between two steps, on so many samples. */
  void note(Evaluation test, int samples, ParameterLayout layout) {
    stepEvaluations.add(
        new StepEvaluation(
            steps,
            steps,
            samplesSeen,
            isFinite(layout) ? test.loss() : Double.NaN,
            test.accuracy(),
            samples,
            times.seconds()));
  }

  /** An epoch is over, and may have shown that the training has diverged. */
  EpochMetrics finishEpoch(
      int epoch,
      int trainingSamples,
      Evaluation test,
      Optional<Evaluation> validation,
      ParameterLayout layout) {
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
    EpochMetrics metrics = isFinite(layout) ? evaluated : evaluated.ofBrokenNetwork();
    epochs.add(metrics);
    testAnswers = Optional.of(test.answers());
    if (Divergence.shownBy(metrics)) {
      divergedAt = OptionalLong.of(steps);
    }
    lossSum = 0;
    correct = 0;
    return metrics;
  }

  TrialResult result(String initialWeightsSha256) {
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
        updater.stateBytes(),
        initialWeightsSha256,
        divergedAt,
        Optional.empty(),
        EnvironmentProbe.threads(),
        Instant.now(),
        Optional.empty(),
        Optional.empty());
  }
}
