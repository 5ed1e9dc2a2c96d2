package optbench.optimizer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A kernel of recorded operations: a statement each, for one parameter at a time. */
final class ProgramWriter {
  /** As {@link Operation} names the vectors of an operation, in their order. */
  static final String OPERANDS = "zxyw";

  /** In the order of their indices in {@link RecordedBlock}, before those of the state. */
  private static final String[] NAMES = {"", "p", "g", "x"};

  /** What statements may call, by name, each after what it calls itself. */
  private static final Map<String, String> FUNCTIONS = new LinkedHashMap<>();

  static {
    // As Java's Math.max, which answers NaN to NaN and takes 0 for larger than -0: of equals, the
    // signs decide.
    FUNCTIONS.put(
        "larger",
        """
        float larger(float a, float b) {
          return isnan(a) || isnan(b) ? a + b : a > b ? a : b > a ? b : as_float(as_int(a) & as_int(b));
        }
        """);
    FUNCTIONS.put(
        "smaller",
        """
        float smaller(float a, float b) {
          return isnan(a) || isnan(b) ? a + b : a < b ? a : b < a ? b : as_float(as_int(a) | as_int(b));
        }
        """);
    FUNCTIONS.put(
        "ratio",
        """
        float ratio(float own, float other) {
          return own > 0 && other > 0 ? own / other : 1.0f;
        }
        """);
    FUNCTIONS.put(
        "shortened",
        """
        float shortened(float norm, float most) {
          return norm > most ? most / norm : 1.0f;
        }
        """);
    // The numbers 2 i and 2 i + 1 of a stream of SplitMix64, by Box and Muller's transformation.
    FUNCTIONS.put(
        "normal",
        """
        ulong mix(ulong z) {
          z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
          z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
          return z ^ (z >> 31);
        }

        float normal(float high, float middle, float low, ulong i) {
          ulong state = ((ulong) high << 40 | (ulong) middle << 16 | (ulong) low) + 2 * i * 0x9E3779B97F4A7C15UL;
          float u = (float) ((mix(state + 0x9E3779B97F4A7C15UL) >> 11) + 1) * 0x1p-53f;
          float v = (float) (mix(state + 2 * 0x9E3779B97F4A7C15UL) >> 40) * 0x1p-24f;
          return sqrt(-2.0f * log(u)) * cospi(2.0f * v);
        }
        """);
    // Squares that float32 does not hold well are summed at a scale of their own: x has those of
    // large numbers times 2^-160, z those of small ones times 2^160.
    FUNCTIONS.put(
        "withSquare",
        """
        float4 withSquare(float4 sum, float number) {
          float size = fabs(number);
          float scaled = size > 0x1p40f ? number * 0x1p-80f : size < 0x1p-40f ? number * 0x1p80f : number;
          float square = scaled * scaled;
          sum.x += size > 0x1p40f ? square : 0.0f;
          sum.z += size < 0x1p-40f ? square : 0.0f;
          sum.y += size > 0x1p40f || size < 0x1p-40f ? 0.0f : square;
          return sum;
        }
        """);
    FUNCTIONS.put(
        "putTotal",
        """
        void putTotal(float4 sum, global float4* total, local float4* parts) {
          size_t item = get_local_id(0);
          parts[item] = sum;
          for (size_t width = get_local_size(0) / 2; width > 0; width /= 2) {
            barrier(CLK_LOCAL_MEM_FENCE);
            if (item < width) {
              parts[item] += parts[item + width];
            }
          }
          if (item == 0) {
            *total = parts[0];
          }
          barrier(CLK_LOCAL_MEM_FENCE);
        }
        """);
  }

  private final int states;
  private final boolean scratchKept;
  private final StringBuilder statements = new StringBuilder();
  private final Set<Integer> used = new TreeSet<>();
  private final Set<Integer> changed = new TreeSet<>();
  private final Set<Integer> stored = new TreeSet<>();
  private final List<Integer> normed = new ArrayList<>();

  /**
   * A program without statements.
   *
   * @param states how many state vectors the tensor has
   * @param scratchKept whether the scratch vector holds something from before
   */
  ProgramWriter(int states, boolean scratchKept) {
    this.states = states;
    this.scratchKept = scratchKept;
  }

  /**
   * Adds an operation.
   *
   * @param firstScalar place of its first scalar
   * @return place of the next operation's
   */
  int add(int word, int firstScalar) {
    int scalar = firstScalar;
    String expression = RecordedBlock.operation(word).expression();
    int z = RecordedBlock.operand(word, 0);
    statements.append("    ").append(use(z)).append(" = ");
    for (int i = 0; i < expression.length(); i++) {
      char next = expression.charAt(i);
      if (next == '#') {
        statements.append("c[").append(scalar++).append(']');
      } else if (next == '$') {
        i++;
        int operand = OPERANDS.indexOf(expression.charAt(i));
        statements.append(use(RecordedBlock.operand(word, operand)));
      } else {
        statements.append(next);
      }
    }
    statements.append(";\n");
    changed.add(z);
    if (z != RecordedBlock.SCRATCH && z != RecordedBlock.GRADIENT) {
      stored.add(z);
    }
    return scalar;
  }

