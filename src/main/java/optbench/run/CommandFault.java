package optbench.run;

/** A command that was to train and did not. One line: which, and how it ended. */
public final class CommandFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CommandFault(String message) {
    super(message);
  }

  CommandFault(String message, Throwable cause) {
    super(message, cause);
  }
}
