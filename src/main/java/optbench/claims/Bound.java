package optbench.claims;

/** Whether a figure is what it is, or what it is at least or at most. */
public enum Bound {
  EXACT,
  AT_LEAST,
  AT_MOST
}
