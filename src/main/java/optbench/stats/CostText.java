package optbench.stats;

import java.math.BigDecimal;
import java.math.MathContext;

/** Costs as readers see them, the same in every locale. */
final class CostText {
  private static final int DIGITS = 3;
  private static final double WHOLE_FROM = 1000;

  private CostText() {}

  /** Three significant digits, and no fraction from 1000 on: such as {@code 0.25}, {@code 4521}. */
  static String of(double cost) {
    if (cost >= WHOLE_FROM) {
      return Long.toString(Math.round(cost));
    }
    BigDecimal rounded = new BigDecimal(cost).round(new MathContext(DIGITS)).stripTrailingZeros();
    return rounded.toPlainString();
  }
}
