package optbench.engine;

import java.util.List;
import optbench.data.Dataset;
import optbench.network.Shape;
import optbench.optimizer.Optimizers;
import optbench.plan.Trial;

/**
 * Estimates how much memory training takes, so that no more is started at once than fits. With the
 * 250 MB of a process that has loaded its libraries, within 40 % of the peaks of resident memory
 * that were measured for both engines, mlp with batches of 64 to 4096, and article-cnn of 64 to
 * 1024; with 4096 that needs a third less than is estimated.
 *
 * @param heapBytes that Java's heap has to hold
 * @param nativeBytes outside it
 */
public record TrainingMemory(long heapBytes, long nativeBytes) {
  /** Buffers of one training that do not grow with the network. */
  private static final long BASE_BYTES = 32L << 20;

  /** Parameters and gradient; as they began, and one to work in. */
  private static final int PARAMETER_COPIES = 4;

  /** On the heap: initial weights while they are drawn and set. */
  private static final int HEAP_COPIES = 2;

  /** Copies that a probe holds: before and after a step, gradient, and ratios twice as wide. */
  private static final int PROBE_COPIES = 5;

  /**
   * Of training these trials together, beside the data.
   *
   * @param samples whose values are kept at once, {@link Engine#samplesKept}
   */
  public static TrainingMemory of(List<Trial> group, Dataset data, long samples) {
    Shape shape = InputShape.of(data);
    long heap = 0;
    long outside = BASE_BYTES;
    for (Trial trial : group) {
      long parameters = Float.BYTES * trial.settings().parameterCount();
      int probe = trial.settings().probe().isPresent() ? PROBE_COPIES : 0;
      int state = Optimizers.stateVectors(trial.optimizer()).size();
      heap += parameters * (HEAP_COPIES + probe + state);
      SampleMemory sample = SampleMemory.of(trial.network(), shape);
      heap += samples * sample.heapBytes();
      outside += parameters * PARAMETER_COPIES + samples * sample.nativeBytes();
    }
    return new TrainingMemory(heap, outside);
  }

  /** All of it. */
  public long bytes() {
    return heapBytes + nativeBytes;
  }

  /** As much for each of so many. */
  public TrainingMemory times(int groups) {
    return new TrainingMemory(heapBytes * groups, nativeBytes * groups);
  }
}
