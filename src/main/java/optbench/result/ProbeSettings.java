package optbench.result;

/**
 * How a trial was watched from inside.
 *
 * @param images of the training set that the loss was taken on
 * @param steps after how many of the first ones
 */
public record ProbeSettings(int images, int steps) {
  public ProbeSettings {
    Require.atLeast("images", 1, images);
    Require.atLeast("steps", 0, steps);
  }
}
