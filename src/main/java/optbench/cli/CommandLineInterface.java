package optbench.cli;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Collectors;
import optbench.app.ChangedRegistrationException;
import optbench.app.EngineFaults;
import optbench.app.UserConfig;
import optbench.data.DataException;
import optbench.device.DeviceException;
import optbench.engine.OutOfMemoryException;
import optbench.intake.IntakeFault;
import optbench.machine.MachineException;
import optbench.merge.MergeConflict;
import optbench.opencl.OpenClException;
import optbench.plugin.PluginException;
import optbench.report.FontFault;
import optbench.run.ClusterException;
import optbench.run.CommandFault;
import optbench.spec.SpecException;
import optbench.store.SpecFileException;
import optbench.store.StoreException;
import optbench.text.SeveralFaults;
import optbench.text.Thrown;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/**
 * Parses arguments, runs the command, and turns whatever goes wrong into one or two lines and an
 * exit code.
 */
public final class CommandLineInterface {
  private final Terminal terminal;
  private final Map<String, String> environment;
  private final UserConfig config;

  /**
   * A command line.
   *
   * @param terminal where it speaks
   * @param environment variables
   * @param home the user's home directory
   */
  public CommandLineInterface(Terminal terminal, Map<String, String> environment, Path home) {
    this(terminal, environment, UserConfig.unread(environment, home));
  }

  private CommandLineInterface(
      Terminal terminal, Map<String, String> environment, UserConfig config) {
    this.terminal = terminal;
    this.environment = environment;
    this.config = config;
  }

  /**
   * The same with what the user's file says. What only tells how things are goes on without it.
   *
   * @param words of the command
   * @throws SpecFileException if there is something wrong with it
   */
  CommandLineInterface configured(String... words) {
    try {
      UserConfig read = UserConfig.read(environment, config.home());
      return new CommandLineInterface(
          read.defaults().color() ? terminal : terminal.withoutColor(),
          read.completed(environment),
          read);
    } catch (SpecFileException e) {
      if (tells(List.of(words))) {
        return this;
      }
      throw e;
    }
  }

  private static boolean tells(List<String> words) {
    return words.isEmpty()
        || List.of("doctor", "help").contains(words.get(0))
        || List.of("-h", "--help", "-V", "--version").stream().anyMatch(words::contains);
  }

