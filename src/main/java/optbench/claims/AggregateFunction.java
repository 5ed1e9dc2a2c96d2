package optbench.claims;

import java.util.Locale;

/** What is taken of a group, seed by seed. */
public enum AggregateFunction {
  /** The best of them, as the measure counts. */
  BEST,
  /** The worst of them. */
  WORST,
  /** Their mean. */
  MEAN,
  /** The largest less the smallest. */
  RANGE,
  /** Their sample standard deviation. */
  SD;

  /** As it is written in a claims file. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
