package optbench.engine.naive;

import java.util.Arrays;
import java.util.List;
import optbench.network.Shape;
import optbench.spec.LayerSpec.Conv2d;

/** Each filter at each of its positions; filters are output by input by row by column. */
final class NaiveConvolution extends NaiveLayer {
  private final Conv2d layer;
  private final Shape from;
  private final Shape to;
  private final int top;
  private final int left;
  private final double[] filters;
  private final double[] bias;
  private final double[] filterGradient;
  private final double[] biasGradient;
  private double[][] input;
  private double[][] sums;

  NaiveConvolution(Conv2d layer, Shape from, Shape to, double[] filters, double[] bias) {
    this.layer = layer;
    this.from = from;
    this.to = to;
    this.filters = filters;
    this.bias = bias;
    top = layer.same() ? before(from.height()) : 0;
    left = layer.same() ? before(from.width()) : 0;
    filterGradient = new double[filters.length];
    biasGradient = new double[bias.length];
  }

  /** Rows or columns of zeros before the first pixel: half of what is missing, rounded down. */
  private int before(int side) {
    int positions = (int) Math.ceil((double) side / layer.stride());
    int missing = (positions - 1) * layer.stride() + layer.kernel() - side;
    return missing > 0 ? missing / 2 : 0;
  }

  @Override
  List<double[]> parameters() {
    return List.of(filters, bias);
  }

  @Override
  List<double[]> gradients() {
    return List.of(filterGradient, biasGradient);
  }

  @Override
  double[][] forward(double[][] in, boolean training) {
    input = in;
    sums = new double[in.length][to.features()];
    double[][] out = new double[in.length][to.features()];
    for (int i = 0; i < in.length; i++) {
      double[] image = in[i];
      double[] sum = sums[i];
      overBiases((o, filter) -> sum[o] += bias[filter]);
      overWeights((o, weight, pixel) -> sum[o] += filters[weight] * image[pixel]);
      for (int o = 0; o < sum.length; o++) {
        out[i][o] = NaiveActivation.value(layer.activation(), sum[o]);
      }
    }
    return out;
  }

  @Override
  double[][] backward(double[][] gradient) {
    Arrays.fill(filterGradient, 0);
    Arrays.fill(biasGradient, 0);
    double[][] down = new double[input.length][from.features()];
    for (int i = 0; i < input.length; i++) {
      double[] image = input[i];
      double[] below = down[i];
      double[] delta = new double[to.features()];
      for (int o = 0; o < delta.length; o++) {
        delta[o] = gradient[i][o] * NaiveActivation.derivative(layer.activation(), sums[i][o]);
      }
      overBiases((o, filter) -> biasGradient[filter] += delta[o]);
      overWeights(
          (o, weight, pixel) -> {
            filterGradient[weight] += delta[o] * image[pixel];
            below[pixel] += delta[o] * filters[weight];
          });
    }
    return down;
  }

  private interface BiasVisitor {
    void visit(int output, int filter);
  }

  private interface WeightVisitor {
    void visit(int output, int weight, int pixel);
  }

  private void overBiases(BiasVisitor visitor) {
    for (int o = 0; o < to.features(); o++) {
      visitor.visit(o, o / (to.height() * to.width()));
    }
  }

  /** Every weight of every output that lies on a pixel; zeros around the image add nothing. */
  private void overWeights(WeightVisitor visitor) {
    int kernel = layer.kernel();
    for (int o = 0; o < to.features(); o++) {
      int filter = o / (to.height() * to.width());
      int y = o / to.width() % to.height() * layer.stride() - top;
      int x = o % to.width() * layer.stride() - left;
      for (int c = 0; c < from.channels(); c++) {
        for (int ky = 0; ky < kernel; ky++) {
          for (int kx = 0; kx < kernel; kx++) {
            boolean onImage =
                y + ky >= 0 && y + ky < from.height() && x + kx >= 0 && x + kx < from.width();
            if (onImage) {
              visitor.visit(
                  o,
                  ((filter * from.channels() + c) * kernel + ky) * kernel + kx,
                  (c * from.height() + y + ky) * from.width() + x + kx);
            }
          }
        }
      }
    }
  }
}
