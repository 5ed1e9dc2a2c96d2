package optbench.engine;

import java.util.List;
import optbench.data.Dataset;
import optbench.network.Shape;
import optbench.plan.Trial;

/**
 * Estimates how much memory training takes, so that no more is started at once than fits. On the
 * high side: to wait is better than to be killed.
 */
public final class TrainingMemory {
  /** Code, buffers and whatever does not grow with the network. */
  private static final long BASE_BYTES = 128L << 20;

  /** Samples that networks are evaluated on at once. */
  private static final int EVALUATION_BATCH = 1000;

  /**
   * Copies of the parameters: themselves, as they began, gradient, up to four vectors of state, and
   * one to work in.
   */
  private static final int PARAMETER_COPIES = 8;

  /** Copies that a probe holds: before and after a step, gradient, and ratios twice as wide. */
  private static final int PROBE_COPIES = 5;

  /** Copies of what a layer gives out: forward, backward, and one to work in. */
  private static final int ACTIVATION_COPIES = 3;

  private TrainingMemory() {}

  /** Bytes that training these trials together takes, beside the data. */
  public static long bytes(List<Trial> group, Dataset data) {
    return BASE_BYTES + group.stream().mapToLong(trial -> bytes(trial, data)).sum();
  }

  private static long bytes(Trial trial, Dataset data) {
    Shape input = new Shape(1, data.height(), data.width());
    long perSample =
        trial.network().shapes(input).stream().mapToLong(Shape::features).sum() * ACTIVATION_COPIES;
    long samples = Math.max(EVALUATION_BATCH, trial.settings().batchSize());
    int copies = PARAMETER_COPIES + (trial.settings().probe().isPresent() ? PROBE_COPIES : 0);
    return Float.BYTES * (copies * trial.settings().parameters() + samples * perSample);
  }
}
