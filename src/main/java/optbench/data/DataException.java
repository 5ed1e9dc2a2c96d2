package optbench.data;

import java.util.List;
import optbench.text.SeveralFaults;

/** A data set cannot be had as asked for; the message says why and what to do, in a line or two. */
public final class DataException extends RuntimeException implements SeveralFaults {
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
  private final List<String> faults;

  DataException(Reason reason, String message) {
    this(reason, message, null);
  }

  DataException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.faults = List.of(message);
  }

  /**
   * @param advice what to do, in a second line
   */
  DataException(Reason reason, String message, String advice, Throwable cause) {
    super(message + "\n" + advice, cause);
    this.reason = reason;
    this.faults = List.of(message, advice);
  }

  @Override
  public List<String> faults() {
    return faults;
  }

  /** What kind of trouble it is. */
  public Reason reason() {
    return reason;
  }
}
