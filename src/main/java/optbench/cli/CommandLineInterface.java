package optbench.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import optbench.data.DataException;
import optbench.device.DeviceException;
import optbench.engine.OutOfMemoryException;
import optbench.merge.MergeConflict;
import optbench.optimizer.PluginException;
import optbench.run.CommandFault;
import optbench.spec.SpecException;
import optbench.store.SpecFileException;
import optbench.store.StoreException;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Parses arguments, runs the command, and turns whatever goes wrong into one or two lines and an
 * exit code.
 */
public final class CommandLineInterface {
  private final CommandLine commandLine;

  /**
   * A command line.
   *
   * @param terminal where it speaks
   * @param environment variables
   * @param home the user's home directory
   */
  public CommandLineInterface(Terminal terminal, Map<String, String> environment, Path home) {
    this.commandLine =
        new CommandLine(new RootCommand(terminal, environment, home))
            .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
            .setColorScheme(
                CommandLine.Help.defaultColorScheme(terminal.color() ? Ansi.ON : Ansi.OFF))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpAutoWidth(false)
            .setUsageHelpWidth(terminal.textWidth())
            .setParameterExceptionHandler(CommandLineInterface::usageFault)
            .setExecutionExceptionHandler(CommandLineInterface::fault);
    inTheOrderOfTheSource(commandLine);
  }

  /** Runs one command; returns its exit code. */
  public int run(String... args) {
    try {
      return commandLine.execute(args);
    } catch (LinkageError | OutOfMemoryError e) {
      return broken(e, List.of(args).contains("--verbose"));
    }
  }

  /** What picocli lets pass: no Java program can go on from it, but it can say what it was. */
  private int broken(Error e, boolean verbose) {
    PrintWriter err = commandLine.getErr();
    err.println("optbench: error: " + EngineFaults.message(e));
    if (verbose) {
      e.printStackTrace(err);
    }
    return ExitCode.MISSING;
  }

  /** All commands and options, for tests of what they say. */
  CommandLine commandLine() {
    return commandLine;
  }

  /** Options that matter stand first, not those that begin with an A. */
  private static void inTheOrderOfTheSource(CommandLine command) {
    command
        .getCommandSpec()
        .usageMessage()
        .parameterListHeading("%nArguments:%n")
        .optionListHeading("%nOptions:%n")
        .sortOptions(false)
        .sortSynopsis(false)
        .abbreviateSynopsis(true);
    command.getSubcommands().values().forEach(CommandLineInterface::inTheOrderOfTheSource);
  }

  private static int usageFault(ParameterException e, String[] args) {
    PrintWriter err = e.getCommandLine().getErr();
    err.println("optbench: error: " + UsageFaults.message(e));
    err.println("See " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help.");
    return ExitCode.USAGE;
  }

  private static int fault(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof ParameterException usage) {
      return usageFault(usage, new String[0]);
    }
    PrintWriter err = command.getErr();
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    int code = code(e);
    message.lines().forEach(line -> err.println("optbench: error: " + line));
    boolean verbose =
        parsed.asCommandLineList().stream()
            .anyMatch(c -> c.getParseResult().hasMatchedOption("--verbose"));
    if (verbose) {
      e.printStackTrace(err);
    } else if (code == ExitCode.FAILED) {
      err.println("This should not have happened; --verbose shows where it did.");
    }
    return code;
  }

  private static int code(Exception e) {
    if (e instanceof SpecFileException
        || e instanceof SpecException
        || e instanceof PluginException) {
      return ExitCode.USAGE;
    }
    if (e instanceof DataException data) {
      return data.reason() == DataException.Reason.REQUEST ? ExitCode.USAGE : ExitCode.MISSING;
    }
    if (e instanceof MergeConflict) {
      return ExitCode.NOT_COMPARED;
    }
    return e instanceof StoreException
            || e instanceof DeviceException
            || e instanceof CommandFault
            || e instanceof OutOfMemoryException
        ? ExitCode.MISSING
        : ExitCode.FAILED;
  }
}
