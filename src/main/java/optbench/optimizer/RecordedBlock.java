package optbench.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import optbench.optimizer.ParameterLayout.Role;
import optbench.optimizer.ParameterLayout.Tensor;
import optbench.optimizer.UpdateRule.StateVector;
import optbench.random.SeededRandom;
import optbench.spec.Techniques;

/**
 * A tensor without numbers, whose vectors write down what is asked of them: a statement an
 * operation, for one parameter. Scalars become places in a buffer, and their values are kept beside
 * the statements.
 */
final class RecordedBlock extends WorkBlock {
  private static final String PARAMETERS = "p";
  private static final String GRADIENT = "g";
  private static final String SCRATCH = "x";

  /**
   * As Java's {@code Math.max}, which answers NaN to NaN and takes 0 for larger than -0: of equals,
   * the signs decide.
   */
  private static final String LARGER =
      """
      float larger(float a, float b) {
        return isnan(a) || isnan(b) ? a + b : a > b ? a : b > a ? b : as_float(as_int(a) & as_int(b));
      }

      """;

  /** As Java's {@code Math.min}, likewise. */
  private static final String SMALLER =
      """
      float smaller(float a, float b) {
        return isnan(a) || isnan(b) ? a + b : a < b ? a : b < a ? b : as_float(as_int(a) | as_int(b));
      }

      """;

  private final int states;
  private final StringBuilder statements = new StringBuilder();
  private final List<Float> scalars = new ArrayList<>();
  private final Set<String> used = new TreeSet<>();
  private final Set<String> changed = new TreeSet<>();

  /**
   * A tensor before the first step.
   *
   * @param vectors what is kept of it
   */
  private RecordedBlock(Tensor tensor, Techniques techniques, List<StateVector> vectors) {
    super(tensor, techniques);
    this.states = tensor.role() == Role.STATISTICS ? 0 : vectors.size();
  }

  /** One for each tensor of a layout. */
  static List<RecordedBlock> of(OptimizerSettings settings, ParameterLayout layout) {
    return layout.tensors().stream()
        .map(
            tensor ->
                new RecordedBlock(tensor, settings.techniques(), Updater.vectors(settings, tensor)))
        .toList();
  }

  /** Forgets what has been recorded. */
  void begin() {
    statements.setLength(0);
    scalars.clear();
    used.clear();
    changed.clear();
  }

  boolean hasRecorded() {
    return !statements.isEmpty();
  }

  /** What has been recorded since the beginning. */
  KernelCall call() {
    return new KernelCall(new KernelProgram(source()), scalars);
  }

  /** Writes down a statement that changes a vector. */
  void change(String vector, String statement) {
    used.add(vector);
    changed.add(vector);
    statements.append("  ").append(statement).append('\n');
  }

  /** The vector as an operand. */
  String use(String vector) {
    used.add(vector);
    return vector;
  }

  /** The place of a scalar, rounded as on the CPU. */
  String scalar(float value) {
    scalars.add(value);
    return "c[" + (scalars.size() - 1) + "]";
  }

  private String source() {
    StringBuilder source = new StringBuilder("#pragma OPENCL FP_CONTRACT OFF\n\n");
    for (String function : List.of(LARGER, SMALLER)) {
      if (statements.indexOf(function.substring("float ".length(), function.indexOf('(') + 1))
          >= 0) {
        source.append(function);
      }
    }
    source
        .append("kernel void " + KernelProgram.KERNEL + "(global float* parameters,")
        .append(" global const float* gradient, global const float* c");
    for (int i = 0; i < states; i++) {
      source.append(", global float* state").append(i);
    }
    source.append(") {\n  size_t i = get_global_id(0);\n");
    for (String vector : used) {
      String from = vector.equals(SCRATCH) ? "0" : place(vector);
      source.append("  float ").append(vector).append(" = ").append(from).append(";\n");
    }
    source.append(statements);
    for (String vector : changed) {
      if (!vector.equals(SCRATCH) && !vector.equals(GRADIENT)) {
        source.append("  ").append(place(vector)).append(" = ").append(vector).append(";\n");
      }
    }
    return source.append("}\n").toString();
  }

  private static String place(String vector) {
    return switch (vector) {
      case PARAMETERS -> "parameters[i]";
      case GRADIENT -> "gradient[i]";
      default -> "state" + vector.substring(1) + "[i]";
    };
  }

  @Override
  public Vector parameters() {
    return new RecordedVector(this, PARAMETERS);
  }

  @Override
  public Vector gradient() {
    return new RecordedVector(this, GRADIENT);
  }

  @Override
  public Vector state(int index) {
    if (index < 0 || index >= states) {
      throw new IndexOutOfBoundsException("state " + index + " of " + states);
    }
    return new RecordedVector(this, "s" + index);
  }

  @Override
  public Vector scratch() {
    return new RecordedVector(this, SCRATCH);
  }

  @Override
  public Matrix matrix(int index, int rows, int columns) {
    throw new KernelException("it multiplies matrices, and kernels go parameter by parameter");
  }

  @Override
  Vector last() {
    return state(states - 1);
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
    return (long) states * tensor().length() * Float.BYTES;
  }
}
