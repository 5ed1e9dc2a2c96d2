package optbench.optimizer;

import optbench.plugin.PluginException;

/** What an optimizer does cannot be written down as a kernel; the message says why. */
public final class KernelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KernelException(String message) {
    super(message);
  }

  /** What recording ended with: rules of plug-ins may throw anything. */
  public static KernelException of(Throwable thrown) {
    return thrown instanceof KernelException known
        ? known
        : new KernelException("its rule threw " + PluginException.words(thrown));
  }
}
