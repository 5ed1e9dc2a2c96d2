package optbench.engine.lockstep;

import java.util.List;
import optbench.optimizer.ParameterLayout.Role;

/**
 * One tensor of each trial's network, with its gradient. A whole tensor comes and goes row by row,
 * as its shape says; parts of it are counted in the order in which it is kept, which may be
 * another: rules that look at parts treat every number by itself.
 */
interface TensorGroup {
  /** Such as {@code W}. */
  String name();

  Role role();

  /** Its sides, outputs first. */
  List<Integer> shape();

  /**
   * Takes over initial values.
   *
   * @param values row by row, in the order of {@link optbench.network.Tensor#shape}; none for
   *     running statistics that go back to their start
   */
  void set(int trial, float[] values);

  void load(int trial, int from, int length, float[] into);

  void store(int trial, int from, int length, float[] values);

  void loadGradient(int trial, int from, int length, float[] into);

  /** Number of elements in one trial. */
  default int length() {
    return shape().stream().reduce(1, Math::multiplyExact);
  }
}
