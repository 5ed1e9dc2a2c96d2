package optbench.compare;

/** Nothing could be said of the two runs; the message tells why. */
public final class NotComparableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NotComparableException(String message) {
    super(message);
  }
}
