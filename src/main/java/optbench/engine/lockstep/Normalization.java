package optbench.engine.lockstep;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import optbench.spec.LayerSpec.BatchNorm;

/**
 * Batch normalisation (Ioffe and Szegedy 2015) of each channel over the samples and pixels of a
 * batch; outside of training with running statistics.
 *
 * <p>Loops go over pieces of an image that hold all channels the same number of times. What depends
 * on the channel is copied to each place of a piece beforehand, so the JVM turns them into vector
 * instructions. Sums over a few samples are taken so, and added up in double.
 */
final class Normalization implements Layer {
  /** Numbers in a piece, at most, unless there are more channels. */
  private static final int PIECE = 2048;

  /** Samples whose sums are taken in single precision. */
  private static final int FEW = 16;

  private final Panel input;
  private final Panel output;
  private final BatchNorm layer;
  private final HeapTensor gamma;
  private final HeapTensor beta;
  private final HeapTensor runningMean;
  private final HeapTensor runningVariance;
  private final int piece;

  /** Of each channel of each trial. */
  private final double[] mean;

  private final double[] variance;
  private final double[] sums;
  private final double[] products;

  /** The like, and the channels' factors and summands, for each place of a trial's piece. */
  private final float[][] centres;

  private final float[][] factors;
  private final float[][] gradientFactors;
  private final float[][] summands;
  private final float[][] placeSums;
  private final float[][] placeProducts;
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
    piece = channels * Math.max(1, Math.min(input.pixels(), PIECE / channels));
    mean = new double[trials * channels];
    variance = new double[trials * channels];
    sums = new double[trials * channels];
    products = new double[trials * channels];
    centres = new float[trials][piece];
    factors = new float[trials][piece];
    gradientFactors = new float[trials][piece];
    summands = new float[trials][piece];
    placeSums = new float[trials][piece];
    placeProducts = new float[trials][piece];
    values = new float[piece];
    gradients = new float[piece];
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
    spread(centres, c -> mean[c]);
    spreadLine(c -> gamma.values()[c] / deviation(c), c -> beta.values()[c]);
    forEach(
        0,
        samples,
        (k, in, out, length) -> {
          input.valueMemory().get(in, values, 0, length);
          normalize(values, centres[k], factors[k], summands[k], length);
          output.valueMemory().put(out, values, 0, length);
        });
  }

  private void measure(int samples) {
    double count = (double) samples * input.pixels();
    Arrays.fill(mean, 0);
    inFews(
        samples,
        (k, in, out, length) -> {
          input.valueMemory().get(in, values, 0, length);
          add(placeSums[k], values, length);
        },
        () -> gather(placeSums, mean, 1 / count));
    spread(centres, c -> mean[c]);
    Arrays.fill(variance, 0);
    inFews(
        samples,
        (k, in, out, length) -> {
          input.valueMemory().get(in, values, 0, length);
          addSquares(placeSums[k], values, centres[k], length);
        },
        () -> gather(placeSums, variance, 1 / count));
    for (int c = 0; c < variance.length; c++) {
      variance[c] = Math.max(0, variance[c] - centreError(c) * centreError(c));
    }
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
    for (int c = 0; c < sums.length; c++) {
      beta.gradients()[c] = (float) sums[c];
      gamma.gradients()[c] = (float) (products[c] / deviation(c));
    }
    if (input.isData()) {
      return;
    }
    double count = (double) samples * input.pixels();
    spread(gradientFactors, c -> gamma.values()[c] / deviation(c));
    spreadLine(
        c ->
            -gamma.values()[c]
                * products[c]
                / (count * deviation(c) * (variance[c] + layer.epsilon())),
        c -> -gamma.values()[c] * sums[c] / (count * deviation(c)));
    forEach(
        0,
        samples,
        (k, in, out, length) -> {
          load(in, out, length);
          normalize(values, centres[k], factors[k], summands[k], length);
          addProducts(values, gradients, gradientFactors[k], length);
          input.gradientMemory().put(in, values, 0, length);
        });
  }

  /** Of the gradients, and of them times what {@link #forward} has centred. */
  private void sum(int samples) {
    Arrays.fill(sums, 0);
    Arrays.fill(products, 0);
    inFews(
        samples,
        (k, in, out, length) -> {
          load(in, out, length);
          add(placeSums[k], gradients, length);
          addCentredProducts(placeProducts[k], gradients, values, centres[k], length);
        },
        () -> {
          gather(placeSums, sums, 1);
          gather(placeProducts, products, 1);
        });
    for (int c = 0; c < products.length; c++) {
      products[c] += sums[c] * centreError(c);
    }
  }

  private void load(int in, int out, int length) {
    input.valueMemory().get(in, values, 0, length);
    output.gradientMemory().get(out, gradients, 0, length);
  }

  /** Makes {@link #normalize} compute factor (number - mean) + summand. */
  private void spreadLine(IntToDoubleFunction factor, IntToDoubleFunction summand) {
    spread(factors, factor);
    spread(summands, c -> summand.applyAsDouble(c) + factor.applyAsDouble(c) * centreError(c));
  }

  /** What is added to a mean where it is rounded to single precision. */
  private double centreError(int c) {
    return (float) mean[c] - mean[c];
  }

  private double deviation(int c) {
    return Math.sqrt(variance[c] + layer.epsilon());
  }

  /** Copies a number of each channel to its places. */
  private void spread(float[][] places, IntToDoubleFunction ofChannel) {
    int channels = input.shape().channels();
    for (int k = 0; k < places.length; k++) {
      for (int c = 0; c < channels; c++) {
        float number = (float) ofChannel.applyAsDouble(k * channels + c);
        for (int j = c; j < piece; j += channels) {
          places[k][j] = number;
        }
      }
    }
  }

  /** Adds what is at a channel's places to its total, and leaves zeros there. */
  private void gather(float[][] places, double[] totals, double factor) {
    int channels = input.shape().channels();
    for (int k = 0; k < places.length; k++) {
      for (int c = 0; c < channels; c++) {
        double sum = 0;
        for (int j = c; j < piece; j += channels) {
          sum += places[k][j];
        }
        totals[k * channels + c] += sum * factor;
      }
      Arrays.fill(places[k], 0);
    }
  }

  private void inFews(int samples, Visitor visitor, Runnable gather) {
    for (int first = 0; first < samples; first += FEW) {
      forEach(first, Math.min(samples, first + FEW), visitor);
      gather.run();
    }
  }

  private void forEach(int first, int end, Visitor visitor) {
    for (int i = first; i < end; i++) {
      for (int k = 0; k < output.trials(); k++) {
        int in = i * input.row() + (input.isData() ? 0 : k * input.features());
        int out = i * output.row() + k * output.features();
        for (int from = 0; from < input.features(); from += piece) {
          visitor.visit(k, in + from, out + from, Math.min(piece, input.features() - from));
        }
      }
    }
  }

  /** numbers = (numbers - centres) factors + summands. */
  private static void normalize(
      float[] numbers, float[] centres, float[] factors, float[] summands, int n) {
    for (int j = 0; j < n; j++) {
      numbers[j] = (numbers[j] - centres[j]) * factors[j] + summands[j];
    }
  }

  private static void add(float[] to, float[] numbers, int n) {
    for (int j = 0; j < n; j++) {
      to[j] += numbers[j];
    }
  }

  private static void addProducts(float[] to, float[] numbers, float[] factors, int n) {
    for (int j = 0; j < n; j++) {
      to[j] += numbers[j] * factors[j];
    }
  }

  private static void addSquares(float[] to, float[] numbers, float[] centres, int n) {
    for (int j = 0; j < n; j++) {
      float centred = numbers[j] - centres[j];
      to[j] += centred * centred;
    }
  }

  private static void addCentredProducts(
      float[] to, float[] factors, float[] numbers, float[] centres, int n) {
    for (int j = 0; j < n; j++) {
      to[j] += factors[j] * (numbers[j] - centres[j]);
    }
  }

  /** A piece of one sample of one trial. */
  @FunctionalInterface
  private interface Visitor {
    /**
     * @param in its first place in the panel below
     * @param out its first place in the panel above
     */
    void visit(int trial, int in, int out, int length);
  }
}
