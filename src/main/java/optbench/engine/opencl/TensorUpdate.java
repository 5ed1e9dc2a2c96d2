package optbench.engine.opencl;

import java.util.List;
import optbench.optimizer.KernelCall;
import optbench.optimizer.KernelPhase;
import optbench.optimizer.MatrixSize;
import optbench.optimizer.ParameterLayout.Tensor;

/** What is done to one tensor of one trial, and where it finds what it needs. */
final class TensorUpdate {
  private final int trial;
  private final Tensor tensor;
  private final int place;
  private final List<KernelPhase> phases;
  private final List<MatrixSize> matrices;
  private final int normGroup;
  private final int firstScalar;

  /** Of the phase that is laid out: place of its first sum, and of the first norm it looks at. */
  int firstSum;

  int firstNorm;

  /** Places of its matrices. */
  int[] matrixPlaces = {};

  TensorUpdate(int trial, Tensor tensor, KernelCall call, int firstScalar) {
    this.trial = trial;
    this.tensor = tensor;
    this.firstScalar = firstScalar;
    place = call.place();
    phases = call.phases();
    matrices = List.copyOf(call.matrices());
    normGroup = call.normGroup();
  }

  /** Whether the same is asked for as before. */
  boolean is(int otherTrial, KernelCall call, int otherScalar) {
    return trial == otherTrial
        && place == call.place()
        && firstScalar == otherScalar
        && phases == call.phases();
  }

  int trial() {
    return trial;
  }

  Tensor tensor() {
    return tensor;
  }

  List<KernelPhase> phases() {
    return phases;
  }

  /** The phase at a position if it is of a kind, or null. */
  <T extends KernelPhase> T phase(int position, Class<T> kind) {
    return position < phases.size() && kind.isInstance(phases.get(position))
        ? kind.cast(phases.get(position))
        : null;
  }

  List<MatrixSize> matrices() {
    return matrices;
  }

  int firstScalar() {
    return firstScalar;
  }

  /** Equal for those whose norm is taken together. */
  List<Integer> normGroup() {
    return List.of(trial, normGroup);
  }
}
