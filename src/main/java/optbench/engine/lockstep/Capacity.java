package optbench.engine.lockstep;

import optbench.network.Network;
import optbench.spec.LayerSpec;

/** How many samples are computed at once. */
final class Capacity {
  /** Enough for products to be fast; for more, the memory is better used for more trials. */
  private static final int MOST = 1024;

  /** Room that evaluation makes use of, where batches are small. */
  private static final int LEAST = 256;

  private Capacity() {}

  /** For batches of this size. */
  static int of(Network network, int batchSize) {
    boolean whole = network.layers().stream().anyMatch(LayerSpec::seesWholeBatch);
    return Math.max(LEAST, whole ? batchSize : Math.min(batchSize, MOST));
  }
}
