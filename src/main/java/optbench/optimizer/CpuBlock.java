package optbench.optimizer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import optbench.optimizer.ParameterLayout.Role;
import optbench.optimizer.ParameterLayout.Tensor;
import optbench.optimizer.UpdateRule.StateVector;
import optbench.spec.Techniques;

/** A stretch of one tensor, with state of its own and the room that all blocks share. */
final class CpuBlock implements UpdateRule.Block {
  private final Workspace workspace;
  private final Tensor tensor;
  private final boolean decays;
  private final double weightDecay;
  private final int from;
  private final int length;
  private final ArrayVector[] state;

  /**
   * A stretch before the first step.
   *
   * @param from its first place in the flat vector of parameters
   * @param vectors what to keep of it
   */
  CpuBlock(
      Workspace workspace,
      Tensor tensor,
      Techniques techniques,
      int from,
      int length,
      List<StateVector> vectors) {
    this.workspace = workspace;
    this.tensor = tensor;
    this.decays =
        tensor.role() == Role.WEIGHTS || (tensor.role() == Role.OTHER && techniques.decayAll());
    this.weightDecay = decays ? techniques.weightDecay().orElse(0.0) : 0;
    this.from = from;
    this.length = length;
    this.state =
        tensor.role() == Role.STATISTICS
            ? new ArrayVector[0]
            : vectors.stream().map(v -> filled(length, v)).toArray(ArrayVector[]::new);
  }

  private static ArrayVector filled(int length, StateVector vector) {
    float[] values = new float[length];
    Arrays.fill(values, (float) vector.initialValue());
    return new ArrayVector(values);
  }

  void loadParameters(ParameterMemory memory) {
    memory.loadParameters(from, length, workspace.parameters.values());
    workspace.parameters.setLength(length);
    workspace.scratch.setLength(length);
  }

  void loadGradient(ParameterMemory memory) {
    memory.loadGradient(from, length, workspace.gradient.values());
    workspace.gradient.setLength(length);
  }

  void storeParameters(ParameterMemory memory) {
    memory.storeParameters(from, length, workspace.parameters.values());
  }

  /** A copy of what is loaded. */
  float[] copyOfParameters() {
    return Arrays.copyOf(workspace.parameters.values(), length);
  }

  /** Puts back such a copy. */
  void restoreParameters(ParameterMemory memory, float[] copy) {
    memory.storeParameters(from, length, copy);
  }

  /** Whether penalties and weight decay hold for it. */
  boolean decays() {
    return decays;
  }

  /** The last of the vectors that are kept. */
  Vector last() {
    return state[state.length - 1];
  }

  int length() {
    return length;
  }

  /** A copy of everything that it keeps. */
  List<float[]> copyOfState() {
    return Arrays.stream(state).map(v -> v.values().clone()).toList();
  }

  /** Back to such a copy. */
  void setState(List<float[]> copy) {
    for (int i = 0; i < state.length; i++) {
      System.arraycopy(copy.get(i), 0, state[i].values(), 0, length);
    }
  }

  long stateBytes() {
    return (long) state.length * length * Float.BYTES;
  }

  @Override
  public Tensor tensor() {
    return tensor;
  }

  @Override
  public double weightDecay() {
    return weightDecay;
  }

  @Override
  public Vector parameters() {
    return workspace.parameters;
  }

  @Override
  public Vector gradient() {
    return workspace.gradient;
  }

  @Override
  public Vector state(int index) {
    return state[index];
  }

  @Override
  public Vector scratch() {
    return workspace.scratch;
  }

  @Override
  public Matrix matrix(int index, int rows, int columns) {
    return workspace.matrices.computeIfAbsent(
        List.of(index, rows, columns), k -> new NativeMatrix(rows, columns));
  }

  /** Room for one block at a time. */
  static final class Workspace {
    private final ArrayVector parameters;
    private final ArrayVector gradient;
    private final ArrayVector scratch;
    private final Map<List<Integer>, Matrix> matrices = new HashMap<>();

    /** Room for blocks of up to {@code length} numbers. */
    Workspace(int length) {
      parameters = new ArrayVector(new float[length]);
      gradient = new ArrayVector(new float[length]);
      scratch = new ArrayVector(new float[length]);
    }
  }
}
