package optbench.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import optbench.app.CommandAbComparison;
import optbench.app.Console;
import optbench.check.Rule;
import optbench.run.OutsideCommand;
import optbench.run.ThisJvm;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How a check trains with two commands in turn. */
final class AgainstOptions {
  /** As many as tell 10 % where the times of a trial scatter by 5 %, and half of 10 % too. */
  private static final int DEFAULT_ROUNDS = 10;

  private static final int MOST_ROUNDS = 1000;

  @Option(
      names = "--against-command",
      paramLabel = "COMMAND",
      description =
          "Train SPEC with this command of the shell and with this build in turn, and hold one"
              + " against the other. It is given the arguments run SPEC --out DIR at its end, or"
              + " where it has a {}.")
  private String other;

  @Option(
      names = "--command",
      paramLabel = "COMMAND",
      description = "What is checked instead of this build, likewise.")
  private String command;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description =
          "How often each optimizer is trained, by the other command once and by the checked one"
              + " twice; each time with the next seed of the spec (default: 10).")
  private Integer rounds;

  @Mixin private PluginOption plugins = new PluginOption();

  boolean given() {
    return other != null;
  }

  /**
   * Refuses what would do nothing, or not what it seems to.
   *
   * @param baseline whether one was named
   */
  void requireSense(CommandLine line, List<Rule> rules, boolean baseline, boolean accept) {
    if (!given()) {
      require(
          line,
          rules.stream().noneMatch(r -> r.measure() == Rule.Measure.TIMING),
          "--rule timing needs --against-command: times of another hour or machine, as in a"
              + " baseline, say nothing of the code");
      refuseWithoutOther(line, command != null, "--command");
      refuseWithoutOther(line, rounds != null, "--rounds");
      refuseWithoutOther(line, !plugins.jars().isEmpty(), "--plugins");
      return;
    }
    require(
        line,
        !baseline && !accept,
        "--against-command uses no baseline: leave out " + (baseline ? "--baseline" : "--accept"));
    require(line, !other.isBlank(), "--against-command must be a command but was ''");
    require(line, command == null || !command.isBlank(), "--command must be a command but was ''");
    require(
        line,
        rounds == null || (rounds >= 2 && rounds <= MOST_ROUNDS),
        "--rounds must be 2 to " + MOST_ROUNDS + " but was " + rounds);
  }

  private static void refuseWithoutOther(CommandLine line, boolean present, String option) {
    require(line, !present, option + " is of no use without --against-command");
  }

  private static void require(CommandLine line, boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(line, message);
    }
  }

  /** What these options ask for. */
  CommandAbComparison comparison(Console console, Path spec) {
    return new CommandAbComparison(
        console,
        plugins.language(),
        spec,
        other,
        new OutsideCommand(command == null ? thisBuild() : command),
        rounds == null ? DEFAULT_ROUNDS : rounds);
  }

  private String thisBuild() {
    String jars =
        plugins.jars().stream()
            .map(jar -> " --plugins " + quoted(jar.toString()))
            .collect(Collectors.joining());
    return launcher() + " " + OutsideCommand.PLACE + jars;
  }

  /** As of the other one: it chooses native code and the JVM's options. */
  private static String launcher() {
    Path launcher = Path.of(System.getProperty("optbench.home", ""), "optbench");
    if (Files.isExecutable(launcher) && Files.isRegularFile(launcher)) {
      return quoted(launcher.toAbsolutePath().toString());
    }
    return ThisJvm.command().stream().map(AgainstOptions::quoted).collect(Collectors.joining(" "))
        + " optbench.Main";
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
