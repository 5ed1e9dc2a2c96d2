package optbench.engine.opencl;

import java.util.ArrayList;
import java.util.List;
import optbench.opencl.DeviceBuffer;
import optbench.opencl.DeviceQueue;
import optbench.optimizer.MatrixCopy;

/** What rules keep of a group of trials, and the room that they work in, made when it is needed. */
final class UpdateMemory {
  private final DeviceQueue queue;
  private final DeviceParameters parameters;
  private final int trials;
  private final List<DeviceBuffer> states = new ArrayList<>();
  private DeviceBuffer scratch;
  private DeviceBuffer sums;
  private DeviceBuffer norms;
  private DeviceBuffer matrices;

  UpdateMemory(DeviceQueue queue, DeviceParameters parameters, int trials) {
    this.queue = queue;
    this.parameters = parameters;
    this.trials = trials;
  }

  DeviceParameters parameters() {
    return parameters;
  }

  /** Room for a number beside each parameter. */
  DeviceBuffer likeParameters() {
    return queue.numbers(trials * parameters.stride());
  }

  /** A state vector of all trials, laid out as the parameters are. */
  DeviceBuffer state(int index) {
    while (index >= states.size()) {
      states.add(likeParameters());
    }
    return states.get(index);
  }

  /** The scratch vectors, likewise. */
  DeviceBuffer scratch() {
    if (scratch == null) {
      scratch = likeParameters();
    }
    return scratch;
  }

  /** A vector as phases name it. */
  DeviceBuffer vector(int index) {
    return switch (index) {
      case MatrixCopy.PARAMETERS -> parameters.values();
      case MatrixCopy.GRADIENT -> parameters.gradients();
      case MatrixCopy.SCRATCH -> scratch();
      default -> state(index - MatrixCopy.FIRST_STATE);
    };
  }

  /** Sees to it that there is room for so much. */
  void require(long sumNumbers, long normNumbers, long matrixNumbers) {
    sums = DeviceTable.withRoom(queue, sums, sumNumbers);
    norms = DeviceTable.withRoom(queue, norms, normNumbers);
    matrices = DeviceTable.withRoom(queue, matrices, matrixNumbers);
  }

  DeviceBuffer sums() {
    return sums;
  }

  DeviceBuffer norms() {
    return norms;
  }

  DeviceBuffer matrices() {
    return matrices;
  }
}
