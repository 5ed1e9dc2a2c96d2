package optbench.app;

import java.nio.file.Path;

/**
 * Says on Ctrl-C what is kept. The JVM then leaves with 130; what is being written is renamed into
 * place only when whole.
 */
public final class Interruption {
  private final Thread hook;

  Interruption(Console console, Path folder) {
    hook =
        new Thread(
            () -> {
              if (UnexpectedEnd.culprit().isPresent()) {
                return;
              }
              console.endLine();
              console.tell(
                  "interrupted; finished trials are kept in "
                      + folder
                      + ": run the same command again to go on");
            },
            "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** The work is over: leaving from now on is no interruption. */
  void disarm() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is going down already, and the message is on its way.
    }
  }
}
