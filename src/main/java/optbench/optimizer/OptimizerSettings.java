package optbench.optimizer;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import optbench.spec.Profile;
import optbench.spec.Techniques;

/**
 * An optimizer with every number and the form of its rule decided.
 *
 * @param optimizer whose numbers and form these are
 * @param profile where numbers that were not given come from
 * @param variant the form of the update rule
 * @param values every hyper-parameter by name; flags are 1 or 0
 * @param techniques combined with it; weight decay is decided
 */
public record OptimizerSettings(
    Optimizer optimizer,
    Profile profile,
    String variant,
    Map<String, Double> values,
    Techniques techniques) {
  public OptimizerSettings {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /** The optimizer's name. */
  public String id() {
    return optimizer.description().id();
  }

  /**
   * The form of the rule as trials record it: with the edition of its code, where that may change
   * under the same name.
   */
  public String recordedVariant() {
    return optimizer.edition().isEmpty() ? variant : variant + "@" + optimizer.edition();
  }

  /** The value of a hyper-parameter. */
  public double get(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(id() + " has no hyper-parameter " + name);
    }
    return value;
  }

  UpdateRule rule() {
    return optimizer.rule(this);
  }

  /** Whether a hyper-parameter that is true or false is true. */
  public boolean flag(String name) {
    return get(name) != 0;
  }
}
