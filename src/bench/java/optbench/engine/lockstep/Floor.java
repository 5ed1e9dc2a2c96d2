package optbench.engine.lockstep;

import optbench.network.LayerLayout;
import optbench.network.Network;
import optbench.network.Shape;
import optbench.network.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What steps are held against: a network's matrix products, dense and in full, at the rate of this
 * machine's fastest large product.
 */
public final class Floor {
  /** Rows and columns of the matrices whose product is the fastest. */
  private static final int LARGE = 2048;

  private static final int SMALL = 64;

  private Floor() {}

  /**
   * Of the matrix products of one trial and step: forward, for the gradient of the weights, and for
   * that of the input, which the first layer does without.
   */
  public static double flops(Network network, int batchSize, Shape input, int classes) {
    Shape top = input;
    double flops = 0;
    int products = 2;
    for (LayerLayout layout : network.layouts(input)) {
      double forward = multiplications(layout);
      flops += 2.0 * products * batchSize * forward;
      products = forward > 0 ? 3 : products;
      top = layout.output();
    }
    return flops + 2.0 * products * batchSize * top.features() * classes;
  }

  /** For one sample, forward: each weight as often as there are places where it is used. */
  private static double multiplications(LayerLayout layout) {
    Shape out = layout.output();
    return layout.tensors().stream()
        .filter(tensor -> tensor.kind() == Tensor.Kind.WEIGHTS)
        .mapToDouble(tensor -> (double) tensor.length() * out.height() * out.width())
        .sum();
  }

  /** FLOP/s of the fastest of so many products of large square matrices. */
  public static double productRate(int rounds) {
    return productRate(rounds, LARGE);
  }

  /** The same of small ones, which says nothing of the machine and takes no time. */
  public static double triedProductRate() {
    return productRate(1, SMALL);
  }

  private static double productRate(int rounds, int side) {
    INDArray left = square(side);
    INDArray right = square(side);
    left.assign(1.5f);
    right.assign(0.75f);
    Product product = Product.into(square(side), left, right);
    double fastest = Double.POSITIVE_INFINITY;
    for (int round = -2; round < rounds; round++) {
      long start = System.nanoTime();
      product.run();
      double seconds = (System.nanoTime() - start) * 1e-9;
      fastest = round < 0 ? fastest : Math.min(fastest, seconds);
    }
    return 2.0 * side * side * side / fastest;
  }

  private static INDArray square(int side) {
    return Product.columns(Product.memory((long) side * side), 0, side, side, side);
  }
}
