package optbench.engine.lockstep;

import java.util.Optional;
import java.util.function.Supplier;
import optbench.engine.CrossEntropy;
import optbench.engine.EnvironmentProbe;
import optbench.engine.Evaluation;
import optbench.engine.TrialHistory;
import optbench.optimizer.ParameterLayout;
import optbench.optimizer.ParameterMemory;
import optbench.optimizer.Training;
import optbench.optimizer.Updater;
import optbench.plan.Trial;
import optbench.result.EpochMetrics;
import optbench.result.TrialResult;

/** One trial of a group: all that is its own. */
final class Member {
  private final TrialHistory history;
  private Updater updater;
  private ParameterMemory memory;

  Member(Trial trial) {
    history = new TrialHistory(trial);
  }

  Trial trial() {
    return history.trial();
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
    updater = new Updater(trial().optimizer(), layout, training);
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
    history.times().add(gradientNanos, sharedBy, System.nanoTime() - start);
    history.step(found.lossSum(), found.correct(), samples);
  }

  /** What the optimizer throws ends this trial alone; after that nothing more is asked of it. */
  void attempt(Runnable part) {
    history.attempt(part);
  }

  boolean failed() {
    return history.failed();
  }

  boolean diverged() {
    return history.diverged();
  }

  long steps() {
    return history.steps();
  }

  /** What is found while the parameters are those that the optimizer wants evaluated. */
  <T> T evaluate(Supplier<T> assess) {
    return updater.evaluate(memory, assess);
  }

  /** It was evaluated between two steps, on so many samples. */
  void note(Evaluation test, int samples, ParameterLayout layout) {
    history.note(test, samples, isFinite(layout));
  }

  /** An epoch is over, and may have shown that the training has diverged. */
  EpochMetrics finishEpoch(
      int epoch,
      int trainingSamples,
      Evaluation test,
      Optional<Evaluation> validation,
      ParameterLayout layout) {
    return history.finishEpoch(epoch, trainingSamples, test, validation, isFinite(layout));
  }

  TrialResult result(String initialWeightsSha256) {
    long stateBytes = failed() ? 0 : updater.stateBytes();
    return history.result(initialWeightsSha256, stateBytes, EnvironmentProbe.threads());
  }
}
