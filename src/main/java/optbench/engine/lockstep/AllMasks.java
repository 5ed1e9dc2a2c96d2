package optbench.engine.lockstep;

import java.util.HashMap;
import java.util.Map;

/** The masks of all dropout layers of a group: they outlive a network that trials have left. */
final class AllMasks {
  private final long seed;
  private final Map<Integer, Masks> byLayer = new HashMap<>();

  AllMasks(long seed) {
    this.seed = seed;
  }

  /** Those of one layer, as far as they have been drawn. */
  Masks of(int layer, double rate) {
    return byLayer.computeIfAbsent(layer, index -> new Masks(seed, index, rate));
  }
}
