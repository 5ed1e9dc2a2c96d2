package optbench.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/**
 * What all commands share. Each translates its options, calls one service and returns an exit code.
 */
abstract class Subcommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();

  @ParentCommand private RootCommand root;

  Terminal terminal() {
    return root.terminal();
  }

  /** Prints a line of results. */
  void print(String line) {
    terminal().out().println(line);
  }
}
