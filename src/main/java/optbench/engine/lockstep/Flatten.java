package optbench.engine.lockstep;

import optbench.network.Shape;

/**
 * Images, which panels hold pixel by pixel, become vectors, which networks count channel by
 * channel. Dense layers read a panel of images as it is; what tells one number of a vector from
 * another needs this.
 */
final class Flatten implements Layer {
  private final Panel input;
  private final Panel output;
  private final float[] image;
  private final float[] vector;

  Flatten(Panel input, int capacity) {
    this.input = input;
    Shape shape = Shape.vector(input.features());
    output =
        input.isData()
            ? Panel.ofData(shape, capacity)
            : Panel.ofTrials(input.trials(), shape, capacity);
    image = new float[input.features()];
    vector = new float[input.features()];
  }

  Panel output() {
    return output;
  }

  @Override
  public void forward(int samples, boolean training) {
    for (int i = 0; i < samples * input.trials(); i++) {
      input.valueMemory().get(i * image.length, image);
      toChannels(image, vector, input.shape());
      output.valueMemory().put(i * image.length, vector);
    }
  }

  @Override
  public void backward(int samples, boolean more) {
    if (input.isData()) {
      return;
    }
    for (int i = 0; i < samples * input.trials(); i++) {
      output.gradientMemory().get(i * image.length, vector);
      toPixels(vector, image, input.shape());
      input.gradientMemory().put(i * image.length, image);
    }
  }

  private static void toChannels(float[] pixels, float[] channels, Shape shape) {
    int area = shape.height() * shape.width();
    for (int c = 0; c < shape.channels(); c++) {
      for (int p = 0; p < area; p++) {
        channels[c * area + p] = pixels[p * shape.channels() + c];
      }
    }
  }

  /** The other way round; images of a data set come channel by channel, too. */
  static void toPixels(float[] channels, float[] pixels, Shape shape) {
    int area = shape.height() * shape.width();
    for (int c = 0; c < shape.channels(); c++) {
      for (int p = 0; p < area; p++) {
        pixels[p * shape.channels() + c] = channels[c * area + p];
      }
    }
  }
}
