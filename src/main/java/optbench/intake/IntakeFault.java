package optbench.intake;

/** A log that no run can be made of; the message says where, why, and what to do. */
public final class IntakeFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public IntakeFault(String message) {
    super(message);
  }

  /** In a place, such as a file and a line. */
  public IntakeFault(String place, String message) {
    this(place + ": " + message);
  }
}
