package optbench.engine.lockstep;

import java.util.Arrays;
import optbench.network.Shape;

/** The mean of each window of an image. Sums are taken in double. */
final class AveragePooling implements Layer {
  private final Panel input;
  private final Panel output;
  private final int height;
  private final int width;
  private final int stride;
  private final float[] image;
  private final float[] means;
  private final double[] sums;

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
    output =
        input.isData()
            ? Panel.ofData(shape, capacity)
            : Panel.ofTrials(input.trials(), shape, capacity);
    image = new float[input.features()];
    means = new float[shape.features()];
    sums = new double[shape.channels()];
  }

  Panel output() {
    return output;
  }

  @Override
  public void forward(int samples, boolean training) {
    for (int i = 0; i < samples * input.trials(); i++) {
      input.valueMemory().get(i * image.length, image);
      for (int at = 0; at < means.length; at += sums.length) {
        Arrays.fill(sums, 0);
        overWindow(at / sums.length, this::add);
        for (int c = 0; c < sums.length; c++) {
          means[at + c] = (float) (sums[c] / (height * width));
        }
      }
      output.valueMemory().put(i * means.length, means);
    }
  }

  @Override
  public void backward(int samples, boolean more) {
    if (input.isData()) {
      return;
    }
    for (int i = 0; i < samples * input.trials(); i++) {
      output.gradientMemory().get(i * means.length, means);
      Arrays.fill(image, 0);
      for (int at = 0; at < means.length; at += sums.length) {
        for (int c = 0; c < sums.length; c++) {
          sums[c] = means[at + c] / (height * width);
        }
        overWindow(at / sums.length, this::spread);
      }
      input.gradientMemory().put(i * image.length, image);
    }
  }

  private void add(int pixel) {
    for (int c = 0; c < sums.length; c++) {
      sums[c] += image[pixel + c];
    }
  }

  private void spread(int pixel) {
    for (int c = 0; c < sums.length; c++) {
      image[pixel + c] += (float) sums[c];
    }
  }

  /** The first numbers of all pixels under a window. */
  private void overWindow(int window, Visitor visitor) {
    int top = window / output.shape().width() * stride;
    int left = window % output.shape().width() * stride;
    for (int y = top; y < top + height; y++) {
      for (int x = left; x < left + width; x++) {
        visitor.visit((y * input.shape().width() + x) * sums.length);
      }
    }
  }

  /** A pixel. */
  @FunctionalInterface
  private interface Visitor {
    void visit(int first);
  }
}
