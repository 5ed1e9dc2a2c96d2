package optbench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import optbench.app.Console;
import optbench.app.UserConfig;
import optbench.data.Datasets;
import optbench.device.CudaCheck;
import optbench.device.NvidiaSmi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
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

  /** Where use cases speak. */
  Console console() {
    return console(false);
  }

  /**
   * Likewise.
   *
   * @param quiet whether the user wants no progress and no remarks
   */
  Console console(boolean quiet) {
    return new TerminalConsole(root.terminal(), quiet, config().defaults().progress());
  }

  Map<String, String> environment() {
    return root.environment();
  }

  Datasets datasets() {
    return root.datasets();
  }

  /** What the user wants where nothing else is said. */
  UserConfig config() {
    return root.config();
  }

  /** Results that it reads and that others may have changed: a fault may lie in them. */
  List<Path> reads() {
    return List.of();
  }

  /** Asks about the GPU only when it is used. */
  CudaCheck cudaCheck() {
    return new CudaCheck(new NvidiaSmi(), environment());
  }

  /** The command as picocli sees it. */
  CommandSpec spec() {
    return spec;
  }

  /**
   * An empty path means the current folder to Java, but a variable that was not set to whoever
   * typed it.
   *
   * @param path null if the option was not given
   */
  void requireFolder(String option, Path path) {
    requireNotEmpty(option, path, "a folder");
  }

  /** Likewise of a file. */
  void requireFile(String option, Path path) {
    requireNotEmpty(option, path, "a file");
  }

  private void requireNotEmpty(String option, Path path, String what) {
    if (path != null && path.toString().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), option + " must name " + what + " but was ''");
    }
  }

  /** Prints a line of results. */
  void print(String line) {
    terminal().out().println(line);
  }
}
