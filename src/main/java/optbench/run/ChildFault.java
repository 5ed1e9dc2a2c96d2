package optbench.run;

/** Why a process that was to train gave no result; the message is what a person is told. */
final class ChildFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ChildFault(String message) {
    super(message);
  }
}
