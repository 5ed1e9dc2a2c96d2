package optbench.machine;

/** A folder that the machine should give and does not. One line: what, where, what to do. */
public final class MachineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MachineException(String message, Throwable cause) {
    super(message, cause);
  }
}
