package optbench.engine.lockstep;

import java.util.ArrayList;
import java.util.List;
import optbench.random.SeededRandom;

/**
 * Which numbers dropout drops, as factors: 0, or what makes up for the dropped ones. They depend on
 * seed, layer and step (of batches that are computed in parts, on the part), and are the same for
 * all trials of a group, and for a trial in any group.
 */
final class Masks {
  private final long seed;
  private final int layer;
  private final double rate;
  private final List<float[]> rows = new ArrayList<>();
  private long step;

  /**
   * @param layer index of the dropout layer
   * @param rate the share to drop
   */
  Masks(long seed, int layer, double rate) {
    this.seed = seed;
    this.layer = layer;
    this.rate = rate;
  }

  /** Back to the first step. */
  void restart() {
    step = 0;
  }

  /** What is left of a number that is not dropped is multiplied by this. */
  float keptFactor() {
    return (float) (1 / (1 - rate));
  }

  /** Draws the factors of a step. */
  void draw(int samples, int features) {
    step++;
    SeededRandom random = SeededRandom.of(seed, "dropout", layer, step);
    while (rows.size() < samples) {
      rows.add(new float[features]);
    }
    long limit = (long) (rate * 0x1p32);
    float[] factors = {keptFactor(), 0};
    for (int i = 0; i < samples; i++) {
      draw(random, rows.get(i), features, limit, factors);
    }
  }

  /**
   * Two numbers from each sixty-four bits. The sign of a difference chooses the factor: a branch
   * that is taken at random would be mispredicted all the time.
   */
  private static void draw(
      SeededRandom random, float[] row, int features, long limit, float[] factors) {
    for (int j = 0; j < features; j += 2) {
      long bits = random.nextLong();
      row[j] = factors[(int) (((bits >>> 32) - limit) >>> 63)];
      if (j + 1 < features) {
        row[j + 1] = factors[(int) (((bits & 0xffffffffL) - limit) >>> 63)];
      }
    }
  }

  /** The factors of one sample. */
  float[] of(int sample) {
    return rows.get(sample);
  }
}
