package optbench.optimizer;

import java.util.Optional;

/**
 * Numbers go from a vector to a matrix or back. The vector lies as the tensor does; the matrix has
 * its rows one after another.
 *
 * @param matrix its place among those of the call
 * @param vector {@link #PARAMETERS}, {@link #GRADIENT}, {@link #SCRATCH} or {@link #FIRST_STATE}
 *     and on
 * @param toVector whether they go to the vector
 */
public record MatrixCopy(int matrix, int vector, boolean toVector) implements KernelPhase {
  public static final int PARAMETERS = RecordedBlock.PARAMETERS;
  public static final int GRADIENT = RecordedBlock.GRADIENT;
  public static final int SCRATCH = RecordedBlock.SCRATCH;
  public static final int FIRST_STATE = RecordedBlock.FIRST_STATE;

  @Override
  public Optional<KernelProgram> program() {
    return Optional.empty();
  }

  @Override
  public String text() {
    String name = ProgramWriter.place(vector).replace("[i]", "");
    return toVector ? name + " = X" + matrix : "X" + matrix + " = " + name;
  }
}
