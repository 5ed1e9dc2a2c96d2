package optbench.result;

/**
 * What somebody else reports of an optimizer.
 *
 * @param source says who; several figures of a source and label make a learning curve
 * @param label what the optimizer is called in the run that it is held against
 * @param epoch counted from 1
 * @param testAccuracy after that epoch, a fraction of 1
 * @param tolerance how far a repetition may lie outside the span of all sources, a fraction of 1
 */
public record PublishedFigure(
    String source, String label, int epoch, double testAccuracy, double tolerance) {
  public PublishedFigure {
    if (epoch < 1) {
      throw new IllegalArgumentException("epoch must be at least 1 but was " + epoch);
    }
    if (!(testAccuracy >= 0 && testAccuracy <= 1)) {
      throw new IllegalArgumentException(
          "test_accuracy must be a fraction of 1, such as 0.985, but was " + testAccuracy);
    }
    if (!(tolerance >= 0 && tolerance <= 1)) {
      throw new IllegalArgumentException("tolerance must be a fraction of 1 but was " + tolerance);
    }
  }
}
