package optbench.stats;

import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * A quantile by degrees of freedom, for thousands of them: each takes the library a search. It is
 * found at degrees of freedom that are half a percent apart, when one of these is first needed, and
 * drawn straight in logarithms between two neighbours, which is right to 1e-4 of it.
 */
final class QuantileTable {
  private static final double APART = 0.005;

  private final DoubleUnaryOperator quantile;
  private final Map<Integer, Double> logarithms = new HashMap<>();

  /**
   * An empty one.
   *
   * @param quantile above 0, by degrees of freedom
   */
  QuantileTable(DoubleUnaryOperator quantile) {
    this.quantile = quantile;
  }

  /** The quantile with so many degrees of freedom, above 0. */
  double at(double freedom) {
    double place = Math.log(freedom) / APART;
    int below = (int) Math.floor(place);
    double share = place - below;
    return Math.exp((1 - share) * logarithm(below) + share * logarithm(below + 1));
  }

  private double logarithm(int place) {
    return logarithms.computeIfAbsent(
        place, p -> Math.log(quantile.applyAsDouble(Math.exp(p * APART))));
  }
}
