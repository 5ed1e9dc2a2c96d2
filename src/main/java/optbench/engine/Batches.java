package optbench.engine;

import java.nio.FloatBuffer;
import java.util.Arrays;
import optbench.data.Samples;
import optbench.random.SeededRandom;

/**
 * The mini-batches of a training set, in an order that only seed and epoch decide, so that every
 * optimizer sees the same ones. The last batch of an epoch holds what is left over.
 */
public final class Batches {
  private final Samples samples;
  private final int features;
  private final int batchSize;
  private final long seed;
  private final float[] image;
  private int[] order;
  private int next;

  /**
   * @param features pixels in an image
   * @param batchSize samples in all batches but the last
   */
  public Batches(Samples samples, int features, int batchSize, long seed) {
    this.samples = samples;
    this.features = features;
    this.batchSize = batchSize;
    this.seed = seed;
    this.image = new float[features];
  }

  /** Batches in an epoch. */
  public int perEpoch() {
    return (samples.size() + batchSize - 1) / batchSize;
  }

  /** Shuffles anew. */
  public void startEpoch(int epoch) {
    order = order(seed, epoch, samples.size());
    next = 0;
  }

  /** In which order a seed sees so many samples in an epoch. */
  public static int[] order(long seed, int epoch, int size) {
    return SeededRandom.of(seed, "order of samples", epoch).permutation(size);
  }

  /** Samples in the next batch; 0 at the end of the epoch. */
  public int size() {
    return Math.min(batchSize, samples.size() - next);
  }

  /**
   * Copies the next batch and moves on.
   *
   * @param pixels is filled with numbers as networks see them, image after image
   * @param labels is filled with classes
   */
  public void copyNext(FloatBuffer pixels, int[] labels) {
    int size = size();
    for (int i = 0; i < size; i++) {
      copy(samples, order[next + i], i, pixels, labels);
    }
    next += size;
  }

  /** Copies {@code size} samples as they stand, from {@code first} on. */
  public static void copy(
      Samples samples, int features, int first, int size, FloatBuffer pixels, int[] labels) {
    Batches plain = new Batches(samples, features, size, 0);
    for (int i = 0; i < size; i++) {
      plain.copy(samples, first + i, i, pixels, labels);
    }
  }

  /**
   * Moves on, too, but leaves the copying to the caller.
   *
   * @return the indices of the next batch's samples
   */
  public int[] takeNext() {
    int size = size();
    next += size;
    return Arrays.copyOfRange(order, next - size, next);
  }

  private void copy(Samples from, int sample, int place, FloatBuffer pixels, int[] labels) {
    from.copy(sample, image);
    pixels.put(place * features, image);
    labels[place] = from.labels()[sample];
  }
}
