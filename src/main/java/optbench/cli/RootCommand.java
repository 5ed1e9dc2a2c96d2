package optbench.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import optbench.app.UserConfig;
import optbench.data.Datasets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command before its subcommands. */
@Command(
    name = "optbench",
    description = "Which optimizer should I use, and how sure can I be?",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = VersionText.class,
    mixinStandardHelpOptions = false,
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  optbench run --optimizers adam,sgd     compare two optimizers on MNIST",
      "  optbench show adam                     formula, defaults and paper of an optimizer",
      "  optbench init                          write a spec to start from",
      "  optbench run experiment.yaml           run the experiment of a spec",
      "",
      "Exit codes: 0 fine; 1 a trial failed, or a check found a regression; 2 usage or spec not valid;",
      "3 data, device, memory or disk missing, or results damaged; 4 could not be compared;",
      "5 baseline is stale; 130 interrupted, finished trials kept."
    })
final class RootCommand implements Callable<Integer> {
  /** In the order in which help lists them. */
  static final List<Class<?>> SUBCOMMANDS =
      List.of(
          RunCommand.class,
          ReportCommand.class,
          CompareCommand.class,
          ExportCommand.class,
          MergeCommand.class,
          ImportCommand.class,
          PackCommand.class,
          ClaimsCommand.class,
          BaselineCommand.class,
          CheckCommand.class,
          ListCommand.class,
          ShowCommand.class,
          PathCommand.class,
          ValidateCommand.class,
          InitCommand.class,
          DataCommand.class,
          SchemaCommand.class,
          DoctorCommand.class,
          CompletionCommand.class,
          HelpCommand.class);

  @Mixin CommonOptions common = new CommonOptions();

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and leave.")
  boolean version;

  @Spec private CommandSpec spec;

  private final Terminal terminal;
  private final Map<String, String> environment;
  private final UserConfig config;

  RootCommand(Terminal terminal, Map<String, String> environment, UserConfig config) {
    this.terminal = terminal;
    this.environment = Map.copyOf(environment);
    this.config = config;
  }

  Terminal terminal() {
    return terminal;
  }

  /** Variables by name. */
  Map<String, String> environment() {
    return environment;
  }

  Datasets datasets() {
    return new Datasets(environment, config.home());
  }

  UserConfig config() {
    return config;
  }

  /** Without a command there is nothing to do but to say what could be done. */
  @Override
  public Integer call() {
    CommandLine self = spec.commandLine();
    self.usage(
        self.getErr(),
        terminal.errIsTerminal()
            ? self.getColorScheme()
            : CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    return ExitCode.USAGE;
  }
}
