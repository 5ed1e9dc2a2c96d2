package optbench.engine.naive;

import optbench.spec.Activation;

/** An activation function by itself. */
final class NaivePointwise extends NaiveLayer {
  private final Activation activation;
  private double[][] input;

  NaivePointwise(Activation activation) {
    this.activation = activation;
  }

  @Override
  double[][] forward(double[][] in, boolean training) {
    input = in;
    double[][] out = new double[in.length][];
    for (int i = 0; i < in.length; i++) {
      out[i] = new double[in[i].length];
      for (int j = 0; j < in[i].length; j++) {
        out[i][j] = NaiveActivation.value(activation, in[i][j]);
      }
    }
    return out;
  }

  @Override
  double[][] backward(double[][] gradient) {
    double[][] down = new double[gradient.length][];
    for (int i = 0; i < gradient.length; i++) {
      down[i] = new double[gradient[i].length];
      for (int j = 0; j < gradient[i].length; j++) {
        down[i][j] = gradient[i][j] * NaiveActivation.derivative(activation, input[i][j]);
      }
    }
    return down;
  }
}
