package optbench.cluster;

/** Why an executor cannot train, whatever the trial: another one may do better. */
final class ExecutorFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ExecutorFault(String message) {
    super(message);
  }
}