  /** Takes the norm of a vector at the end. */
  void takeNorm(int vector) {
    use(vector);
    normed.add(vector);
  }

  boolean changes(int vector) {
    return changed.contains(vector);
  }

  /** Stores a vector that need not be otherwise. */
  void keep(int vector) {
    stored.add(vector);
  }

  private String use(int vector) {
    used.add(vector);
    return name(vector);
  }

  KernelProgram program(boolean sharesNorm) {
    boolean scratch =
        stored.contains(RecordedBlock.SCRATCH)
            || (scratchKept && used.contains(RecordedBlock.SCRATCH));
    boolean norms = statements.indexOf("n[") >= 0;
    boolean alone =
        !scratch && !norms && normed.isEmpty() && !stored.contains(RecordedBlock.GRADIENT);
    return new KernelProgram(
        withFunctions(kernel(scratch, norms)),
        states,
        scratch,
        normed.size(),
        sharesNorm,
        norms,
        alone ? Optional.of(withFunctions(element())) : Optional.empty());
  }

  /** What is called stands before it. */
  private static String withFunctions(String code) {
    StringBuilder source = new StringBuilder("#pragma OPENCL FP_CONTRACT OFF\n\n");
    FUNCTIONS.forEach(
        (name, function) -> {
          if (code.contains(name + "(")) {
            source.append(function).append('\n');
          }
        });
    return source.append(code).toString();
  }

  private String element() {
    StringBuilder function = new StringBuilder("void " + KernelProgram.ELEMENT);
    function
        .append("(global float* parameters, float g, global const float* c,")
        .append(" global const int* piece, ulong stride, size_t i");
    for (int i = 0; i < states; i++) {
      function.append(", global float* state").append(i);
    }
    function.append(") {\n");
    for (int vector : used) {
      if (vector != RecordedBlock.GRADIENT) {
        function.append(loaded(vector, vector == RecordedBlock.SCRATCH));
      }
    }
    function.append(statements);
    for (int vector : stored) {
      function.append(store(vector));
    }
    return function.append("}\n").toString();
  }

  private static String loaded(int vector, boolean empty) {
    return "    float " + name(vector) + " = " + (empty ? "0" : place(vector)) + ";\n";
  }

  private static String store(int vector) {
    return "    " + place(vector) + " = " + name(vector) + ";\n";
  }

  private String kernel(boolean scratch, boolean norms) {
    StringBuilder kernel = new StringBuilder("kernel void " + KernelProgram.KERNEL);
    kernel
        .append("(global float* restrict parameters, global ")
        .append(stored.contains(RecordedBlock.GRADIENT) ? "" : "const ")
        .append("float* restrict gradient, global const float* restrict scalars,")
        .append(" global const int* restrict pieces, int firstPiece, ulong stride")
        .append(scratch ? ", global float* restrict scratch" : "")
        .append(normed.isEmpty() ? "" : ", global float4* restrict sums")
        .append(norms ? ", global const float* restrict norms" : "");
    for (int i = 0; i < states; i++) {
      kernel.append(", global float* restrict state").append(i);
    }
    kernel
        .append(") {\n  global const int* piece = pieces + ")
        .append(KernelProgram.PIECE)
        .append(" * (firstPiece + get_group_id(0));\n")
        .append("  size_t first = piece[0] * stride + piece[1];\n")
        .append("  global const float* c = scalars + piece[3];\n")
        .append(norms ? "  global const float* n = norms + piece[5];\n" : "");
    if (!normed.isEmpty()) {
      kernel.append("  local float4 parts[" + KernelProgram.MOST_WORK_ITEMS + "];\n");
    }
    for (int i = 0; i < normed.size(); i++) {
      kernel.append("  float4 sum" + i + " = 0;\n");
    }
    kernel.append(
        "  for (size_t i = first + get_local_id(0); i < first + piece[2]; i += get_local_size(0)) {\n");
    for (int vector : used) {
      kernel.append(loaded(vector, vector == RecordedBlock.SCRATCH && !scratchKept));
    }
    kernel.append(statements);
    for (int vector : stored) {
      kernel.append(store(vector));
    }
    for (int i = 0; i < normed.size(); i++) {
      String sum = "sum" + i;
      kernel.append("    " + sum + " = withSquare(" + sum + ", " + name(normed.get(i)) + ");\n");
    }
    kernel.append("  }\n");
    for (int i = 0; i < normed.size(); i++) {
      kernel.append("  putTotal(sum" + i + ", sums + piece[4] + " + i + ", parts);\n");
    }
    return kernel.append("}\n").toString();
  }

  private static String name(int vector) {
    return vector < NAMES.length ? NAMES[vector] : "s" + (vector - NAMES.length);
  }

  /** Where a vector is kept. */
  static String place(int vector) {
    return switch (vector) {
      case RecordedBlock.PARAMETERS -> "parameters[i]";
      case RecordedBlock.GRADIENT -> "gradient[i]";
      case RecordedBlock.SCRATCH -> "scratch[i]";
      default -> "state" + (vector - NAMES.length) + "[i]";
    };
  }
}
