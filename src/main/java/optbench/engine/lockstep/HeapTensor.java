package optbench.engine.lockstep;

import java.util.Arrays;
import java.util.List;
import optbench.optimizer.ParameterLayout.Role;

/** One number for each channel, in Java arrays: trial after trial. */
final class HeapTensor implements TensorGroup {
  private final String name;
  private final Role role;
  private final float start;
  private final int channels;
  private final float[] values;
  private final float[] gradients;

  private HeapTensor(String name, Role role, int trials, int channels, float start) {
    this.name = name;
    this.role = role;
    this.start = start;
    this.channels = channels;
    values = new float[trials * channels];
    gradients = new float[trials * channels];
  }

  /** Trained. */
  static HeapTensor trained(String name, int trials, int channels) {
    return new HeapTensor(name, Role.OTHER, trials, channels, 0);
  }

  /**
   * Running statistics.
   *
   * @param start their value before the first step
   */
  static HeapTensor statistics(String name, int trials, int channels, float start) {
    return new HeapTensor(name, Role.STATISTICS, trials, channels, start);
  }

  /** Of all trials. */
  float[] values() {
    return values;
  }

  /** Of all trials. */
  float[] gradients() {
    return gradients;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Role role() {
    return role;
  }

  @Override
  public List<Integer> shape() {
    return List.of(channels);
  }

  @Override
  public void set(int trial, float[] initial) {
    if (initial.length == 0) {
      Arrays.fill(values, trial * channels, (trial + 1) * channels, start);
    } else {
      System.arraycopy(initial, 0, values, trial * channels, channels);
    }
  }

  @Override
  public void load(int trial, int from, int length, float[] into) {
    System.arraycopy(values, trial * channels + from, into, 0, length);
  }

  @Override
  public void store(int trial, int from, int length, float[] numbers) {
    System.arraycopy(numbers, 0, values, trial * channels + from, length);
  }

  @Override
  public void loadGradient(int trial, int from, int length, float[] into) {
    System.arraycopy(gradients, trial * channels + from, into, 0, length);
  }
}
