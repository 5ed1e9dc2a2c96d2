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

  static final int FIRST_STATE = 4;

  /** Of a word that stands for an operation, for each of its four vectors. */
  private static final int BITS = 6;

  private static final int MOST_STATES = (1 << BITS) - FIRST_STATE;

  private final int place;
  private final List<StateVector> stateVectors;
  private final RecordedVector[] vectors;
  private final int normGroup;
  private final List<MatrixSize> matrixSizes = new ArrayList<>();
  private final Map<List<Integer>, Matrix> matrixByKey = new HashMap<>();
  private final Map<IntBuffer, List<KernelPhase>> known = new HashMap<>();
  private List<KernelPhase> phases;
  private int[] operations = new int[16];
  private int count;
  private int phasesCount;
  private boolean differs;
  private float[] scalars = new float[32];
  private int scalarCount;

  /**
   * A tensor before the first step.
   *
   * @param place of the tensor in the layout
   * @param normGroup number of the group whose norm its gradient is clipped by, if it is
   * @param kept what is kept of it
   */
  private RecordedBlock(
      int place, Tensor tensor, int normGroup, Techniques techniques, List<StateVector> kept) {
    super(tensor, techniques);
    this.place = place;
    this.normGroup = normGroup;
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
    List<String> groups = new ArrayList<>();
    for (Tensor tensor : layout.tensors()) {
      String group = GradientPreparation.group(settings.techniques(), tensor);
      if (!groups.contains(group)) {
        groups.add(group);
      }
      blocks.add(
          new RecordedBlock(
              blocks.size(),
              tensor,
              groups.indexOf(group),
              settings.techniques(),
              Updater.vectors(settings, tensor)));
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
    int word = operation.code();
    word = (word << BITS) | z;
    word = (word << BITS) | x;
    word = (word << BITS) | y;
    word = (word << BITS) | w;
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
    return Operation.of(word >>> (4 * BITS));
  }

  /** A vector of an operation: the one that changes is number 0. */
  static int operand(int word, int number) {
    return (word >>> ((3 - number) * BITS)) & ((1 << BITS) - 1);
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
  public List<KernelPhase> phases() {
    if (phases == null || differs || count != phasesCount) {
      int[] recorded = Arrays.copyOf(operations, count);
      phases =
          known.computeIfAbsent(
              IntBuffer.wrap(recorded), key -> PhaseWriter.phases(recorded, stateVectors.size()));
      differs = false;
      phasesCount = count;
    }
    return phases;
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
    return matrixByKey.computeIfAbsent(
        List.of(index, rows, columns),
        key -> {
          matrixSizes.add(new MatrixSize(rows, columns));
          return new RecordedMatrix(this, requireFew(matrixSizes.size() - 1));
        });
  }

  private static int requireFew(int index) {
    if (index >= 1 << BITS) {
      throw new KernelException("it takes more than " + (1 << BITS) + " matrices of a tensor");
    }
    return index;
  }

  @Override
  public List<MatrixSize> matrices() {
    return matrixSizes;
  }

  @Override
  public int normGroup() {
    return normGroup;
  }

  @Override
  Vector last() {
    return state(stateVectors.size() - 1);
  }

  /** Put down; the number is nowhere yet. */
  @Override
  double gradientNorm() {
    vectors[GRADIENT].record(Operation.MEASURE);
    return 0;
  }

  /** Whatever the norm will be. */
  @Override
  void shortenGradient(double most, double norm) {
    vectors[GRADIENT].shorten(most);
  }

  @Override
  Vector normal(SeededRandom random) {
    vectors[SCRATCH].setNormal(random.nextLong());
    return vectors[SCRATCH];
  }

  @Override
  void loadParameters(ParameterMemory memory) {}

  @Override
  void loadGradient(ParameterMemory memory, boolean again) {
    if (hasRecorded()) {
      vectors[GRADIENT].record(Operation.RESET);
    }
  }

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
