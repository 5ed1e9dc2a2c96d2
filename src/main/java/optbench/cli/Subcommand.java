package optbench.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import optbench.data.Datasets;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * What all commands share. Each translates its options, calls one service and returns an exit code.
 */
abstract class Subcommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();

  @ParentCommand private RootCommand root;

  @Spec private CommandSpec spec;

  Terminal terminal() {
    return root.terminal();
  }

  Map<String, String> environment() {
    return root.environment();
  }

  Datasets datasets() {
    return root.datasets();
  }

  /** The command as picocli sees it. */
  CommandSpec spec() {
    return spec;
  }

  /** Prints a line of results. */
  void print(String line) {
    terminal().out().println(line);
  }
}
