package optbench.spec;

import optbench.spec.key.Key;
import optbench.spec.key.ObjectType;
import optbench.spec.key.ValueType;

/**
 * Gaussian noise that is added to every element of the gradient, of variance eta / (1 + t)^gamma at
 * step t = 0, 1, ... (Neelakantan et al., Adding Gradient Noise Improves Learning for Very Deep
 * Networks, arXiv:1511.06807; they take eta 0.01, 0.3 or 1 and gamma 0.55).
 *
 * @param eta variance at the first step, above 0
 * @param gamma how fast it fades; 0 for not at all
 */
public record GradientNoise(double eta, double gamma) {
  private static final Key<Double> ETA =
      Key.of("eta", ValueType.number("Variance at the first step").above(0)).required();

  private static final Key<Double> GAMMA =
      Key.of("gamma", ValueType.number("How fast it fades").atLeast(0))
          .byDefault(0.55, "Neelakantan et al., arXiv:1511.06807");

  static final Key<GradientNoise> KEY =
      Key.of(
          "gradient_noise",
          ObjectType.<GradientNoise>of("Gaussian noise of variance eta / t^gamma")
              .with(ETA, GradientNoise::eta)
              .with(GAMMA, GradientNoise::gamma)
              .example("eta", 0.01)
              .reads(given -> new GradientNoise(given.get(ETA), given.get(GAMMA)))
              .named("gradient_noise"));

  public GradientNoise {
    if (!(eta > 0 && eta <= 1e6)) {
      throw new SpecException("/eta", "must be a number above 0 but was " + eta);
    }
    if ((float) Math.sqrt(eta) == 0) {
      throw new SpecException(
          "/eta", "must be at least 1E-90, for smaller noise is 0 in float32, but was " + eta);
    }
    if (!(gamma >= 0 && gamma <= 100)) {
      throw new SpecException("/gamma", "must be a number from 0 to 100 but was " + gamma);
    }
  }

  /** Standard deviation at a step, counted from 1. */
  public double deviation(long step) {
    return Math.sqrt(eta / Math.pow((double) step, gamma));
  }
}
