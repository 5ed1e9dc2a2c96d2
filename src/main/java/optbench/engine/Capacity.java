package optbench.engine;

import optbench.network.Network;
import optbench.spec.LayerSpec;

/**
 * How many samples are computed at once where trials are trained together. For each part of a
 * larger batch masks of dropout are drawn anew, so that it decides results.
 */
public final class Capacity {
  /** Enough for products to be fast; for more, the memory is better used for more trials. */
  private static final int MOST = 1024;

  /** Room that evaluation makes use of, where batches are small. */
  private static final int LEAST = 256;

  private Capacity() {}

  /** For batches of this size. */
  public static int of(Network network, int batchSize) {
    boolean whole = network.layers().stream().anyMatch(LayerSpec::seesWholeBatch);
    return Math.max(LEAST, whole ? batchSize : Math.min(batchSize, MOST));
  }
}
