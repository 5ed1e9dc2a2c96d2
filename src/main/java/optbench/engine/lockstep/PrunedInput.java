package optbench.engine.lockstep;

import java.nio.FloatBuffer;
import java.util.Arrays;
import optbench.engine.Batches;
import optbench.engine.NativeMemory;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Images as vectors, without the pixels that are 0 in all images of a batch: of a minibatch of
 * MNIST these are a third, and a third of the work.
 */
final class PrunedInput implements Input {
  /** Widths are multiples of this, so that there are few different ones. */
  private static final int STEP = 16;

  private final int features;
  private final INDArray values;
  private final FloatBuffer memory;
  private final byte[] seen;
  private final int[] origins;
  private final int[] places;
  private final float[] row;
  private int inUse;

  /**
   * @param features pixels in an image
   * @param capacity most samples at once
   */
  PrunedInput(int features, int capacity) {
    this.features = features;
    values = Product.memory((long) capacity * most());
    memory = NativeMemory.of(values);
    seen = new byte[features];
    origins = new int[features];
    places = new int[features];
    row = new float[most()];
  }

  /** Pixels in an image. */
  int features() {
    return features;
  }

  /** The largest width. */
  int most() {
    return roundedUp(features);
  }

  /** Rows of {@link #matrix}: the pixels in use, filled up with zeros. */
  int width() {
    return roundedUp(inUse);
  }

  /** How many pixels are in use. */
  int inUse() {
    return inUse;
  }

  /** The pixel that stands in a row. */
  int origin(int place) {
    return origins[place];
  }

  /** The row in which a pixel stands; -1 if it is 0 everywhere. */
  int place(int pixel) {
    return places[pixel];
  }

  /** A column for each sample. */
  INDArray matrix(int samples) {
    return Product.columns(values, 0, width(), samples, width());
  }

  FloatBuffer memory() {
    return memory;
  }

  @Override
  public void prepare(Batch batch) {
    Arrays.fill(seen, (byte) 0);
    byte[] pixels = batch.samples().pixels();
    for (int i = 0; i < batch.size(); i++) {
      int start = batch.sample(i) * features;
      for (int j = 0; j < features; j++) {
        seen[j] |= pixels[start + j];
      }
    }
    inUse = 0;
    for (int j = 0; j < features; j++) {
      places[j] = seen[j] == 0 ? -1 : inUse;
      if (seen[j] != 0) {
        origins[inUse++] = j;
      }
    }
  }

  @Override
  public void load(Batch part) {
    byte[] pixels = part.samples().pixels();
    int width = width();
    Arrays.fill(row, 0);
    for (int i = 0; i < part.size(); i++) {
      int start = part.sample(i) * features;
      for (int r = 0; r < inUse; r++) {
        row[r] = Batches.grey(pixels[start + origins[r]]);
      }
      memory.put(i * width, row, 0, width);
    }
  }

  private static int roundedUp(int n) {
    return Math.max(STEP, (n + STEP - 1) / STEP * STEP);
  }
}
