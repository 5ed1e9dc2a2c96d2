package optbench.cli;

import picocli.CommandLine.Option;

/** Options that every command takes; they stand last in its help. */
final class CommonOptions {
  @Option(names = "--verbose", order = 100, description = "Show the stack trace of an error.")
  boolean verbose;

  @Option(
      names = {"-h", "--help"},
      order = 101,
      usageHelp = true,
      description = "Show this help and leave.")
  boolean help;
}
