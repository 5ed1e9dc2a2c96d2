package optbench.optimizer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import optbench.optimizer.ParameterLayout.Role;
import optbench.optimizer.ParameterLayout.Tensor;
import optbench.optimizer.UpdateRule.StateVector;
import optbench.random.SeededRandom;
import optbench.spec.Techniques;

/** A stretch of one tensor, with state of its own and the room that all blocks share. */
final class CpuBlock extends WorkBlock {
  private final Workspace workspace;
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
    super(tensor, techniques);
    this.workspace = workspace;
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

  @Override
  void loadParameters(ParameterMemory memory) {
    memory.loadParameters(from, length, workspace.parameters.values());
    workspace.parameters.setLength(length);
    workspace.scratch.setLength(length);
  }

  @Override
  void loadGradient(ParameterMemory memory, boolean again) {
    memory.loadGradient(from, length, workspace.gradient.values());
    workspace.gradient.setLength(length);
  }

  @Override
  void storeParameters(ParameterMemory memory) {
    memory.storeParameters(from, length, workspace.parameters.values());
  }

  @Override
  Runnable keepParameters(ParameterMemory memory) {
    float[] copy = Arrays.copyOf(workspace.parameters.values(), length);
    return () -> memory.storeParameters(from, length, copy);
  }

  @Override
  double gradientNorm() {
    return workspace.gradient.norm();
  }

  @Override
  Vector normal(SeededRandom random) {
    random.fillNormal(workspace.scratch.values(), length);
    return workspace.scratch;
  }

  @Override
  Vector last() {
    return state[state.length - 1];
  }

  @Override
  List<float[]> copyOfState() {
    return Arrays.stream(state).map(v -> v.values().clone()).toList();
  }

  @Override
  void setState(List<float[]> copy) {
    for (int i = 0; i < state.length; i++) {
      System.arraycopy(copy.get(i), 0, state[i].values(), 0, length);
    }
  }

  @Override
  long stateBytes() {
    return (long) state.length * length * Float.BYTES;
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
