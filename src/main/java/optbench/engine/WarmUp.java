package optbench.engine;

/**
 * How long to train before it counts: until code is compiled and memory allocated, so that the
 * first steps that count are like the others.
 */
public final class WarmUp {
  private static final int STEPS = 50;
  private static final long NANOS = 1_000_000_000L;

  private final long end = System.nanoTime() + NANOS;
  private int steps;

  /** Whether to take another step. */
  public boolean goesOn() {
    return steps++ < STEPS && System.nanoTime() < end;
  }
}
