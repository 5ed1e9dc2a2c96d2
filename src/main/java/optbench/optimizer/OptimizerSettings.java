package optbench.optimizer;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import optbench.spec.Profile;
import optbench.spec.Techniques;

/**
 * An optimizer with every number and the form of its rule decided.
 *
 * @param optimizer its name in the registry
 * @param profile where numbers that were not given come from
 * @param variant the form of the update rule
 * @param values every hyper-parameter by name; flags are 1 or 0
 * @param techniques combined with it; weight decay is decided
 */
public record OptimizerSettings(
    String optimizer,
    Profile profile,
    String variant,
    Map<String, Double> values,
    Techniques techniques) {
  public OptimizerSettings {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /** The value of a hyper-parameter. */
  public double get(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(optimizer + " has no hyper-parameter " + name);
    }
    return value;
  }

  double weightDecay() {
    return techniques.weightDecay().orElse(0.0);
  }

  boolean flag(String name) {
    return get(name) != 0;
  }
}
