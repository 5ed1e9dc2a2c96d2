package optbench.engine;

/** Training does not fit into the memory that there is; the message is one line. */
public final class OutOfMemoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OutOfMemoryException(String message) {
    super(message);
  }
}
