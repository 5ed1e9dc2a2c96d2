package optbench.cli;

import java.nio.file.Path;

/**
 * Says on Ctrl-C what is kept. The JVM then leaves with 130; what is being written is renamed into
 * place only when whole.
 */
final class Interruption {
  private final Thread hook;

  Interruption(Terminal terminal, Path folder) {
    hook =
        new Thread(
            () -> {
              if (UnexpectedEnd.culprit().isPresent()) {
                return;
              }
              terminal.err().println();
              terminal.tell(
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
