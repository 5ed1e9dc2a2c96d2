package optbench.engine.naive;

import java.util.Arrays;
import java.util.List;
import optbench.network.Shape;
import optbench.spec.LayerSpec.BatchNorm;

/**
 * Batch normalisation of each channel, of a vector each number. Ioffe and Szegedy 2015, but with
 * the batch's variance as it is (divided by n), in running statistics, too, as Keras has it.
 */
final class NaiveNormalization extends NaiveLayer {
  private final BatchNorm layer;
  private final int channels;
  private final int pixels;
  private final double[] gamma;
  private final double[] beta;
  private final double[] gammaGradient;
  private final double[] betaGradient;
  private final double[] mean;
  private final double[] variance;
  private final double[] runningMean;
  private final double[] runningVariance;
  private double[][] normal;

  NaiveNormalization(BatchNorm layer, Shape shape, double[] gamma, double[] beta) {
    this.layer = layer;
    this.gamma = gamma;
    this.beta = beta;
    channels = shape.channels();
    pixels = shape.height() * shape.width();
    gammaGradient = new double[channels];
    betaGradient = new double[channels];
    mean = new double[channels];
    variance = new double[channels];
    runningMean = new double[channels];
    runningVariance = new double[channels];
    Arrays.fill(runningVariance, 1);
  }

  @Override
  List<double[]> parameters() {
    return List.of(gamma, beta);
  }

  @Override
  List<double[]> gradients() {
    return List.of(gammaGradient, betaGradient);
  }

  @Override
  double[][] forward(double[][] in, boolean training) {
    if (training) {
      measure(in);
    }
    normal = new double[in.length][channels * pixels];
    double[][] out = new double[in.length][channels * pixels];
    for (int i = 0; i < in.length; i++) {
      for (int j = 0; j < in[i].length; j++) {
        int c = j / pixels;
        double centre = training ? mean[c] : runningMean[c];
        double spread = training ? variance[c] : runningVariance[c];
        normal[i][j] = (in[i][j] - centre) / Math.sqrt(spread + layer.epsilon());
        out[i][j] = gamma[c] * normal[i][j] + beta[c];
      }
    }
    return out;
  }

  private void measure(double[][] in) {
    double count = (double) in.length * pixels;
    for (int c = 0; c < channels; c++) {
      double sum = 0;
      for (double[] sample : in) {
        for (int j = c * pixels; j < (c + 1) * pixels; j++) {
          sum += sample[j];
        }
      }
      mean[c] = sum / count;
      double squares = 0;
      for (double[] sample : in) {
        for (int j = c * pixels; j < (c + 1) * pixels; j++) {
          squares += (sample[j] - mean[c]) * (sample[j] - mean[c]);
        }
      }
      variance[c] = squares / count;
    }
  }

  @Override
  double[][] backward(double[][] gradient) {
    double count = (double) gradient.length * pixels;
    double[][] down = new double[gradient.length][channels * pixels];
    for (int c = 0; c < channels; c++) {
      double sum = 0;
      double products = 0;
      for (int i = 0; i < gradient.length; i++) {
        for (int j = c * pixels; j < (c + 1) * pixels; j++) {
          sum += gradient[i][j];
          products += gradient[i][j] * normal[i][j];
        }
      }
      betaGradient[c] = sum;
      gammaGradient[c] = products;
      double scale = gamma[c] / Math.sqrt(variance[c] + layer.epsilon());
      for (int i = 0; i < gradient.length; i++) {
        for (int j = c * pixels; j < (c + 1) * pixels; j++) {
          down[i][j] = scale * (gradient[i][j] - (sum + normal[i][j] * products) / count);
        }
      }
    }
    return down;
  }

  @Override
  void stepTaken() {
    double kept = layer.momentum();
    for (int c = 0; c < channels; c++) {
      runningMean[c] = kept * runningMean[c] + (1 - kept) * mean[c];
      runningVariance[c] = kept * runningVariance[c] + (1 - kept) * variance[c];
    }
  }
}
