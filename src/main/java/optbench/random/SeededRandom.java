package optbench.random;

/**
 * A small, fully specified generator: SplitMix64 (Steele, Lea and Flood, "Fast splittable
 * pseudorandom number generators", OOPSLA 2014).
 *
 * <p>The JDK promises the sequence of few of its generators; results here must not change with the
 * JDK, so this one is our own. Each use draws from a stream of its own, named after what it is for,
 * so that drawing more numbers for one purpose never shifts another.
 */
public final class SeededRandom {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  private SeededRandom(long state) {
    this.state = state;
  }

  /**
   * The stream named {@code purpose} of a seed.
   *
   * @param indices further coordinates of the stream, for example the epoch
   */
  public static SeededRandom of(long seed, String purpose, long... indices) {
    return new SeededRandom(start(seed, purpose, indices));
  }

  /**
   * What such a stream starts from, for those who draw from it elsewhere: its n-th number, counted
   * from 1, is the mix of the start and n times the golden gamma.
   */
  public static long start(long seed, String purpose, long... indices) {
    long state = mix(seed + GOLDEN_GAMMA);
    for (int i = 0; i < purpose.length(); i++) {
      state = mix(state ^ purpose.charAt(i)) + GOLDEN_GAMMA;
    }
    for (long index : indices) {
      state = mix(state ^ mix(index)) + GOLDEN_GAMMA;
    }
    return state;
  }

  /** Sixty-four random bits. */
  public long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** Uniform in [0, 1), a multiple of 2^-53. */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /** Uniform in [low, high). */
  public double nextDouble(double low, double high) {
    return low + (high - low) * nextDouble();
  }

  /** Uniform in 0 .. bound - 1, without bias. */
  public int nextInt(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound must be at least 1 but was " + bound);
    }
    long limit = Long.divideUnsigned(-1L, bound) * bound;
    long bits;
    do {
      bits = nextLong();
    } while (Long.compareUnsigned(bits, limit) >= 0);
    return (int) Long.remainderUnsigned(bits, bound);
  }

  /**
   * Normal with mean 0 and standard deviation 1 (Box-Muller; {@link StrictMath}, for equal bits
   * everywhere).
   */
  public double nextGaussian() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
    return radius * StrictMath.cos(2 * StrictMath.PI * nextDouble());
  }

  /**
   * Fills the first {@code n} places with normal numbers (Marsaglia's polar method, two at a time:
   * faster than one by one).
   */
  public void fillNormal(float[] values, int n) {
    for (int i = 0; i < n; i += 2) {
      double x;
      double y;
      double square;
      do {
        x = 2 * nextDouble() - 1;
        y = 2 * nextDouble() - 1;
        square = x * x + y * y;
      } while (square >= 1 || square == 0);
      double scale = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
      values[i] = (float) (scale * x);
      if (i + 1 < n) {
        values[i + 1] = (float) (scale * y);
      }
    }
  }

  /** The numbers 0 .. n - 1 in random order (Fisher-Yates). */
  public int[] permutation(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
