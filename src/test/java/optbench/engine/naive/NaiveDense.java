package optbench.engine.naive;

import java.util.Arrays;
import java.util.List;
import optbench.spec.Activation;

/** Weighted sums: out[u] = f(bias[u] + sum over j of in[j] weights[j, u]). */
final class NaiveDense extends NaiveLayer {
  private final int units;
  private final Activation activation;
  private final double[] weights;
  private final double[] bias;
  private final double[] weightGradient;
  private final double[] biasGradient;
  private double[][] input;
  private double[][] sums;

  NaiveDense(int units, Activation activation, double[] weights, double[] bias) {
    this.units = units;
    this.activation = activation;
    this.weights = weights;
    this.bias = bias;
    weightGradient = new double[weights.length];
    biasGradient = new double[bias.length];
  }

  @Override
  List<double[]> parameters() {
    return List.of(weights, bias);
  }

  @Override
  List<double[]> gradients() {
    return List.of(weightGradient, biasGradient);
  }

  @Override
  double[][] forward(double[][] in, boolean training) {
    input = in;
    sums = new double[in.length][units];
    double[][] out = new double[in.length][units];
    for (int i = 0; i < in.length; i++) {
      for (int u = 0; u < units; u++) {
        double sum = bias[u];
        for (int j = 0; j < in[i].length; j++) {
          sum += in[i][j] * weights[j * units + u];
        }
        sums[i][u] = sum;
        out[i][u] = NaiveActivation.value(activation, sum);
      }
    }
    return out;
  }

  @Override
  double[][] backward(double[][] gradient) {
    Arrays.fill(weightGradient, 0);
    Arrays.fill(biasGradient, 0);
    double[][] down = new double[input.length][];
    for (int i = 0; i < input.length; i++) {
      down[i] = new double[input[i].length];
      for (int u = 0; u < units; u++) {
        double delta = gradient[i][u] * NaiveActivation.derivative(activation, sums[i][u]);
        biasGradient[u] += delta;
        for (int j = 0; j < input[i].length; j++) {
          weightGradient[j * units + u] += delta * input[i][j];
          down[i][j] += delta * weights[j * units + u];
        }
      }
    }
    return down;
  }
}
