package optbench.optimizer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import optbench.spec.BatchSize;
import optbench.spec.Profile;
import optbench.spec.SpecException;
import optbench.spec.Techniques;

/**
 * An optimizer: what it is called, where it comes from, what it takes, and its rule. One file each;
 * {@link Optimizers} lists them. One from elsewhere is a public class with a public constructor
 * without arguments, named in its jar's {@code META-INF/services/optbench.optimizer.Optimizer}.
 */
public interface Optimizer {
  /** Name, history and formula. */
  Description description();

  /** What it takes, learning rate first. */
  List<HyperParameter> hyperParameters();

  /** The forms of its rule, by the names that specs use. */
  List<String> variants();

  /** Numbers and form of a framework or paper. */
  ProfileDefaults defaults(Profile profile);

  /**
   * Numbers that belong to a form of the rule and not to a framework's taste: they replace the
   * profile's where a form is asked for that is not the profile's.
   */
  default Map<String, Double> numbersOf(String variant) {
    return Map.of();
  }

  /**
   * Tells apart what was trained by different code under the same name. Empty for the built-in
   * ones; that of a plug-in is taken from its jar, whatever it says here.
   */
  default String edition() {
    return "";
  }

  /**
   * The batch size that belongs to its definition, taken where an entry gives none; empty if it
   * takes the experiment's.
   */
  default Optional<BatchSize> batchSize() {
    return Optional.empty();
  }

  /**
   * Refuses techniques that it cannot be combined with.
   *
   * @throws SpecException if one of them is asked for; its path is relative to the entry
   */
  default void requireSupported(Techniques techniques) {}

  /** The rule of these settings. */
  UpdateRule rule(OptimizerSettings settings);
}
