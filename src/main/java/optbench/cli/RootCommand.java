package optbench.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command before its subcommands. */
@Command(
    name = "optbench",
    description = "Which optimizer should I use, and how sure can I be?",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Build.class,
    mixinStandardHelpOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  optbench run --optimizers adam,sgd     compare two optimizers on MNIST",
      "  optbench run configs/quickstart.yaml   run an experiment from a spec",
      "  optbench show adam                     formula, defaults and paper of an optimizer",
      "",
      "Exit codes: 0 fine; 1 a trial failed; 2 usage or spec not valid; 3 data, device or disk missing;",
      "130 interrupted, finished trials kept."
    },
    subcommands = {RunCommand.class, ReportCommand.class})
final class RootCommand implements Runnable {
  @Mixin CommonOptions common = new CommonOptions();

  @picocli.CommandLine.Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and leave.")
  boolean version;

  @Spec private CommandSpec spec;

  private final Terminal terminal;

  RootCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  Terminal terminal() {
    return terminal;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command was given");
  }
}
