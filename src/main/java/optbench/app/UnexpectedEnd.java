package optbench.app;

import java.io.PrintStream;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Notices that a plug-in ends the program, for it must not look as if all had been done. Java has
 * no way to forbid {@code System.exit}; {@code Runtime.halt} cannot even be noticed.
 */
public final class UnexpectedEnd {
  private final Thread hook;

  /** Ends the program as it should, even where a signal was faster. */
  private volatile Thread finished;

  private UnexpectedEnd(PrintStream err, int exitCode) {
    hook =
        new Thread(
            () -> culprit(finished).ifPresent(name -> end(name, err, exitCode)), "unexpected end");
  }

  /**
   * From now on, until disarmed.
   *
   * @param exitCode that the program then ends with
   */
  public static UnexpectedEnd watch(PrintStream err, int exitCode) {
    UnexpectedEnd watch = new UnexpectedEnd(err, exitCode);
    Runtime.getRuntime().addShutdownHook(watch.hook);
    return watch;
  }

  /** The work is over: from now on the program may end, by this thread. */
  public void disarm() {
    finished = Thread.currentThread();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is going down already, for one reason or the other.
    }
  }

  private static void end(String name, PrintStream err, int exitCode) {
    err.println(
        "optbench: error: "
            + name
            + " ended the program with System.exit: leave that plug-in out, or repair it; finished"
            + " trials are kept");
    Runtime.getRuntime().halt(exitCode);
  }

  /** The class that is in a call of {@code System.exit} while no thread may end the program. */
  static Optional<String> culprit() {
    return culprit(null);
  }

  /**
   * The class that is in a call of {@code System.exit}; empty where the JVM goes down for another
   * reason: a signal is handled by a thread of its own.
   *
   * @param finished a thread that may do so; null if none may
   */
  static Optional<String> culprit(Thread finished) {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> !thread.getKey().getName().startsWith("SIG"))
        .filter(thread -> !thread.getKey().equals(finished))
        .flatMap(thread -> caller(thread.getValue()).stream())
        .findFirst();
  }

  private static Optional<String> caller(StackTraceElement[] frames) {
    return IntStream.range(0, frames.length - 1)
        .filter(i -> isExit(frames[i]) && !isExit(frames[i + 1]))
        .mapToObj(i -> frames[i + 1].getClassName())
        .findFirst();
  }

  private static boolean isExit(StackTraceElement frame) {
    return frame.getMethodName().equals("exit")
        && (frame.getClassName().equals("java.lang.System")
            || frame.getClassName().equals("java.lang.Runtime"));
  }
}
