package optbench.optimizer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The numbers and the form of the rule that a framework or paper gives an optimizer.
 *
 * @param variant form of the rule
 * @param values every hyper-parameter by name
 * @param decayKind what is understood by weight decay: of the profile that serves, where the
 *     framework lacks the optimizer
 * @param weightDecay coefficient of decoupled weight decay; 0 where it is of another kind
 * @param source where they stand, or which profile serves instead and why
 */
public record ProfileDefaults(
    String variant,
    Map<String, Double> values,
    WeightDecayKind decayKind,
    double weightDecay,
    String source) {
  public ProfileDefaults {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    Objects.requireNonNull(decayKind);
    if (weightDecay > 0 && decayKind != WeightDecayKind.DECOUPLED) {
      throw new IllegalArgumentException(
          "weight decay must be decoupled to have a default but was " + decayKind.title());
    }
  }

  /** With decoupled weight decay of this coefficient. */
  public ProfileDefaults(
      String variant, Map<String, Double> values, double weightDecay, String source) {
    this(variant, values, WeightDecayKind.DECOUPLED, weightDecay, source);
  }

  /** Without weight decay. */
  public ProfileDefaults(String variant, Map<String, Double> values, String source) {
    this(variant, values, WeightDecayKind.NONE, 0, source);
  }

  /** The same with weight decay of this kind, by default 0. */
  public ProfileDefaults with(WeightDecayKind kind) {
    return new ProfileDefaults(variant, values, kind, 0, source);
  }
}
