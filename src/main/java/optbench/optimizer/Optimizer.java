package optbench.optimizer;

import java.util.List;
import optbench.spec.Profile;

/**
 * An optimizer: what it is called, where it comes from, what it takes, and its rule. One file each;
 * {@link Optimizers} lists them.
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

  /** The rule of these settings. */
  UpdateRule rule(OptimizerSettings settings);
}
