package optbench.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import optbench.data.DataException;
import optbench.spec.SpecException;
import optbench.store.SpecFileException;
import optbench.store.StoreException;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Parses arguments, runs the command, and turns whatever goes wrong into one or two lines and an
 * exit code.
 */
public final class CommandLineInterface {
  private final Terminal terminal;

  /** A command line that speaks there. */
  public CommandLineInterface(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Runs one command; returns its exit code. */
  public int run(String... args) {
    return commandLine(terminal).execute(args);
  }

  static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new RootCommand(terminal))
        .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.color() ? Ansi.ON : Ansi.OFF))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(100)
        .setParameterExceptionHandler(CommandLineInterface::usageFault)
        .setExecutionExceptionHandler(CommandLineInterface::fault);
  }

  private static int usageFault(ParameterException e, String[] args) {
    PrintWriter err = e.getCommandLine().getErr();
    err.println("optbench: error: " + e.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(e, err)) {
      err.println("See " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help.");
    }
    return ExitCode.USAGE;
  }

  private static int fault(Exception e, CommandLine command, ParseResult parsed) {
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
    if (e instanceof SpecFileException || e instanceof SpecException) {
      return ExitCode.USAGE;
    }
    if (e instanceof DataException || e instanceof StoreException) {
      return ExitCode.MISSING;
    }
    return ExitCode.FAILED;
  }
}
