package optbench.app;

import java.nio.file.Path;
import optbench.run.Watch;

/**
 * Ends watching on Ctrl-C: what is being written is written to its end first. The JVM then leaves
 * with 130.
 */
public final class WatchEnd {
  private final Thread hook;

  WatchEnd(Watch watch, Console console, Path folder) {
    hook =
        new Thread(
            () -> {
              console.endLine();
              console.tell("no longer watching " + folder + "; the run is not touched");
              watch.stop();
            },
            "watch-end");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** The watching is over by itself. */
  void disarm() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is going down already.
    }
  }
}
