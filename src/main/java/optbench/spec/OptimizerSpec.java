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
 * @param techniques combined with it
 * @param batchSize if neither the experiment's nor the one that belongs to the optimizer
 */
public record OptimizerSpec(
    String optimizer,
    Optional<String> label,
    Optional<Profile> profile,
    Optional<String> variant,
    Map<String, Double> hyperParameters,
    Techniques techniques,
    Optional<BatchSize> batchSize) {
  public OptimizerSpec {
    Objects.requireNonNull(optimizer);
    Objects.requireNonNull(label);
    Objects.requireNonNull(profile);
    Objects.requireNonNull(variant);
    hyperParameters = Collections.unmodifiableMap(new TreeMap<>(hyperParameters));
    Objects.requireNonNull(techniques);
    Objects.requireNonNull(batchSize);
    if (label.isPresent()
        && (label.get().isBlank()
            || label.get().length() > 60
            || label.get().chars().anyMatch(Character::isISOControl))) {
      throw new SpecException(
          "/label", "must be 1 to 60 printable characters but was '" + label.get() + "'");
    }
  }

  /** One that says nothing of batches. */
  public OptimizerSpec(
      String optimizer,
      Optional<String> label,
      Optional<Profile> profile,
      Optional<String> variant,
      Map<String, Double> hyperParameters,
      Techniques techniques) {
    this(optimizer, label, profile, variant, hyperParameters, techniques, Optional.empty());
  }

  /** An optimizer with everything from the profile. */
  public static OptimizerSpec of(String optimizer) {
    return new OptimizerSpec(
        optimizer, Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), Techniques.NONE);
  }

  /** What tables and charts call it. */
  public String name() {
    return label.orElse(optimizer);
  }

  /** The same with these hyper-parameters given, too. */
  public OptimizerSpec adding(Map<String, Double> more) {
    Map<String, Double> all = new TreeMap<>(hyperParameters);
    all.putAll(more);
    return with(all);
  }

  /** The same with these hyper-parameters given, and no others. */
  public OptimizerSpec with(Map<String, Double> given) {
    return new OptimizerSpec(optimizer, label, profile, variant, given, techniques, batchSize);
  }

  /** The same with these techniques, and no others. */
  public OptimizerSpec with(Techniques given) {
    return new OptimizerSpec(optimizer, label, profile, variant, hyperParameters, given, batchSize);
  }

  /** The same with this batch size, whatever the experiment's. */
  public OptimizerSpec with(BatchSize given) {
    return new OptimizerSpec(
        optimizer, label, profile, variant, hyperParameters, techniques, Optional.of(given));
  }
}
