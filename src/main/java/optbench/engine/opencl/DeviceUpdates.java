package optbench.engine.opencl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import optbench.opencl.DeviceBuffer;
import optbench.opencl.DeviceQueue;
import optbench.optimizer.KernelCall;
import optbench.optimizer.KernelException;
import optbench.optimizer.KernelRecorder;
import optbench.optimizer.OptimizerSettings;
import optbench.optimizer.ParameterLayout;
import optbench.optimizer.ParameterLayout.Tensor;
import optbench.optimizer.Training;
import optbench.optimizer.UpdateRule.StateVector;

/**
 * The optimizers of a group of trials, each with settings of its own. Their rules run on the host,
 * where they are recorded; what they do to parameters and state is done on the device, for all
 * trials whose rules do the same at once.
 */
final class DeviceUpdates {
  /** Rules that change what they do change it in the first steps. */
  private static final int TRIED_STEPS = 100;

  private final ParameterLayout layout;
  private final UpdateMemory memory;
  private final DeviceParameters parameters;
  private final KernelRecorder[] recorders;
  private final UpdateLaunches steps;
  private final UpdateLaunches evaluations;
  private DeviceBuffer trained;

  /**
   * Room for so many optimizers; none is there yet.
   *
   * @param fused takes over what is done to one of the tensors, if somebody does
   */
  DeviceUpdates(
      ParameterLayout layout,
      UpdateMemory memory,
      RuleKernels kernels,
      DeviceQueue queue,
      Optional<FusedUpdates> fused,
      int trials) {
    this.layout = layout;
    this.memory = memory;
    parameters = memory.parameters();
    recorders = new KernelRecorder[trials];
    steps = new UpdateLaunches(queue, layout, memory, kernels, fused);
    evaluations = new UpdateLaunches(queue, layout, memory, kernels, Optional.empty());
  }

  /**
   * Why an optimizer cannot be recorded, if it cannot: a few steps of it are tried.
   *
   * @return words that go on after its name and a colon
   */
  static Optional<String> obstacle(OptimizerSettings settings, ParameterLayout layout) {
    try {
      KernelRecorder recorder =
          new KernelRecorder(settings, layout, new Training(1, TRIED_STEPS, TRIED_STEPS));
      for (int step = 0; step < TRIED_STEPS; step++) {
        recorder.step();
      }
      recorder.evaluation();
      return Optional.empty();
    } catch (KernelException e) {
      return Optional.of(e.getMessage());
    } catch (Throwable e) {
      // A plug-in's own fault ends its trial, and only when it comes to that.
      return Optional.empty();
    }
  }

  /**
   * For how many numbers of matrices an optimizer needs room, beside its state; for none if it
   * throws.
   */
  static long matrixNumbers(OptimizerSettings settings, ParameterLayout layout) {
    try {
      KernelRecorder recorder = new KernelRecorder(settings, layout, new Training(1, 1, 1));
      return recorder.step().stream()
          .flatMap(call -> call.matrices().stream())
          .mapToLong(size -> (long) size.rows() * size.columns())
          .sum();
    } catch (Throwable e) {
      return 0;
    }
  }

  /** Gives a trial an optimizer before its first step; its state is not filled yet. */
  void begin(int trial, OptimizerSettings settings, Training training) {
    recorders[trial] = new KernelRecorder(settings, layout, training);
  }

  /** Sets what a trial's optimizer keeps to what it begins with. */
  void fillState(int trial) {
    List<Tensor> tensors = layout.tensors();
    for (int place = 0; place < tensors.size(); place++) {
      List<StateVector> vectors = recorders[trial].state(place);
      for (int i = 0; i < vectors.size(); i++) {
        Tensor tensor = tensors.get(place);
        memory
            .state(i)
            .fill(
                trial * parameters.stride() + tensor.offset(),
                tensor.length(),
                (float) vectors.get(i).initialValue());
      }
    }
  }

  /**
   * Asks the rules of these trials for their next step, and gets all ready for it. What is taken
   * over is done from then on when the gradients are computed, the rest by {@link #launch}.
   *
   * @return by its number, what the rule of a trial threw, or why the device's compiler refuses it;
   *     such a trial is not stepped
   */
  Map<Integer, Throwable> record(List<Integer> stepped) {
    Map<Integer, Throwable> failures = new TreeMap<>();
    steps.begin();
    for (int trial : stepped) {
      try {
        steps.add(trial, recorders[trial].step());
      } catch (Throwable e) {
        failures.put(trial, e);
      }
    }
    steps.send();
    return failures;
  }

  /** Puts the step that has been recorded into the queue. */
  void launch() {
    steps.launch();
  }

  /**
   * What {@code assess} finds while the parameters of these trials are those that their optimizers
   * want evaluated. Afterwards they are, bit by bit, what they were.
   *
   * @param failures is told, by its number, what the rule of a trial threw; such a trial is
   *     evaluated as it is trained
   */
  <T> T evaluate(List<Integer> evaluated, Map<Integer, Throwable> failures, Supplier<T> assess) {
    List<Integer> changed = new ArrayList<>();
    evaluations.begin();
    for (int trial : evaluated) {
      try {
        List<KernelCall> calls = recorders[trial].evaluation();
        if (!calls.isEmpty()) {
          evaluations.add(trial, calls);
          changed.add(trial);
        }
      } catch (Throwable e) {
        failures.put(trial, e);
      }
    }
    if (changed.isEmpty()) {
      return assess.get();
    }
    if (trained == null) {
      trained = memory.likeParameters();
    }
    copy(changed, parameters.values(), trained);
    try {
      evaluations.send();
      evaluations.launch();
      return assess.get();
    } finally {
      copy(changed, trained, parameters.values());
    }
  }

  private void copy(List<Integer> copied, DeviceBuffer from, DeviceBuffer to) {
    for (int trial : copied) {
      long first = trial * parameters.stride();
      to.copy(from, first, first, layout.size());
    }
  }

  /** Bytes that a trial's optimizer keeps between steps. */
  long stateBytes(int trial) {
    return recorders[trial].stateBytes();
  }
}
