package optbench.optimizer;

import java.util.ArrayList;
import java.util.List;

/**
 * Recorded operations as phases. What goes parameter by parameter is one program until the norm of
 * a whole tensor is needed, or a matrix.
 */
final class PhaseWriter {
  private final int[] operations;
  private final int states;
  private final List<KernelPhase> phases = new ArrayList<>();
  private ProgramWriter program;
  private boolean scratchKept;
  private int scalars;

  private PhaseWriter(int[] operations, int states) {
    this.operations = operations;
    this.states = states;
  }

  /**
   * The phases of operations, as {@link RecordedBlock} puts them down.
   *
   * @param states how many state vectors the tensor has
   */
  static List<KernelPhase> phases(int[] operations, int states) {
    PhaseWriter writer = new PhaseWriter(operations, states);
    for (int at = 0; at < operations.length; at++) {
      writer.add(at);
    }
    writer.end(operations.length, false);
    return List.copyOf(writer.phases);
  }

  private void add(int at) {
    int word = operations[at];
    Operation operation = RecordedBlock.operation(word);
    if (operation.isOfMatrices()) {
      end(at, false);
      addOfMatrices(at, operation);
    } else if (operation == Operation.MEASURE) {
      program().takeNorm(RecordedBlock.operand(word, 0));
      end(at + 1, true);
    } else if (operation != Operation.RESET) {
      if (!operation.normed().isEmpty()) {
        for (char operand : operation.normed().toCharArray()) {
          program().takeNorm(RecordedBlock.operand(word, ProgramWriter.OPERANDS.indexOf(operand)));
        }
        end(at, false);
      }
      scalars = program().add(word, scalars);
    }
  }

  private void addOfMatrices(int at, Operation operation) {
    int word = operations[at];
    int z = RecordedBlock.operand(word, 0);
    int x = RecordedBlock.operand(word, 1);
    if (operation == Operation.READ) {
      phases.add(new MatrixCopy(z, x, false));
    } else if (operation == Operation.WRITE) {
      phases.add(new MatrixCopy(x, z, true));
      scratchKept |= z == RecordedBlock.SCRATCH;
    } else if (operation == Operation.COPY) {
      if (!isAddedTo(at + 1, z)) {
        phases.add(new MatrixProduct(z, z, false, z, false, x, scalars, true));
      }
      scalars += 2;
    } else {
      boolean transposeX =
          operation == Operation.PRODUCT_OF_TRANSPOSED
              || operation == Operation.PRODUCT_OF_BOTH_TRANSPOSED;
      boolean transposeY =
          operation == Operation.PRODUCT_WITH_TRANSPOSED
              || operation == Operation.PRODUCT_OF_BOTH_TRANSPOSED;
      int y = RecordedBlock.operand(word, 2);
      int addend = at > 0 && isCopyTo(at - 1, z) ? RecordedBlock.operand(operations[at - 1], 1) : z;
      phases.add(new MatrixProduct(z, x, transposeX, y, transposeY, addend, scalars, false));
      scalars += 2;
    }
  }

  private boolean isCopyTo(int at, int matrix) {
    return RecordedBlock.operation(operations[at]) == Operation.COPY
        && RecordedBlock.operand(operations[at], 0) == matrix;
  }

  /** Whether the next thing is a product that is added to a matrix: it can take it elsewhere. */
  private boolean isAddedTo(int at, int matrix) {
    return at < operations.length
        && RecordedBlock.operation(operations[at]).isProduct()
        && RecordedBlock.operand(operations[at], 0) == matrix;
  }

  private ProgramWriter program() {
    if (program == null) {
      program = new ProgramWriter(states, scratchKept);
    }
    return program;
  }

  /**
   * Ends a program; what it holds of the gradient and the scratch vector is kept if it is used
   * later.
   *
   * @param next first operation that comes after it
   */
  private void end(int next, boolean sharesNorm) {
    if (program == null) {
      return;
    }
    for (int vector : List.of(RecordedBlock.GRADIENT, RecordedBlock.SCRATCH)) {
      if (program.changes(vector) && isUsed(vector, next)) {
        program.keep(vector);
        scratchKept |= vector == RecordedBlock.SCRATCH;
      }
    }
    phases.add(program.program(sharesNorm));
    program = null;
  }

  /** Whether a vector is looked at before something else takes its place. */
  private boolean isUsed(int vector, int next) {
    for (int at = next; at < operations.length; at++) {
      int word = operations[at];
      Operation operation = RecordedBlock.operation(word);
      boolean changed = RecordedBlock.operand(word, 0) == vector;
      if (operation == Operation.READ || !operation.isOfMatrices()) {
        for (int operand = 1; operand < ProgramWriter.OPERANDS.length(); operand++) {
          if (RecordedBlock.operand(word, operand) == vector) {
            return true;
          }
        }
      }
      if (changed && (operation.keeps() || operation == Operation.MEASURE)) {
        return true;
      }
      if (changed && (operation == Operation.WRITE || !operation.isOfMatrices())) {
        return false;
      }
    }
    return false;
  }
}
