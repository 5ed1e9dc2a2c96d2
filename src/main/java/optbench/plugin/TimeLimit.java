package optbench.plugin;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Asks code that we do not know, and may never answer. */
final class TimeLimit {
  /** It says what it is; training may take its time. */
  static final Duration LIMIT = Duration.ofSeconds(4);

  private TimeLimit() {}

  /**
   * Asks within a time; throws what the question throws. A question without an answer is left
   * alone, on a thread that does not keep the process.
   *
   * @param whom is asked, for messages
   * @throws PluginException if there is no answer
   */
  static <T> T within(Duration limit, String whom, Supplier<T> question) {
    try {
      return within(limit, question);
    } catch (TimeoutException e) {
      throw new PluginException(
          whom
              + ": did not say within "
              + limit.toSeconds()
              + " s what it is: its constructor or one of its methods does not return",
          e);
    }
  }

  private static <T> T within(Duration limit, Supplier<T> question) throws TimeoutException {
    FutureTask<T> task = new FutureTask<>(question::get);
    Thread thread = new Thread(task, "plug-in");
    thread.setDaemon(true);
    thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    thread.start();
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw unchecked(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PluginException("interrupted while a plug-in was asked", e);
    }
  }

  /** Suppliers declare nothing, but class files may throw what they do not declare. */
  private static RuntimeException unchecked(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException exception
        ? exception
        : new PluginException("a plug-in threw " + PluginException.words(thrown), thrown);
  }
}
