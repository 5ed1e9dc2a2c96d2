package optbench.engine.lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import optbench.network.InitialWeights;
import optbench.network.Network;
import optbench.network.Shape;
import optbench.spec.Activation;
import optbench.spec.LayerSpec;
import optbench.spec.LayerSpec.BatchNorm;
import optbench.spec.LayerSpec.Conv2d;
import optbench.spec.LayerSpec.Dense;
import optbench.spec.LayerSpec.Dropout;
import optbench.spec.LayerSpec.MaxPool;

/**
 * What a network computes, as its definition says: one number after another, in double, without a
 * gradient. Images are channel after channel, as in {@link Network}.
 */
final class ReferenceNetwork {
  /** Half the step of a central difference: so short that it seldom crosses a kink. */
  private static final double STEP = 1e-7;

  private final Network network;
  private final Shape input;
  private final List<Shape> shapes;
  private final int classes;
  private final Factors factors;
  private final List<double[]> tensors = new ArrayList<>();
  private int next;

  /** What dropout multiplies by. */
  @FunctionalInterface
  interface Factors {
    /** Factors of a layer for a sample: pixel after pixel, in a pixel channel after channel. */
    float[] of(int layer, int sample);
  }

  ReferenceNetwork(
      Network network, Shape input, int classes, InitialWeights weights, Factors factors) {
    this.network = network;
    this.input = input;
    this.classes = classes;
    this.factors = factors;
    shapes = network.shapes(input);
    for (float[] tensor : weights.values()) {
      tensors.add(IntStream.range(0, tensor.length).mapToDouble(i -> tensor[i]).toArray());
    }
  }

