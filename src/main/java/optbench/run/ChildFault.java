package optbench.run;

import java.util.List;

/** Why whoever was to train gave no result; the message is what a person is told. */
public final class ChildFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ChildFault(String message) {
    super(message);
  }

  /**
   * Of one that ended before it gave a result.
   *
   * @param who ended, as in "its JVM"
   * @param exitCode as Java has it
   */
  public ChildFault(String who, int exitCode) {
    this(new ChildEnd(exitCode, List.of()).reason(who));
  }
}
