package optbench.report;

import java.util.stream.IntStream;

/** Which of many points are drawn. */
final class Thinning {
  /** Some 130 bytes each: all points of a chart together take less than a megabyte. */
  private static final int MOST_POINTS = 6000;

  private Thinning() {}

  /**
   * Evenly spread, the first and the last among them.
   *
   * @param points of a line
   * @param shares how many lines and figures divide up what the page has room for
   */
  static int[] kept(int points, int shares) {
    int most = Math.max(2, MOST_POINTS / Math.max(1, shares));
    if (points <= most) {
      return IntStream.range(0, points).toArray();
    }
    return IntStream.range(0, most)
        .map(i -> (int) Math.round(i * (points - 1.0) / (most - 1)))
        .toArray();
  }
}
