package optbench.optimizer;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import optbench.optimizer.ParameterLayout.Role;
import optbench.optimizer.ParameterLayout.Tensor;
import optbench.optimizer.UpdateRule.StateVector;
import optbench.random.SeededRandom;
import optbench.spec.Techniques;

/**
 * A tensor without numbers, whose vectors put down what is asked of them. This happens at every
 * step of every trial, so an operation is one number, its scalars are kept beside it, and C is
 * written only where something else was asked for than before.
 */
final class RecordedBlock extends WorkBlock implements KernelCall {
  static final int PARAMETERS = 1;
  static final int GRADIENT = 2;
  static final int SCRATCH = 3;

  private static final int FIRST_STATE = 4;

  /** Of a word that stands for an operation, for each of its four vectors. */
  private static final int BITS = 6;

  private static final int MOST_STATES = (1 << BITS) - FIRST_STATE;
  private static final Operation[] OPERATIONS = Operation.values();

  private final int place;
  private final List<StateVector> stateVectors;
  private final RecordedVector[] vectors;
  private final Map<IntBuffer, KernelProgram> programs = new HashMap<>();
  private KernelProgram program;
  private int[] operations = new int[16];
  private int count;
  private int programCount;
  private boolean differs;
  private float[] scalars = new float[32];
  private int scalarCount;

  /**
   * A tensor before the first step.
   *
   * @param place of the tensor in the layout
   * @param kept what is kept of it
   */
  private RecordedBlock(int place, Tensor tensor, Techniques techniques, List<StateVector> kept) {
    super(tensor, techniques);
    this.place = place;
    stateVectors = tensor.role() == Role.STATISTICS ? List.of() : List.copyOf(kept);
    if (stateVectors.size() > MOST_STATES) {
      throw new KernelException("it keeps more than " + MOST_STATES + " vectors");
    }
    vectors = new RecordedVector[FIRST_STATE + stateVectors.size()];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = new RecordedVector(this, i);
    }
  }

  /** One for each tensor of a layout. */
  static List<RecordedBlock> of(OptimizerSettings settings, ParameterLayout layout) {
    List<RecordedBlock> blocks = new ArrayList<>();
    for (Tensor tensor : layout.tensors()) {
      blocks.add(
          new RecordedBlock(
              blocks.size(), tensor, settings.techniques(), Updater.vectors(settings, tensor)));
    }
    return blocks;
  }

  /** Before something is recorded. */
  void begin() {
    count = 0;
    scalarCount = 0;
  }

  boolean hasRecorded() {
    return count > 0;
  }

  /** Puts down an operation that changes the vector z; 0 stands for no operand. */
  void record(Operation operation, int z, int x, int y, int w) {
    int word = (((operation.ordinal() << BITS | z) << BITS | x) << BITS | y) << BITS | w;
    if (count == operations.length) {
      operations = Arrays.copyOf(operations, 2 * count);
    }
    if (operations[count] != word) {
      operations[count] = word;
      differs = true;
    }
    count++;
  }

  static Operation operation(int word) {
    return OPERATIONS[word >>> 4 * BITS];
  }

  /** A vector of an operation: the one that changes is number 0. */
  static int operand(int word, int number) {
    return word >>> (3 - number) * BITS & (1 << BITS) - 1;
  }

  /** Puts down the next scalar of the operation that follows. */
  void scalar(float value) {
    if (scalarCount == scalars.length) {
      scalars = Arrays.copyOf(scalars, 2 * scalarCount);
    }
    scalars[scalarCount++] = value;
  }

  @Override
  public int place() {
    return place;
  }

  @Override
  public KernelProgram program() {
    if (program == null || differs || count != programCount) {
      int[] recorded = Arrays.copyOf(operations, count);
      program =
          programs.computeIfAbsent(
              IntBuffer.wrap(recorded), key -> KernelWriter.program(recorded, stateVectors.size()));
      differs = false;
      programCount = count;
    }
    return program;
  }

  @Override
  public int scalarCount() {
    return scalarCount;
  }

  @Override
  public void copyScalars(float[] into, int at) {
    System.arraycopy(scalars, 0, into, at, scalarCount);
  }

  /** What is kept of the tensor. */
  List<StateVector> state() {
    return stateVectors;
  }

  @Override
  public Vector parameters() {
    return vectors[PARAMETERS];
  }

  @Override
  public Vector gradient() {
    return vectors[GRADIENT];
  }

  @Override
  public Vector state(int index) {
    return vectors[FIRST_STATE + Objects.checkIndex(index, stateVectors.size())];
  }

  @Override
  public Vector scratch() {
    return vectors[SCRATCH];
  }

  @Override
  public Matrix matrix(int index, int rows, int columns) {
    throw new KernelException("it multiplies matrices, and kernels go parameter by parameter");
  }

  @Override
  Vector last() {
    return state(stateVectors.size() - 1);
  }

  @Override
  double gradientNorm() {
    throw new KernelException(
        "it clips by the norm of a gradient, and kernels go parameter by parameter");
  }

  @Override
  Vector normal(SeededRandom random) {
    throw new KernelException("it adds noise, which is drawn on the CPU");
  }

  @Override
  void loadParameters(ParameterMemory memory) {}

  @Override
  void loadGradient(ParameterMemory memory, boolean again) {}

  @Override
  void storeParameters(ParameterMemory memory) {}

  @Override
  Runnable keepParameters(ParameterMemory memory) {
    return () -> {};
  }

  @Override
  List<float[]> copyOfState() {
    return List.of();
  }

  @Override
  void setState(List<float[]> copy) {}

  @Override
  long stateBytes() {
    return (long) stateVectors.size() * tensor().length() * Float.BYTES;
  }
}
