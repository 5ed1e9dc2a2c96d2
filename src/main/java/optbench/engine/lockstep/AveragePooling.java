package optbench.engine.lockstep;

import java.util.Arrays;
import optbench.network.Shape;

/**
 * The mean of each window of an image. Rows of the image are added up first, in loops over whole
 * rows that the JVM turns into vector instructions, then the pixels of a window.
 */
final class AveragePooling implements Layer {
  private final Panel input;
  private final Panel output;
  private final int height;
  private final int width;
  private final int stride;
  private final float share;

  /** Rows of an image. */
  private final float[][] rows;

  /** The rows under a row of windows, added up; on the way back what each of them gets. */
  private final float[] under;

  private final float[] means;

  /**
   * @param shape of what it gives out
   * @param height of a window
   * @param width of a window
   */
  AveragePooling(Panel input, Shape shape, int height, int width, int stride, int capacity) {
    this.input = input;
    this.height = height;
    this.width = width;
    this.stride = stride;
    share = 1f / (height * width);
    output =
        input.isData()
            ? Panel.ofData(shape, capacity)
            : Panel.ofTrials(input.trials(), shape, capacity);
    under = new float[input.shape().width() * shape.channels()];
    rows = new float[input.shape().height()][under.length];
    means = new float[shape.width() * shape.channels()];
  }

  Panel output() {
    return output;
  }

  @Override
  public void forward(int samples, boolean training) {
    for (int i = 0; i < samples * input.trials(); i++) {
      for (int y = 0; y < rows.length; y++) {
        input.valueMemory().get(i * input.features() + y * under.length, rows[y]);
      }
      for (int y = 0; y < output.shape().height(); y++) {
        System.arraycopy(rows[y * stride], 0, under, 0, under.length);
        for (int down = 1; down < height; down++) {
          add(under, rows[y * stride + down]);
        }
        average();
        output.valueMemory().put(i * output.features() + y * means.length, means);
      }
    }
  }

  @Override
  public void backward(int samples, boolean more) {
    if (input.isData()) {
      return;
    }
    for (int i = 0; i < samples * input.trials(); i++) {
      for (float[] row : rows) {
        Arrays.fill(row, 0);
      }
      for (int y = 0; y < output.shape().height(); y++) {
        output.gradientMemory().get(i * output.features() + y * means.length, means);
        spread();
        for (int down = 0; down < height; down++) {
          add(rows[y * stride + down], under);
        }
      }
      for (int y = 0; y < rows.length; y++) {
        input.gradientMemory().put(i * input.features() + y * under.length, rows[y]);
      }
    }
  }

  /** The means of a row of windows. */
  private void average() {
    int channels = output.shape().channels();
    for (int x = 0; x < output.shape().width(); x++) {
      for (int c = 0; c < channels; c++) {
        float sum = 0;
        for (int right = 0; right < width; right++) {
          sum += under[(x * stride + right) * channels + c];
        }
        means[x * channels + c] = sum * share;
      }
    }
  }

  /** Gives every pixel under a row of windows its share of their gradients. */
  private void spread() {
    int channels = output.shape().channels();
    Arrays.fill(under, 0);
    for (int x = 0; x < output.shape().width(); x++) {
      for (int right = 0; right < width; right++) {
        for (int c = 0; c < channels; c++) {
          under[(x * stride + right) * channels + c] += means[x * channels + c] * share;
        }
      }
    }
  }

  private static void add(float[] to, float[] numbers) {
    for (int i = 0; i < to.length; i++) {
      to[i] += numbers[i];
    }
  }
}
