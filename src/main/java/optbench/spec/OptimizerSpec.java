package optbench.spec;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One optimizer to compare, as asked for: what is not given comes from the profile.
 *
 * @param optimizer its name in the registry, such as {@code adam}
 * @param label what tables and charts call it, if not the optimizer's own name
 * @param profile if not the experiment's
 * @param variant the form of the update rule, if not the profile's
 * @param hyperParameters given values by name, such as {@code learning_rate}
 * @param l2 coefficient of an L2 penalty, half its square norm times this, added to the loss; 0 for
 *     none
 * @param weightDecay decoupled weight decay, if not the profile's: weights shrink by learning rate
 *     times this at every step; 0 for none
 */
public record OptimizerSpec(
    String optimizer,
    Optional<String> label,
    Optional<Profile> profile,
    Optional<String> variant,
    Map<String, Double> hyperParameters,
    double l2,
    Optional<Double> weightDecay) {
  public OptimizerSpec {
    Objects.requireNonNull(optimizer);
    Objects.requireNonNull(label);
    Objects.requireNonNull(profile);
    Objects.requireNonNull(variant);
    hyperParameters = Collections.unmodifiableMap(new TreeMap<>(hyperParameters));
    requireNotNegative("l2", l2);
    weightDecay.ifPresent(decay -> requireNotNegative("weight_decay", decay));
    if (label.isPresent()
        && (label.get().isBlank()
            || label.get().length() > 60
            || label.get().chars().anyMatch(Character::isISOControl))) {
      throw new SpecException(
          "/label", "must be 1 to 60 printable characters but was '" + label.get() + "'");
    }
  }

  /** An optimizer with everything from the profile. */
  public static OptimizerSpec of(String optimizer) {
    return new OptimizerSpec(
        optimizer,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        0,
        Optional.empty());
  }

  private static void requireNotNegative(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new SpecException("/" + name, "must be a number of at least 0 but was " + value);
    }
  }
}
