package optbench.data;

/** A data set cannot be had as asked for; the message says why and what to do, in a line or two. */
public final class DataException extends RuntimeException {
  /** What kind of trouble it is. */
  public enum Reason {
    /** Neither on this machine nor to be downloaded. */
    MISSING,
    /** A file is there, but is not what it should be. */
    CORRUPT,
    /** Asked for something that does not exist: an unknown name, more samples than there are. */
    REQUEST
  }

  private final Reason reason;

  DataException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  DataException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** What kind of trouble it is. */
  public Reason reason() {
    return reason;
  }
}
