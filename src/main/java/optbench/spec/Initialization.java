package optbench.spec;

import java.util.Locale;

/**
 * How weights are drawn before training; biases start at 0. From a uniform distribution on [-limit,
 * limit], a normal one, or a normal one of which nothing beyond two standard deviations is taken:
 * of all three the variance is the same.
 *
 * <p>Glorot: variance 2 / (fan in + fan out) (Glorot and Bengio 2010). He: 2 / fan in (He et al.
 * 2015). LeCun: 1 / fan in (LeCun et al. 1998).
 */
public enum Initialization {
  GLOROT_UNIFORM(Scale.GLOROT, Distribution.UNIFORM),
  GLOROT_NORMAL(Scale.GLOROT, Distribution.NORMAL),
  HE_UNIFORM(Scale.HE, Distribution.UNIFORM),
  HE_NORMAL(Scale.HE, Distribution.NORMAL),
  LECUN_UNIFORM(Scale.LECUN, Distribution.UNIFORM),
  LECUN_NORMAL(Scale.LECUN, Distribution.NORMAL),
  GLOROT_TRUNCATED_NORMAL(Scale.GLOROT, Distribution.TRUNCATED_NORMAL),
  HE_TRUNCATED_NORMAL(Scale.HE, Distribution.TRUNCATED_NORMAL),
  LECUN_TRUNCATED_NORMAL(Scale.LECUN, Distribution.TRUNCATED_NORMAL);

  /** What the variance depends on. */
  private enum Scale {
    GLOROT,
    HE,
    LECUN
  }

  /** What weights are drawn from; the mean is 0. */
  public enum Distribution {
    UNIFORM,
    NORMAL,
    /** What lies further out than two standard deviations is drawn again. */
    TRUNCATED_NORMAL
  }

  private final Scale scale;
  private final Distribution distribution;

  Initialization(Scale scale, Distribution distribution) {
    this.scale = scale;
    this.distribution = distribution;
  }

  /** As written in specs. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Distribution distribution() {
    return distribution;
  }

  /** The variance of the weights of a layer. */
  public double variance(long fanIn, long fanOut) {
    return switch (scale) {
      case GLOROT -> 2.0 / (fanIn + fanOut);
      case HE -> 2.0 / fanIn;
      case LECUN -> 1.0 / fanIn;
    };
  }

  /** Whether numbers in and out count alike. */
  public boolean ofBothFans() {
    return scale == Scale.GLOROT;
  }
}
