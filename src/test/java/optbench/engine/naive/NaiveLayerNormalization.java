package optbench.engine.naive;

import java.util.Arrays;
import java.util.List;
import optbench.network.Shape;
import optbench.spec.LayerSpec.LayerNorm;

/** Of the channels of each pixel; of a vector, which is one pixel, all numbers. */
final class NaiveLayerNormalization extends NaiveLayer {
  private final LayerNorm layer;
  private final int channels;
  private final int pixels;
  private final double[] gain;
  private final double[] offset;
  private final double[] gainGradient;
  private final double[] offsetGradient;
  private double[][] normal;
  private double[][] deviation;

  NaiveLayerNormalization(LayerNorm layer, Shape shape, double[] gain, double[] offset) {
    this.layer = layer;
    this.gain = gain;
    this.offset = offset;
    channels = shape.channels();
    pixels = shape.height() * shape.width();
    gainGradient = new double[channels];
    offsetGradient = new double[channels];
  }

  @Override
  List<double[]> parameters() {
    return List.of(gain, offset);
  }

  @Override
  List<double[]> gradients() {
    return List.of(gainGradient, offsetGradient);
  }

  @Override
  double[][] forward(double[][] in, boolean training) {
    normal = new double[in.length][channels * pixels];
    deviation = new double[in.length][pixels];
    double[][] out = new double[in.length][channels * pixels];
    for (int i = 0; i < in.length; i++) {
      for (int p = 0; p < pixels; p++) {
        double[] all = ofPixel(in[i], p);
        double mean = Arrays.stream(all).average().orElseThrow();
        double variance = Arrays.stream(all).map(x -> (x - mean) * (x - mean)).sum() / channels;
        deviation[i][p] = Math.sqrt(variance + layer.epsilon());
        for (int c = 0; c < channels; c++) {
          int j = c * pixels + p;
          normal[i][j] = (in[i][j] - mean) / deviation[i][p];
          out[i][j] = gain[c] * normal[i][j] + offset[c];
        }
      }
    }
    return out;
  }

  @Override
  double[][] backward(double[][] gradient) {
    Arrays.fill(gainGradient, 0);
    Arrays.fill(offsetGradient, 0);
    double[][] down = new double[gradient.length][channels * pixels];
    for (int i = 0; i < gradient.length; i++) {
      for (int p = 0; p < pixels; p++) {
        double sum = 0;
        double products = 0;
        for (int c = 0; c < channels; c++) {
          int j = c * pixels + p;
          gainGradient[c] += gradient[i][j] * normal[i][j];
          offsetGradient[c] += gradient[i][j];
          sum += gradient[i][j] * gain[c];
          products += gradient[i][j] * gain[c] * normal[i][j];
        }
        for (int c = 0; c < channels; c++) {
          int j = c * pixels + p;
          double moved = (sum + normal[i][j] * products) / channels;
          down[i][j] = (gradient[i][j] * gain[c] - moved) / deviation[i][p];
        }
      }
    }
    return down;
  }

  private double[] ofPixel(double[] sample, int pixel) {
    double[] all = new double[channels];
    for (int c = 0; c < channels; c++) {
      all[c] = sample[c * pixels + pixel];
    }
    return all;
  }
}
