package optbench.engine.naive;

/** Multiplies by factors that are given. */
final class NaiveDropout extends NaiveLayer {
  private final int layer;
  private NaiveNetwork.Masks masks;

  NaiveDropout(int layer) {
    this.layer = layer;
  }

  void use(NaiveNetwork.Masks of) {
    masks = of;
  }

  @Override
  double[][] forward(double[][] in, boolean training) {
    return training ? multiplied(in) : in;
  }

  @Override
  double[][] backward(double[][] gradient) {
    return multiplied(gradient);
  }

  private double[][] multiplied(double[][] in) {
    double[][] out = new double[in.length][];
    for (int i = 0; i < in.length; i++) {
      double[] factors = masks.of(layer, i);
      out[i] = new double[in[i].length];
      for (int j = 0; j < out[i].length; j++) {
        out[i][j] = in[i][j] * factors[j];
      }
    }
    return out;
  }
}
