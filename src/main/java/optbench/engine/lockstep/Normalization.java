package optbench.engine.lockstep;

import java.util.Arrays;
import java.util.List;
import optbench.spec.LayerSpec.BatchNorm;

/**
 * Batch normalisation (Ioffe and Szegedy 2015) of each channel over the samples and pixels of a
 * batch; outside of training with running statistics. Sums are taken in double.
 */
final class Normalization implements Layer {
  private final Panel input;
  private final Panel output;
  private final BatchNorm layer;
  private final HeapTensor gamma;
  private final HeapTensor beta;
  private final HeapTensor runningMean;
  private final HeapTensor runningVariance;
  private final double[] mean;
  private final double[] variance;
  private final double[] sums;
  private final double[] products;
  private final float[] values;
  private final float[] gradients;

  Normalization(Panel input, int trials, BatchNorm layer, int capacity) {
    this.input = input;
    this.layer = layer;
    int channels = input.shape().channels();
    output = Panel.ofTrials(trials, input.shape(), capacity);
    gamma = HeapTensor.trained("gamma", trials, channels);
    beta = HeapTensor.trained("beta", trials, channels);
    runningMean = HeapTensor.statistics("mean", trials, channels, 0);
    runningVariance = HeapTensor.statistics("var", trials, channels, 1);
    mean = new double[trials * channels];
    variance = new double[trials * channels];
    sums = new double[trials * channels];
    products = new double[trials * channels];
    values = new float[input.features()];
    gradients = new float[input.features()];
  }

  Panel output() {
    return output;
  }

  @Override
  public List<TensorGroup> tensors() {
    return List.of(gamma, beta, runningMean, runningVariance);
  }

  @Override
  public void forward(int samples, boolean training) {
    if (training) {
      measure(samples);
    } else {
      for (int c = 0; c < mean.length; c++) {
        mean[c] = runningMean.values()[c];
        variance[c] = runningVariance.values()[c];
      }
    }
    forEach(
        samples,
        (k, in, out) -> {
          input.valueMemory().get(in, values);
          for (int j = 0; j < values.length; j++) {
            int c = channel(k, j);
            values[j] = (float) (gamma.values()[c] * normal(c, values[j]) + beta.values()[c]);
          }
          output.valueMemory().put(out, values);
        });
  }

  private void measure(int samples) {
    double count = (double) samples * input.pixels();
    Arrays.fill(mean, 0);
    forEach(
        samples,
        (k, in, out) -> {
          input.valueMemory().get(in, values);
          for (int j = 0; j < values.length; j++) {
            mean[channel(k, j)] += values[j] / count;
          }
        });
    Arrays.fill(variance, 0);
    forEach(
        samples,
        (k, in, out) -> {
          input.valueMemory().get(in, values);
          for (int j = 0; j < values.length; j++) {
            double difference = values[j] - mean[channel(k, j)];
            variance[channel(k, j)] += difference * difference / count;
          }
        });
    follow(runningMean, mean);
    follow(runningVariance, variance);
  }

  /** The gradient of a running statistic is what is to be taken off it at each step. */
  private void follow(HeapTensor running, double[] ofBatch) {
    for (int c = 0; c < ofBatch.length; c++) {
      running.gradients()[c] =
          (float) ((1 - layer.momentum()) * (running.values()[c] - ofBatch[c]));
    }
  }

  @Override
  public void backward(int samples, boolean more) {
    sum(samples);
    double count = (double) samples * input.pixels();
    for (int c = 0; c < sums.length; c++) {
      beta.gradients()[c] = (float) sums[c];
      gamma.gradients()[c] = (float) products[c];
    }
    if (input.isData()) {
      return;
    }
    forEach(
        samples,
        (k, in, out) -> {
          load(in, out);
          for (int j = 0; j < values.length; j++) {
            int c = channel(k, j);
            double centred = gradients[j] - (sums[c] + normal(c, values[j]) * products[c]) / count;
            gradients[j] = (float) (gamma.values()[c] * centred / deviation(c));
          }
          input.gradientMemory().put(in, gradients);
        });
  }

  private void sum(int samples) {
    Arrays.fill(sums, 0);
    Arrays.fill(products, 0);
    forEach(
        samples,
        (k, in, out) -> {
          load(in, out);
          for (int j = 0; j < values.length; j++) {
            int c = channel(k, j);
            sums[c] += gradients[j];
            products[c] += gradients[j] * normal(c, values[j]);
          }
        });
  }

  private void load(int in, int out) {
    input.valueMemory().get(in, values);
    output.gradientMemory().get(out, gradients);
  }

  private double normal(int c, float value) {
    return (value - mean[c]) / deviation(c);
  }

  private double deviation(int c) {
    return Math.sqrt(variance[c] + layer.epsilon());
  }

  private int channel(int trial, int feature) {
    int channels = input.shape().channels();
    return trial * channels + feature % channels;
  }

  private void forEach(int samples, Visitor visitor) {
    for (int i = 0; i < samples; i++) {
      for (int k = 0; k < output.trials(); k++) {
        int in = i * input.row() + (input.isData() ? 0 : k * input.features());
        visitor.visit(k, in, i * output.row() + k * output.features());
      }
    }
  }

  /** One sample of one trial. */
  @FunctionalInterface
  private interface Visitor {
    /**
     * @param in its first place in the panel below
     * @param out its first place in the panel above
     */
    void visit(int trial, int in, int out);
  }
}
