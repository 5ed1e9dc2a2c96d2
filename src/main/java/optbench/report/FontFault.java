package optbench.report;

/** Text of charts cannot be drawn on this machine. One line: why, and what to do. */
public final class FontFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FontFault(String message) {
    super(message);
  }
}
