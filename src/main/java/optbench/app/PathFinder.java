package optbench.app;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import optbench.descent.Descent;
import optbench.descent.DescentPath;
import optbench.descent.PathStudy;
import optbench.descent.PathStudy.Follower;
import optbench.descent.PathStudy.Rate;
import optbench.descent.PlanePoint;
import optbench.descent.TestFunction;
import optbench.optimizer.HyperParameter;
import optbench.optimizer.LineSearchOptimizer;
import optbench.optimizer.OptimizerSettings;
import optbench.optimizer.Optimizers;
import optbench.plugin.PluginException;
import optbench.spec.ExperimentSpec;
import optbench.spec.OptimizerSpec;
import optbench.spec.Profile;
import optbench.spec.SpecException;
import optbench.store.LoadedSpec;
import optbench.text.Thrown;

/** Follows optimizers on a function of two variables, each at a learning rate that suits it. */
public final class PathFinder {
  /**
   * Learning rates that are tried. A default that is good for a network says nothing of such a
   * function: its gradients may be a thousand times as large.
   */
  static final List<Double> RATES =
      List.of(
          1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0,
          20.0, 50.0, 100.0);

  private final Optimizers optimizers;
  private final TestFunction function;
  private final PlanePoint start;
  private final int steps;
  private final RateWish wish;

  /**
   * @param wish the learning rate of optimizers whose entry names none
   */
  public PathFinder(
      Optimizers optimizers, TestFunction function, PlanePoint start, int steps, RateWish wish) {
    this.optimizers = optimizers;
    this.function = function;
    this.start = start;
    this.steps = steps;
    this.wish = wish;
  }

  /**
   * Which learning rate to take.
   *
   * @param best the best of some that are tried
   * @param given this one; empty for the profile's where none is tried
   */
  public record RateWish(boolean best, OptionalDouble given) {}

  /**
   * Follows the optimizers of a spec; of the rest of it, only the profile counts.
   *
   * @throws optbench.store.SpecFileException if one cannot be had as it is asked for
   */
  public PathStudy follow(LoadedSpec loaded) {
    ExperimentSpec.Training training = loaded.spec().training();
    List<Follower> followers = new ArrayList<>();
    try {
      for (int i = 0; i < training.optimizers().size(); i++) {
        OptimizerSpec entry = training.optimizers().get(i);
        followers.add(
            SpecException.below("/optimizers/" + i, () -> follow(entry, training.profile())));
      }
    } catch (SpecException e) {
      throw loaded.located(e);
    }
    boolean chosen = followers.stream().anyMatch(f -> f.rate() == Rate.CHOSEN);
    return new PathStudy(
        function, start, training.profile().id(), steps, chosen ? RATES : List.of(), followers);
  }

  private Follower follow(OptimizerSpec entry, Profile profile) {
    OptimizerSettings settings = optimizers.resolve(entry, profile);
    if (entry.hyperParameters().containsKey(HyperParameter.LEARNING_RATE)) {
      return follow(entry, settings, Rate.GIVEN);
    }
    if (wish.given().isPresent()) {
      return follow(entry, at(entry, wish.given().getAsDouble(), profile), Rate.GIVEN);
    }
    // What searches along a line finds its own steps.
    if (!wish.best() || settings.optimizer() instanceof LineSearchOptimizer) {
      return follow(entry, settings, Rate.DEFAULT);
    }
    return RATES.stream()
        .map(rate -> follow(entry, at(entry, rate, profile), Rate.CHOSEN))
        .min(BETTER)
        .orElseThrow();
  }

  /**
   * Who arrives first, or else is lowest in the end; a path that climbs above its start was lucky
   * to come back.
   */
  private static final Comparator<Follower> BETTER =
      Comparator.comparing((Follower f) -> f.path().diverged())
          .thenComparing(f -> f.path().climbed())
          .thenComparing(f -> f.path().settled(PathStudy.NEAR).orElse(Integer.MAX_VALUE))
          .thenComparing(f -> f.path().end().value())
          .thenComparing(Follower::learningRate);

  private OptimizerSettings at(OptimizerSpec entry, double rate, Profile profile) {
    return optimizers.resolve(entry.adding(Map.of(HyperParameter.LEARNING_RATE, rate)), profile);
  }

  private Follower follow(OptimizerSpec entry, OptimizerSettings settings, Rate rate) {
    return new Follower(
        entry.name(),
        entry.optimizer(),
        settings.get(HyperParameter.LEARNING_RATE),
        rate,
        settings.techniques().weightDecay().orElse(0.0),
        path(settings));
  }

  private DescentPath path(OptimizerSettings settings) {
    if (settings.optimizer().edition().isEmpty()) {
      return Descent.follow(function, start, settings, steps);
    }
    try {
      return Descent.follow(function, start, settings, steps);
    } catch (RuntimeException | LinkageError e) {
      throw new PluginException("the plug-in " + settings.id() + " failed: " + Thrown.words(e), e);
    }
  }
}
