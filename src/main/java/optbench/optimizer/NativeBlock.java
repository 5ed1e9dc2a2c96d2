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
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A whole tensor in ND4J's memory, with its state there too. If the parameters and their gradient
 * are ND4J arrays, it works in them, and nothing is copied or, from the second step with the same
 * arrays on, allocated; the gradient is used up. From and to other memory it copies.
 */
final class NativeBlock extends WorkBlock {
  private final Workspace workspace;
  private final int from;
  private final int length;
  private final NativeVector[] state;
  private final Part parameterPart = new Part();
  private final Part gradientPart = new Part();
  private NativeVector parameters;
  private NativeVector gradient;

  /**
   * A tensor before the first step.
   *
   * @param vectors what to keep of it
   */
  NativeBlock(
      Workspace workspace, Tensor tensor, Techniques techniques, List<StateVector> vectors) {
    super(tensor, techniques);
    this.workspace = workspace;
    this.from = tensor.offset();
    this.length = tensor.length();
    this.state =
        tensor.role() == Role.STATISTICS
            ? new NativeVector[0]
            : vectors.stream().map(this::filled).toArray(NativeVector[]::new);
  }

  private NativeVector filled(StateVector vector) {
    INDArray values = Nd4j.createUninitializedDetached(DataType.FLOAT, length);
    return new NativeVector(values.assign((float) vector.initialValue()), workspace.room);
  }

  @Override
  void loadParameters(ParameterMemory memory) {
    if (memory instanceof ArrayMemory arrays) {
      parameters = parameterPart.of(arrays.parameters());
    } else {
      float[] numbers = new float[length];
      memory.loadParameters(from, length, numbers);
      parameters = workspace.parameters.start(length);
      parameters.read(numbers);
    }
  }

  @Override
  void loadGradient(ParameterMemory memory, boolean again) {
    if (memory instanceof ArrayMemory arrays) {
      NativeVector original = gradientPart.of(arrays.gradient());
      gradient = again ? workspace.gradient.start(length) : original;
      gradient.set(original);
    } else {
      float[] numbers = new float[length];
      memory.loadGradient(from, length, numbers);
      gradient = workspace.gradient.start(length);
      gradient.read(numbers);
    }
  }

  @Override
  void storeParameters(ParameterMemory memory) {
    if (!(memory instanceof ArrayMemory)) {
      memory.storeParameters(from, length, parameters.numbers());
    }
  }

  @Override
  Runnable keepParameters(ParameterMemory memory) {
    NativeVector original = parameters;
    INDArray values = Nd4j.createUninitializedDetached(DataType.FLOAT, length);
    NativeVector copy = new NativeVector(values, workspace.room);
    copy.set(original);
    return () -> {
      parameters = original;
      parameters.set(copy);
      storeParameters(memory);
      values.close();
    };
  }

  @Override
  double gradientNorm() {
    return gradient.norm();
  }

  @Override
  Vector normal(SeededRandom random) {
    float[] numbers = new float[length];
    random.fillNormal(numbers, length);
    NativeVector scratch = workspace.scratch.start(length);
    scratch.read(numbers);
    return scratch;
  }

  @Override
  Vector last() {
    return state[state.length - 1];
  }

  @Override
  List<float[]> copyOfState() {
    return Arrays.stream(state).map(NativeVector::numbers).toList();
  }

  @Override
  void setState(List<float[]> copy) {
    for (int i = 0; i < state.length; i++) {
      state[i].read(copy.get(i));
    }
  }

  @Override
  long stateBytes() {
    return (long) state.length * length * Float.BYTES;
  }

  @Override
  public Vector parameters() {
    return parameters;
  }

  @Override
  public Vector gradient() {
    return gradient;
  }

  @Override
  public Vector state(int index) {
    return state[index];
  }

  @Override
  public Vector scratch() {
    return workspace.scratch.start(length);
  }

  @Override
  public Matrix matrix(int index, int rows, int columns) {
    return workspace.matrices.computeIfAbsent(
        List.of(index, rows, columns), k -> new NativeMatrix(rows, columns));
  }

  /** The tensor's part of the array that was given last. */
  private final class Part {
    private INDArray array;
    private DataBuffer data;
    private NativeVector vector;

    NativeVector of(INDArray current) {
      if (current != array || current.data() != data) {
        if (array != null) {
          workspace.room.forget();
        }
        array = current;
        data = current.data();
        vector = NativeVector.part(current, from, length, workspace.room);
      }
      return vector;
    }
  }

  /** Room for one block at a time. */
  static final class Workspace {
    private final NativeRoom room;
    private final Shelf parameters;
    private final Shelf gradient;
    private final Shelf scratch;
    private final Map<List<Integer>, Matrix> matrices = new HashMap<>();

    /** Room for blocks of up to {@code most} numbers. */
    Workspace(int most) {
      room = new NativeRoom(most);
      parameters = new Shelf(most, room);
      gradient = new Shelf(most, room);
      scratch = new Shelf(most, room);
    }
  }

  /** Memory for one vector, of any length up to the most; made when it is first asked for. */
  private static final class Shelf {
    private final int most;
    private final NativeRoom room;
    private final Map<Integer, NativeVector> vectors = new HashMap<>();
    private INDArray memory;

    Shelf(int most, NativeRoom room) {
      this.most = most;
      this.room = room;
    }

    NativeVector start(int length) {
      return vectors.computeIfAbsent(length, this::cut);
    }

    private NativeVector cut(int length) {
      if (memory == null) {
        memory = Nd4j.createUninitializedDetached(DataType.FLOAT, most);
      }
      return NativeVector.part(memory, 0, length, room);
    }
  }
}
