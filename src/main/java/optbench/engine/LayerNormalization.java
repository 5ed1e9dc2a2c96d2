package optbench.engine;

import optbench.network.Shape;

/**
 * Layer normalisation (Ba, Kiros and Hinton 2016) of one sample after another: of all numbers of a
 * vector, or of the channels of each pixel. Sums are taken in double.
 */
public final class LayerNormalization {
  private final int channels;
  private final int pixels;
  private final int nextChannel;
  private final int nextPixel;
  private final double epsilon;
  private double mean;

  /** 1 divided by the standard deviation. */
  private double scale;

  /**
   * @param channelsFirst whether a sample is channel after channel, else it is pixel after pixel
   */
  public LayerNormalization(Shape shape, boolean channelsFirst, double epsilon) {
    channels = shape.channels();
    pixels = shape.height() * shape.width();
    nextChannel = channelsFirst ? pixels : 1;
    nextPixel = channelsFirst ? 1 : channels;
    this.epsilon = epsilon;
  }

  /** sample = gain normalised sample + offset. */
  public void forward(float[] sample, float[] gain, float[] offset) {
    for (int p = 0; p < pixels; p++) {
      measure(sample, p);
      for (int c = 0; c < channels; c++) {
        int at = place(p, c);
        sample[at] = (float) (gain[c] * normal(sample[at]) + offset[c]);
      }
    }
  }

  /**
   * The gradient of what was made of a sample becomes that of the sample.
   *
   * @param sample before the normalisation
   * @param gainGradients are added to
   * @param offsetGradients are added to
   */
  public void backward(
      float[] sample,
      float[] gradient,
      float[] gain,
      double[] gainGradients,
      double[] offsetGradients) {
    for (int p = 0; p < pixels; p++) {
      measure(sample, p);
      double sum = 0;
      double products = 0;
      for (int c = 0; c < channels; c++) {
        int at = place(p, c);
        double normal = normal(sample[at]);
        gainGradients[c] += gradient[at] * normal;
        offsetGradients[c] += gradient[at];
        sum += (double) gradient[at] * gain[c];
        products += gradient[at] * gain[c] * normal;
      }
      for (int c = 0; c < channels; c++) {
        int at = place(p, c);
        double centred =
            (double) gradient[at] * gain[c] - (sum + normal(sample[at]) * products) / channels;
        gradient[at] = (float) (centred * scale);
      }
    }
  }

  private void measure(float[] sample, int pixel) {
    double sum = 0;
    for (int c = 0; c < channels; c++) {
      sum += sample[place(pixel, c)];
    }
    mean = sum / channels;
    double squares = 0;
    for (int c = 0; c < channels; c++) {
      double difference = sample[place(pixel, c)] - mean;
      squares += difference * difference;
    }
    scale = 1 / Math.sqrt(squares / channels + epsilon);
  }

  private double normal(float number) {
    return (number - mean) * scale;
  }

  private int place(int pixel, int channel) {
    return pixel * nextPixel + channel * nextChannel;
  }
}
