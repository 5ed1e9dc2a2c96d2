package optbench.descent;

/** A point of the plane. */
public record PlanePoint(double x, double y) {
  /** Functions here live within a few units of the origin. */
  private static final double FARTHEST = 1000;

  public PlanePoint {
    if (!(Math.abs(x) <= FARTHEST) || !(Math.abs(y) <= FARTHEST)) {
      throw new IllegalArgumentException(
          "must be two numbers from -1000 to 1000 but was " + x + "," + y);
    }
  }
}
