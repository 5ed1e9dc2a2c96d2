package optbench.optimizer;

import java.util.Set;
import java.util.TreeSet;

/** Recorded operations as a kernel: a statement each, for one parameter at a time. */
final class KernelWriter {
  /** In the order of their indices in {@link RecordedBlock}, before those of the state. */
  private static final String[] NAMES = {"", "p", "g", "x"};

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

  private static final String FIRST_LINES =
      """
        global const int* piece = pieces + %d * (firstPiece + get_group_id(0));
        size_t first = piece[0] * stride + piece[1];
        global const float* c = scalars + piece[3];
        for (size_t i = first + get_local_id(0); i < first + piece[2]; i += get_local_size(0)) {
      """
          .formatted(KernelProgram.PIECE);

  private final int states;
  private final StringBuilder statements = new StringBuilder();
  private final Set<Integer> used = new TreeSet<>();
  private final Set<Integer> changed = new TreeSet<>();
  private int scalars;

  private KernelWriter(int states) {
    this.states = states;
  }

  /**
   * The program of operations, as {@link RecordedBlock} puts them down.
   *
   * @param states how many state vectors the tensor has
   */
  static KernelProgram program(int[] operations, int states) {
    KernelWriter writer = new KernelWriter(states);
    for (int operation : operations) {
      writer.add(operation);
    }
    return new KernelProgram(writer.source(), states);
  }

  private void add(int word) {
    int z = RecordedBlock.operand(word, 0);
    String expression = RecordedBlock.operation(word).expression();
    StringBuilder statement = new StringBuilder(name(z)).append(" = ");
    used.add(z);
    changed.add(z);
    for (int i = 0; i < expression.length(); i++) {
      char next = expression.charAt(i);
      switch (next) {
        case '#' -> statement.append("c[").append(scalars++).append(']');
        case '$' -> {
          i++;
          int operand = RecordedBlock.operand(word, "zxyw".indexOf(expression.charAt(i)));
          used.add(operand);
          statement.append(name(operand));
        }
        default -> statement.append(next);
      }
    }
    statements.append("    ").append(statement).append(";\n");
  }

  private String source() {
    StringBuilder source = new StringBuilder("#pragma OPENCL FP_CONTRACT OFF\n\n");
    if (statements.indexOf("larger(") >= 0) {
      source.append(LARGER);
    }
    if (statements.indexOf("smaller(") >= 0) {
      source.append(SMALLER);
    }
    source
        .append("kernel void " + KernelProgram.KERNEL + "(global float* restrict parameters,")
        .append(" global const float* restrict gradient, global const float* restrict scalars,")
        .append(" global const int* restrict pieces, int firstPiece, ulong stride");
    for (int i = 0; i < states; i++) {
      source.append(", global float* restrict state").append(i);
    }
    source.append(") {\n").append(FIRST_LINES);
    for (int vector : used) {
      String from = vector == RecordedBlock.SCRATCH ? "0" : place(vector);
      source.append("    float ").append(name(vector)).append(" = ").append(from).append(";\n");
    }
    source.append(statements);
    for (int vector : changed) {
      if (vector != RecordedBlock.SCRATCH && vector != RecordedBlock.GRADIENT) {
        source
            .append("    ")
            .append(place(vector))
            .append(" = ")
            .append(name(vector))
            .append(";\n");
      }
    }
    return source.append("  }\n}\n").toString();
  }

  private static String name(int vector) {
    return vector < NAMES.length ? NAMES[vector] : "s" + (vector - NAMES.length);
  }

  private static String place(int vector) {
    return switch (vector) {
      case RecordedBlock.PARAMETERS -> "parameters[i]";
      case RecordedBlock.GRADIENT -> "gradient[i]";
      default -> "state" + (vector - NAMES.length) + "[i]";
    };
  }
}
