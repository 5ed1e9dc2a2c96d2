package optbench.engine.convolution;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import optbench.network.Shape;
import optbench.spec.LayerSpec.MaxPool;

/**
 * A convolution of the data and the pooling that follows it, for one or more trials that see the
 * same batches. Data have few channels, so a product of matrices would write and read far more than
 * it computes; here images lie side by side, some at a time, and go through {@link PooledFilters}.
 * Bias and activation are left to come after the pooling, where there is less to do: all activation
 * functions grow, so the order makes no difference.
 */
public final class ConvolvedImages {
  /** Stands for no pooling. */
  public static final MaxPool NO_POOLING = new MaxPool(1, 1);

  /** Images side by side, at most: rows of them fit the first-level cache. */
  public static final int SIDE_BY_SIDE = 64;

  /** Fewer are rounded up to as many as make a vector. */
  private static final int VECTOR = 8;

  private final ConvolutionGeometry geometry;
  private final MaxPool pool;
  private final float[][] weights;
  private final float[][] weightGradients;
  private final Map<Integer, Blocks> byWidth = new HashMap<>();

  /** Results of some images, or room for their gradients. */
  public static final class Rows {
    private final int trial;
    private final float[][] numbers;
    private final int first;
    private final int count;
    private final int sideBySide;

    private Rows(int trial, float[][] numbers, int first, int count, int sideBySide) {
      this.trial = trial;
      this.numbers = numbers;
      this.first = first;
      this.count = count;
      this.sideBySide = sideBySide;
    }

    /** Whose they are. */
    public int trial() {
      return trial;
    }

    /**
     * A row: {@code [column * sideBySide + image]}. The rows of a filter come one after another.
     */
    public float[] row(int index) {
      return numbers[index];
    }

    /** The first of the images, in the batch. */
    public int first() {
      return first;
    }

    /** How many images there are. */
    public int count() {
      return count;
    }

    /** How many there is room for; at the other places stands nothing of meaning. */
    public int sideBySide() {
      return sideBySide;
    }

    /** Of all numbers of a row. */
    public float sum(int index) {
      return RowArithmetic.sum(numbers[index]);
    }
  }

  /** What takes results, or brings their gradients. */
  @FunctionalInterface
  public interface Visitor {
    /** Some images of a trial. */
    void visit(Rows rows);
  }

  /**
   * For images of any number.
   *
   * @param pool {@link #NO_POOLING} where nothing is to be pooled
   */
  public ConvolvedImages(ConvolutionGeometry geometry, MaxPool pool, int trials) {
    this.geometry = geometry;
    this.pool = pool;
    weights = new float[trials][geometry.layer().filters() * geometry.taps()];
    weightGradients = new float[trials][weights[0].length];
  }

  /** Of one image. */
  public Shape output() {
    return ConvolutionGeometry.pooled(geometry.positions(), pool);
  }

  /** Room for a trial's filters, one after another; what a tap meets counts as in an image. */
  public float[] weights(int trial) {
    return weights[trial];
  }

  /** Room for the gradient of {@link #weights}, to which {@link #backward} adds. */
  public float[] weightGradients(int trial) {
    return weightGradients[trial];
  }

  /**
   * Convolves and pools.
   *
   * @param images of the batch, one after another, pixel after pixel, in a pixel channel by channel
   * @param keeps whether {@link #backward} is to follow
   */
  public void forward(FloatBuffer images, int samples, boolean keeps, Visitor results) {
    Blocks blocks = blocks(samples);
    int length = geometry.image().features();
    for (int first = 0; first < samples; first += blocks.sideBySide) {
      int count = Math.min(blocks.sideBySide, samples - first);
      Block block = blocks.get(keeps ? first / blocks.sideBySide : 0);
      block.rows.load(images, first * length, length, count);
      for (int k = 0; k < weights.length; k++) {
        blocks.filters.forward(block.rows, weights[k], block.maxima[k]);
        results.visit(new Rows(k, block.maxima[k], first, count, blocks.sideBySide));
      }
    }
  }

  /**
   * Adds to the gradients of the weights.
   *
   * @param samples as {@link #forward} has seen them
   * @param gradients fills the rows with the gradients of the results
   */
  public void backward(int samples, Visitor gradients) {
    Blocks blocks = blocks(samples);
    for (int first = 0; first < samples; first += blocks.sideBySide) {
      int count = Math.min(blocks.sideBySide, samples - first);
      Block block = blocks.get(first / blocks.sideBySide);
      if (count < blocks.sideBySide) {
        for (float[] row : blocks.gradients) {
          Arrays.fill(row, 0);
        }
      }
      for (int k = 0; k < weights.length; k++) {
        gradients.visit(new Rows(k, blocks.gradients, first, count, blocks.sideBySide));
        blocks.filters.backward(
            block.rows, weights[k], block.maxima[k], blocks.gradients, weightGradients[k]);
      }
    }
  }

  private Blocks blocks(int samples) {
    int rounded = (samples + VECTOR - 1) / VECTOR * VECTOR;
    return byWidth.computeIfAbsent(Math.min(SIDE_BY_SIDE, rounded), Blocks::new);
  }

  /** Blocks of as many images side by side, as they are needed. */
  private final class Blocks {
    private final int sideBySide;
    private final PooledFilters filters;
    private final float[][] gradients;
    private final List<Block> blocks = new ArrayList<>();

    Blocks(int sideBySide) {
      this.sideBySide = sideBySide;
      filters = new PooledFilters(geometry, pool, sideBySide);
      gradients = filters.room();
    }

    Block get(int index) {
      while (blocks.size() <= index) {
        blocks.add(new Block(PooledFilters.rows(geometry, pool, sideBySide), maxima()));
      }
      return blocks.get(index);
    }

    /** Without pooling they are the results, and nobody looks at them twice. */
    private float[][][] maxima() {
      if (pool.size() == 1 && !blocks.isEmpty()) {
        return blocks.get(0).maxima;
      }
      float[][][] maxima = new float[weights.length][][];
      Arrays.setAll(maxima, k -> filters.room());
      return maxima;
    }
  }

  /** Images side by side, and what pooling left of each trial's. */
  private static final class Block {
    private final ImageRows rows;
    private final float[][][] maxima;

    Block(ImageRows rows, float[][][] maxima) {
      this.rows = rows;
      this.maxima = maxima;
    }
  }
}
