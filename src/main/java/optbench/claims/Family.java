package optbench.claims;

import java.util.Arrays;
import optbench.stats.Holm;

/** p-values that are corrected together; 1 where none was set. */
final class Family {
  private final double[] values;

  Family(int size) {
    values = new double[size];
    Arrays.fill(values, 1);
  }

  void set(int index, double p) {
    values[index] = p;
  }

  double corrected(int index) {
    return Holm.adjusted(values)[index];
  }

  /** As if that one had another p-value. */
  double corrected(int index, double p) {
    double[] others = values.clone();
    others[index] = p;
    return Holm.adjusted(others)[index];
  }
}
