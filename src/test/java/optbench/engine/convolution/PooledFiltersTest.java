package optbench.engine.convolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Arrays;
import optbench.network.Shape;
import optbench.random.SeededRandom;
import optbench.spec.Activation;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec.Conv2d;
import optbench.spec.LayerSpec.MaxPool;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against loops in double that follow the definitions of convolution and pooling. */
class PooledFiltersTest {
  private static final int IMAGES = 8;
  private static final int FILTERS = 3;

  private final SeededRandom random = SeededRandom.of(7, "filters");

  @ParameterizedTest
  @CsvSource({
    // height, width, channels, kernel, stride, same, pool, pool stride
    "28, 28, 1, 3, 1, false, 2, 2",
    "12, 12, 1, 5, 1, false, 2, 2",
    "11, 9, 1, 5, 1, true, 2, 2",
    "9, 11, 3, 3, 1, true, 2, 2",
    "9, 9, 3, 5, 2, true, 1, 1",
    "10, 7, 3, 3, 2, false, 2, 1",
    "9, 8, 2, 4, 1, false, 3, 2",
    "7, 7, 1, 1, 1, false, 3, 3",
    "8, 8, 1, 2, 3, true, 2, 3",
    "6, 6, 2, 6, 1, false, 1, 1",
    "14, 14, 1, 7, 2, true, 3, 1"
  })
  void findsMaximaAndTheGradientOfTheWeights(
      int height,
      int width,
      int channels,
      int kernel,
      int stride,
      boolean same,
      int pool,
      int poolStride) {
    Shape image = new Shape(channels, height, width);
    Conv2d layer =
        new Conv2d(FILTERS, kernel, stride, same, Activation.LINEAR, Initialization.GLOROT_UNIFORM);
    ConvolutionGeometry geometry = new ConvolutionGeometry(image, layer);
    MaxPool pooling = new MaxPool(pool, poolStride);
    PooledFilters filters = new PooledFilters(geometry, pooling, IMAGES);
    ImageRows rows = PooledFilters.rows(geometry, pooling, IMAGES);
    float[] pixels = numbers(IMAGES * image.features());
    rows.load(FloatBuffer.wrap(pixels), 0, image.features(), IMAGES);
    float[] weights = numbers(FILTERS * geometry.taps());
    float[][] maxima = filters.room();
    float[][] gradients = filters.room();
    for (float[] row : gradients) {
      System.arraycopy(numbers(row.length), 0, row, 0, row.length);
    }

    filters.forward(rows, weights, maxima);
    float[] found = new float[weights.length];
    Arrays.fill(found, 1);
    filters.backward(rows, weights, maxima, gradients, found);

    Naive naive = new Naive(geometry, pooling, pixels, weights);
    double[] expected = new double[weights.length];
    Arrays.fill(expected, 1);
    Shape output = ConvolutionGeometry.pooled(geometry.positions(), pooling);
    for (int f = 0; f < FILTERS; f++) {
      for (int y = 0; y < output.height(); y++) {
        for (int x = 0; x < output.width(); x++) {
          for (int i = 0; i < IMAGES; i++) {
            int row = f * output.height() + y;
            int place = x * IMAGES + i;
            double maximum = naive.pool(i, f, y, x, gradients[row][place], expected);
            assertThat((double) maxima[row][place]).isCloseTo(maximum, within(1e-4));
          }
        }
      }
    }
    for (int t = 0; t < found.length; t++) {
      assertThat((double) found[t])
          .isCloseTo(expected[t], within(1e-4 * (1 + Math.abs(expected[t]))));
    }
  }

  /** Equal numbers in a window: all of the gradient goes to the first. */
  @ParameterizedTest
  @CsvSource({"0", "2.5", "-1"})
  void ofEqualNumbersTheFirstIsTaken(float pixel) {
    Shape image = new Shape(1, 2, 2);
    Conv2d layer = new Conv2d(1, 1, 1, false, Activation.LINEAR, Initialization.GLOROT_UNIFORM);
    ConvolutionGeometry geometry = new ConvolutionGeometry(image, layer);
    PooledFilters filters = new PooledFilters(geometry, new MaxPool(2, 2), 1);
    ImageRows rows = PooledFilters.rows(geometry, new MaxPool(2, 2), 1);
    rows.load(FloatBuffer.wrap(new float[] {pixel, pixel, pixel, pixel}), 0, 4, 1);
    float[][] maxima = filters.room();
    float[] found = new float[1];

    filters.forward(rows, new float[] {1}, maxima);
    filters.backward(rows, new float[] {1}, maxima, new float[][] {{3}}, found);

    assertThat(maxima[0]).containsExactly(pixel);
    assertThat(found).containsExactly(3 * pixel);
  }

  private float[] numbers(int n) {
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = (float) random.nextDouble(-1, 1);
    }
    return numbers;
  }

  /** Window by window, pixel by pixel. */
  private static final class Naive {
    private final ConvolutionGeometry geometry;
    private final MaxPool pooling;
    private final float[] pixels;
    private final float[] weights;

    Naive(ConvolutionGeometry geometry, MaxPool pooling, float[] pixels, float[] weights) {
      this.geometry = geometry;
      this.pooling = pooling;
      this.pixels = pixels;
      this.weights = weights;
    }

    /** The maximum of a window; adds its gradient to that of the weights. */
    double pool(int image, int f, int y, int x, double gradient, double[] into) {
      double best = Double.NEGATIVE_INFINITY;
      int bestY = 0;
      int bestX = 0;
      for (int w = 0; w < pooling.size() * pooling.size(); w++) {
        int row = y * pooling.stride() + w / pooling.size();
        int column = x * pooling.stride() + w % pooling.size();
        double sum = 0;
        for (int t = 0; t < geometry.taps(); t++) {
          sum += weights[f * geometry.taps() + t] * pixel(image, row, column, t);
        }
        if (sum > best) {
          best = sum;
          bestY = row;
          bestX = column;
        }
      }
      for (int t = 0; t < geometry.taps(); t++) {
        into[f * geometry.taps() + t] += gradient * pixel(image, bestY, bestX, t);
      }
      return best;
    }

    /** What a tap meets; Keras' padding: of what is missing the smaller half before the image. */
    private double pixel(int image, int row, int column, int tap) {
      Shape shape = geometry.image();
      int channel = tap % shape.channels();
      int place = tap / shape.channels();
      int y = row * geometry.layer().stride() + place / geometry.layer().kernel();
      int x = column * geometry.layer().stride() + place % geometry.layer().kernel();
      y -= before(shape.height());
      x -= before(shape.width());
      return y < 0 || y >= shape.height() || x < 0 || x >= shape.width()
          ? 0
          : pixels[((image * shape.height() + y) * shape.width() + x) * shape.channels() + channel];
    }

    private int before(int side) {
      if (!geometry.layer().same()) {
        return 0;
      }
      int stride = geometry.layer().stride();
      int positions = (int) Math.ceil((double) side / stride);
      return Math.max((positions - 1) * stride + geometry.layer().kernel() - side, 0) / 2;
    }
  }
}
