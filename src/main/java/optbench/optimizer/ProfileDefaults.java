package optbench.optimizer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The numbers and the form of the rule that a framework or paper gives an optimizer.
 *
 * @param variant form of the rule
 * @param values every hyper-parameter by name
 * @param weightDecay coefficient of decoupled weight decay
 * @param source where they stand, or which profile serves instead and why
 */
public record ProfileDefaults(
    String variant, Map<String, Double> values, double weightDecay, String source) {
  public ProfileDefaults {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Without weight decay. */
  public ProfileDefaults(String variant, Map<String, Double> values, String source) {
    this(variant, values, 0, source);
  }
}
