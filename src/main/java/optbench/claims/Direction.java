package optbench.claims;

import java.util.Locale;

/** What is claimed of one side. */
public enum Direction {
  GREATER_THAN,
  LESS_THAN;

  /** As it is written in a claims file. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
