package optbench.cli;

import picocli.CommandLine.Option;

/** Options that every command takes. */
final class CommonOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and leave.")
  boolean help;

  @Option(names = "--verbose", description = "Show the stack trace of an error.")
  boolean verbose;
}
