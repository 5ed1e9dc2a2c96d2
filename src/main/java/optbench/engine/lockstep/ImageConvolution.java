package optbench.engine.lockstep;

import java.util.Arrays;
import java.util.List;
import optbench.spec.LayerSpec.Conv2d;
import optbench.spec.LayerSpec.MaxPool;

/**
 * A convolution of the data and the pooling that follows it. Data have few channels, so a product
 * of matrices would write and read far more than it computes; here images lie side by side and go
 * through {@link PooledFilters}. Bias and activation come after the pooling, where there is less to
 * do: all activation functions grow, so the order makes no difference.
 */
final class ImageConvolution implements Layer {
  /** Images side by side: rows of them fit the first-level cache. */
  private static final int SIDE_BY_SIDE = 64;

  private final Panel input;
  private final Panel output;
  private final int trials;
  private final PooledFilters pooled;
  private final NativeTensor filters;
  private final BiasAndActivation top;
  private final ImageRows[] rows;
  private final float[][][][] maxima;
  private final float[][] gradients;
  private final float[] weights;
  private final float[] weightGradients;
  private final float[][] strips;

  /**
   * @param pool windows of 1 x 1 where nothing is to be pooled
   */
  ImageConvolution(Panel input, int trials, Conv2d layer, MaxPool pool, int capacity) {
    this.input = input;
    this.trials = trials;
    ConvolutionGeometry geometry = new ConvolutionGeometry(input.shape(), layer);
    pooled = new PooledFilters(geometry, pool, SIDE_BY_SIDE);
    output = Panel.ofTrials(trials, pooled.output(), capacity);
    filters = Convolution.filters(trials, geometry);
    top = new BiasAndActivation(output, layer.activation());
    int blocks = (capacity + SIDE_BY_SIDE - 1) / SIDE_BY_SIDE;
    rows = new ImageRows[blocks];
    maxima = new float[blocks][trials][][];
    gradients = pooled.room();
    weights = new float[filters.length()];
    weightGradients = new float[filters.length()];
    strips = new float[SIDE_BY_SIDE][pooled.output().width() * layer.filters()];
    for (int block = 0; block < blocks; block++) {
      rows[block] = PooledFilters.rows(geometry, pool, SIDE_BY_SIDE);
      for (int k = 0; k < trials; k++) {
        maxima[block][k] = pooled.room();
      }
    }
  }

  Panel output() {
    return output;
  }

  @Override
  public List<TensorGroup> tensors() {
    return List.of(filters, top.bias());
  }

  @Override
  public void forward(int samples, boolean training) {
    for (int first = 0; first < samples; first += SIDE_BY_SIDE) {
      int block = first / SIDE_BY_SIDE;
      int n = Math.min(SIDE_BY_SIDE, samples - first);
      rows[block].load(input.valueMemory(), first * input.row(), input.row(), n);
    }
    for (int k = 0; k < trials; k++) {
      filters.load(k, 0, weights.length, weights);
      for (int first = 0; first < samples; first += SIDE_BY_SIDE) {
        float[][] found = maxima[first / SIDE_BY_SIDE][k];
        pooled.forward(rows[first / SIDE_BY_SIDE], weights, found);
        toPanel(found, k, first, Math.min(SIDE_BY_SIDE, samples - first));
      }
    }
    top.forward(samples);
  }

  @Override
  public void backward(int samples, boolean more) {
    top.backward(samples, more);
    for (int k = 0; k < trials; k++) {
      filters.load(k, 0, weights.length, weights);
      if (more) {
        filters.loadGradient(k, 0, weights.length, weightGradients);
      } else {
        Arrays.fill(weightGradients, 0);
      }
      for (int first = 0; first < samples; first += SIDE_BY_SIDE) {
        int block = first / SIDE_BY_SIDE;
        fromPanel(k, first, Math.min(SIDE_BY_SIDE, samples - first));
        pooled.backward(rows[block], weights, maxima[block][k], gradients, weightGradients);
      }
      filters.storeGradient(k, weightGradients);
    }
  }

  /** Image after image, pixel after pixel, in a pixel filter after filter. */
  private void toPanel(float[][] found, int trial, int first, int n) {
    for (int y = 0; y < output.shape().height(); y++) {
      for (int x = 0; x < output.shape().width(); x++) {
        toStrips(found, y, x);
      }
      for (int i = 0; i < n; i++) {
        output.valueMemory().put(place(trial, first + i, y), strips[i]);
      }
    }
  }

  private void toStrips(float[][] rows, int y, int x) {
    int channels = output.shape().channels();
    for (int f = 0; f < channels; f++) {
      float[] row = rows[f * output.shape().height() + y];
      for (int i = 0; i < SIDE_BY_SIDE; i++) {
        strips[i][x * channels + f] = row[x * SIDE_BY_SIDE + i];
      }
    }
  }

  private void fromPanel(int trial, int first, int n) {
    for (int i = n; i < SIDE_BY_SIDE; i++) {
      Arrays.fill(strips[i], 0);
    }
    for (int y = 0; y < output.shape().height(); y++) {
      for (int i = 0; i < n; i++) {
        output.gradientMemory().get(place(trial, first + i, y), strips[i]);
      }
      for (int x = 0; x < output.shape().width(); x++) {
        fromStrips(gradients, y, x);
      }
    }
  }

  private void fromStrips(float[][] rows, int y, int x) {
    int channels = output.shape().channels();
    for (int f = 0; f < channels; f++) {
      float[] row = rows[f * output.shape().height() + y];
      for (int i = 0; i < SIDE_BY_SIDE; i++) {
        row[x * SIDE_BY_SIDE + i] = strips[i][x * channels + f];
      }
    }
  }

  private int place(int trial, int sample, int y) {
    return sample * output.row() + trial * output.features() + y * strips[0].length;
  }
}
