package optbench.plugin;

import optbench.text.Thrown;

/** A jar of the user's own that cannot be used; the message says which, why, and what to do. */
public final class PluginException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A fault without a deeper cause. */
  public PluginException(String message) {
    super(message);
  }

  /** A fault that something else brought about. */
  public PluginException(String message, Throwable cause) {
    super(message, cause);
  }

  /** In one line: what was thrown may say several. */
  public static String words(Throwable thrown) {
    boolean damaged = thrown instanceof ClassFormatError || thrown instanceof VerifyError;
    if (damaged && !(thrown instanceof UnsupportedClassVersionError)) {
      return thrown.getClass().getName() + " (a damaged class file)";
    }
    return Thrown.words(thrown);
  }
}
