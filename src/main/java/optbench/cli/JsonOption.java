package optbench.cli;

import picocli.CommandLine.Option;

/** For commands that print what they know. */
final class JsonOption {
  @Option(names = "--json", description = "Print it as JSON on stdout, and nothing else there.")
  boolean json;
}
