package optbench.optimizer;

/**
 * Where a network keeps its parameters and their gradient, for an {@link Updater}. Places are
 * counted as in the {@link ParameterLayout}; a stretch never reaches from one tensor into the next.
 */
public interface ParameterMemory {
  /** Copies {@code length} parameters to the start of an array. */
  void loadParameters(int from, int length, float[] into);

  /** Copies the start of an array back to {@code length} parameters. */
  void storeParameters(int from, int length, float[] values);

  /** Copies {@code length} numbers of the gradient to the start of an array. */
  void loadGradient(int from, int length, float[] into);
}
