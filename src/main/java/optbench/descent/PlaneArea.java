package optbench.descent;

/** A rectangle of the plane. */
public record PlaneArea(double xLow, double xHigh, double yLow, double yHigh) {
  /** Room about a point that it is widened for, as a share of its sides. */
  private static final double ROOM = 0.08;

  public PlaneArea {
    if (!(xLow < xHigh) || !(yLow < yHigh)) {
      throw new IllegalArgumentException("must have two sides but had none");
    }
  }

  /** From left to right. */
  public double width() {
    return xHigh - xLow;
  }

  /** From bottom to top. */
  public double height() {
    return yHigh - yLow;
  }

  /** The same, or as much more as it takes to show the point with some room about it. */
  public PlaneArea including(PlanePoint point) {
    double farLeft = Math.min(xLow, point.x());
    double farRight = Math.max(xHigh, point.x());
    double farDown = Math.min(yLow, point.y());
    double farUp = Math.max(yHigh, point.y());
    double across = ROOM * (farRight - farLeft);
    double along = ROOM * (farUp - farDown);
    return new PlaneArea(
        farLeft < xLow ? farLeft - across : xLow,
        farRight > xHigh ? farRight + across : xHigh,
        farDown < yLow ? farDown - along : yLow,
        farUp > yHigh ? farUp + along : yHigh);
  }

  /** Whether a point lies in it. */
  public boolean contains(double x, double y) {
    return x >= xLow && x <= xHigh && y >= yLow && y <= yHigh;
  }
}