  /**
   * The command that the arguments begin with, or all of them if they begin otherwise: picocli
   * looks at every option of each, which takes longer than to parse.
   */
  CommandLine commandLine(String... args) {
    CommandLine line = new CommandLine(new RootCommand(terminal, environment, config));
    named(args).forEach(line::addSubcommand);
    line.setOut(terminal.out().help())
        .setErr(terminal.err().help())
        .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.color() ? Ansi.ON : Ansi.OFF))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false)
        .registerConverter(Path.class, CommandLineInterface::path)
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(terminal.textWidth())
        .setParameterExceptionHandler(this::usageFault)
        .setExecutionExceptionHandler(this::fault);
    line.setResourceBundle(new KeyDefaults());
    inTheOrderOfTheSource(line);
    withoutQuotesInLists(line);
    return line;
  }

  private static List<Class<?>> named(String... args) {
    // These two speak of all others.
    Set<Class<?>> ofAll = Set.of(HelpCommand.class, CompletionCommand.class);
    return RootCommand.SUBCOMMANDS.stream()
        .filter(each -> args.length > 0 && name(each).equals(args[0]) && !ofAll.contains(each))
        .findFirst()
        .<List<Class<?>>>map(List::of)
        .orElse(RootCommand.SUBCOMMANDS);
  }

  private static String name(Class<?> command) {
    return command.getAnnotation(CommandLine.Command.class).name();
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException("no file can have the name '" + text + "'");
    }
  }

  /** Runs one command; returns its exit code. */
  public int run(String... args) {
    try {
      String[] words = ArgumentFiles.expand(args);
      return configured(words).commandLine(words).execute(words);
    } catch (IOException e) {
      terminal.error(e.getMessage());
      return ExitCode.USAGE;
    } catch (SpecFileException e) {
      e.faults().forEach(terminal::error);
      return ExitCode.USAGE;
    } catch (LinkageError | OutOfMemoryError e) {
      return broken(e, List.of(args).contains("--verbose"));
    } catch (Error e) {
      terminal.error(Thrown.words(e));
      explain(e, ExitCode.FAILED, List.of(args).contains("--verbose"));
      return ExitCode.FAILED;
    }
  }

  /** What picocli lets pass: no Java program can go on from it, but it can say what it was. */
  private int broken(Error e, boolean verbose) {
    terminal.error(EngineFaults.message(e));
    if (verbose) {
      e.printStackTrace(terminal.err());
    }
    return ExitCode.MISSING;
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

  /** Names in lists may have an apostrophe of their own. */
  private static void withoutQuotesInLists(CommandLine command) {
    command.getCommandSpec().parser().splitQuotedStrings(true);
    command.getSubcommands().values().forEach(CommandLineInterface::withoutQuotesInLists);
  }

  private int usageFault(ParameterException e, String[] args) {
    terminal.error(UsageFaults.message(e));
    terminal
        .err()
        .println("See " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help.");
    return ExitCode.USAGE;
  }

  private int fault(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof ParameterException usage) {
      return usageFault(usage, new String[0]);
    }
    List<Path> results = results(command);
    boolean ofResults = isOfValues(e) && !results.isEmpty();
    int code = ofResults ? ExitCode.MISSING : code(e);
    if (e instanceof SeveralFaults several) {
      several.faults().forEach(terminal::error);
    } else if (e instanceof SpecException spec) {
      spec.all().forEach(fault -> terminal.error(fault.getMessage()));
    } else if (ofResults) {
      terminal.error(
          "cannot use "
              + results.stream().map(Path::toString).collect(Collectors.joining(" and "))
              + ": the records there do not fit together, as where files were changed or mixed up:"
              + " take them back from where they came, or train again. If nobody changed them, it is"
              + " a fault of optbench: --verbose shows where.");
    } else {
      terminal.error(e.getMessage() == null ? e.toString() : e.getMessage());
    }
    boolean verbose =
        parsed.asCommandLineList().stream()
            .anyMatch(c -> c.getParseResult().hasMatchedOption("--verbose"));
    explain(e, code, verbose);
    return code;
  }

  /** Files whose every value is right may still contradict each other, in ways nobody can list. */
  private static List<Path> results(CommandLine command) {
    // One that is a method has no object of its own.
    Object executed =
        command.getCommand() instanceof Method
            ? command.getParent().getCommand()
            : command.getCommand();
    return executed instanceof Subcommand subcommand ? subcommand.reads() : List.of();
  }

  /** Whether it is what code throws that is given values that cannot be. */
  private static boolean isOfValues(Exception e) {
    return e.getClass() == IllegalArgumentException.class
        || e.getClass() == IllegalStateException.class
        || e instanceof NoSuchElementException
        || e instanceof IndexOutOfBoundsException
        || e instanceof NullPointerException
        || e instanceof ArithmeticException;
  }

  private void explain(Throwable e, int code, boolean verbose) {
    if (verbose) {
      e.printStackTrace(terminal.err());
    } else if (code == ExitCode.FAILED) {
      terminal.err().println("This should not have happened; --verbose shows where it did.");
    }
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
    if (e instanceof MergeConflict || e instanceof ChangedRegistrationException) {
      return ExitCode.NOT_COMPARED;
    }
    return e instanceof StoreException
            || e instanceof IntakeFault
            || e instanceof MachineException
            || e instanceof FontFault
            || e instanceof DeviceException
            || e instanceof OpenClException
            || e instanceof CommandFault
            || e instanceof ClusterException
            || e instanceof OutOfMemoryException
        ? ExitCode.MISSING
        : ExitCode.FAILED;
  }
}
