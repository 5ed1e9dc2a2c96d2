package optbench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import optbench.plan.Trial;

/** How to start a process that trains a group of trials. */
@FunctionalInterface
public interface ChildCommand {
  /**
   * Program and arguments.
   *
   * @param file for what the process needs to know: there, empty, and removed when it has ended
   * @throws IOException if that cannot be written
   */
  List<String> of(Path file, List<Trial> group) throws IOException;
}