  /** Mean cross-entropy of a batch, while training. */
  double loss(Batch batch) {
    double[][] values = new double[batch.size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = image(batch, i);
    }
    next = 0;
    for (int l = 0; l < network.layers().size(); l++) {
      values = after(l, values);
    }
    values = dense(values, classes, Activation.LINEAR);
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += crossEntropy(values[i], batch.label(i));
    }
    return sum / values.length;
  }

  /** Central differences of the loss, in the order of the network's tensor. */
  double[] gradient(int tensor, Batch batch) {
    double[] parameters = tensors.get(tensor);
    double[] gradient = new double[parameters.length];
    for (int i = 0; i < gradient.length; i++) {
      double before = parameters[i];
      parameters[i] = before + STEP;
      double above = loss(batch);
      parameters[i] = before - STEP;
      double below = loss(batch);
      parameters[i] = before;
      gradient[i] = (above - below) / (2 * STEP);
    }
    return gradient;
  }

  private double[] image(Batch batch, int i) {
    int start = batch.sample(i) * input.features();
    return IntStream.range(0, input.features())
        .mapToDouble(j -> (batch.samples().pixels()[start + j] & 0xff) / 255.0)
        .toArray();
  }

  private double[][] after(int l, double[][] values) {
    LayerSpec layer = network.layers().get(l);
    if (layer instanceof Dense dense) {
      return dense(values, dense.units(), dense.activation());
    }
    if (layer instanceof Conv2d conv) {
      return convolution(values, conv, shapes.get(l), shapes.get(l + 1));
    }
    if (layer instanceof MaxPool pool) {
      return pooling(values, pool, shapes.get(l), shapes.get(l + 1));
    }
    if (layer instanceof BatchNorm norm) {
      return normalization(values, norm, shapes.get(l));
    }
    return layer instanceof Dropout ? dropout(values, l, shapes.get(l)) : values;
  }

  private double[][] dense(double[][] in, int units, Activation activation) {
    double[] weights = tensors.get(next++);
    double[] bias = tensors.get(next++);
    double[][] out = new double[in.length][units];
    for (int i = 0; i < in.length; i++) {
      for (int u = 0; u < units; u++) {
        double sum = bias[u];
        for (int j = 0; j < in[i].length; j++) {
          sum += in[i][j] * weights[j * units + u];
        }
        out[i][u] = apply(activation, sum);
      }
    }
    return out;
  }

  private double[][] convolution(double[][] in, Conv2d layer, Shape from, Shape to) {
    double[] filters = tensors.get(next++);
    double[] bias = tensors.get(next++);
    int top = layer.same() ? padding(from.height(), to.height(), layer) : 0;
    int left = layer.same() ? padding(from.width(), to.width(), layer) : 0;
    double[][] out = new double[in.length][to.features()];
    for (int i = 0; i < in.length; i++) {
      for (int o = 0; o < to.features(); o++) {
        int filter = o / (to.height() * to.width());
        int y = o / to.width() % to.height() * layer.stride() - top;
        int x = o % to.width() * layer.stride() - left;
        double sum = bias[filter] + filtered(in[i], from, filters, filter, layer.kernel(), y, x);
        out[i][o] = apply(layer.activation(), sum);
      }
    }
    return out;
  }

  private static int padding(int side, int positions, Conv2d layer) {
    return Math.max(0, (positions - 1) * layer.stride() + layer.kernel() - side) / 2;
  }

  private static double filtered(
      double[] image, Shape shape, double[] filters, int filter, int kernel, int y, int x) {
    double sum = 0;
    for (int c = 0; c < shape.channels(); c++) {
      for (int ky = 0; ky < kernel; ky++) {
        for (int kx = 0; kx < kernel; kx++) {
          boolean inside =
              y + ky >= 0 && y + ky < shape.height() && x + kx >= 0 && x + kx < shape.width();
          if (inside) {
            double weight = filters[((filter * shape.channels() + c) * kernel + ky) * kernel + kx];
            sum += weight * image[(c * shape.height() + y + ky) * shape.width() + x + kx];
          }
        }
      }
    }
    return sum;
  }

  private static double[][] pooling(double[][] in, MaxPool layer, Shape from, Shape to) {
    double[][] out = new double[in.length][to.features()];
    for (int i = 0; i < in.length; i++) {
      for (int o = 0; o < to.features(); o++) {
        int c = o / (to.height() * to.width());
        int y = o / to.width() % to.height() * layer.stride();
        int x = o % to.width() * layer.stride();
        double largest = Double.NEGATIVE_INFINITY;
        for (int p = 0; p < layer.size() * layer.size(); p++) {
          int row = c * from.height() + y + p / layer.size();
          largest = Math.max(largest, in[i][row * from.width() + x + p % layer.size()]);
        }
        out[i][o] = largest;
      }
    }
    return out;
  }

  private double[][] normalization(double[][] in, BatchNorm layer, Shape shape) {
    double[] gamma = tensors.get(next++);
    double[] beta = tensors.get(next++);
    int pixels = shape.height() * shape.width();
    double[][] out = new double[in.length][shape.features()];
    for (int c = 0; c < shape.channels(); c++) {
      double sum = 0;
      double squares = 0;
      for (double[] sample : in) {
        for (int p = 0; p < pixels; p++) {
          sum += sample[c * pixels + p];
          squares += sample[c * pixels + p] * sample[c * pixels + p];
        }
      }
      double mean = sum / (in.length * pixels);
      double variance = squares / (in.length * pixels) - mean * mean;
      for (int i = 0; i < in.length; i++) {
        for (int j = c * pixels; j < (c + 1) * pixels; j++) {
          double normal = (in[i][j] - mean) / Math.sqrt(variance + layer.epsilon());
          out[i][j] = gamma[c] * normal + beta[c];
        }
      }
    }
    return out;
  }

  private double[][] dropout(double[][] in, int layer, Shape shape) {
    int pixels = shape.height() * shape.width();
    double[][] out = new double[in.length][shape.features()];
    for (int i = 0; i < in.length; i++) {
      for (int j = 0; j < shape.features(); j++) {
        int place = j % pixels * shape.channels() + j / pixels;
        out[i][j] = in[i][j] * factors.of(layer, i)[place];
      }
    }
    return out;
  }

  private static double apply(Activation function, double z) {
    return switch (function) {
      case RELU -> Math.max(0, z);
      case TANH -> Math.tanh(z);
      case SIGMOID -> 1 / (1 + Math.exp(-z));
      case LINEAR -> z;
    };
  }

  private static double crossEntropy(double[] sums, int label) {
    double total = 0;
    for (double sum : sums) {
      total += Math.exp(sum);
    }
    return Math.log(total) - sums[label];
  }
}
