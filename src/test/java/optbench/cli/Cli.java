package optbench.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine;

/** Runs a command as a user would, in a home without data and on a machine without a network. */
final class Cli {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final Map<String, String> ENVIRONMENT =
      Map.of("OPTBENCH_OFFLINE", "1", "OMP_NUM_THREADS", "1");

  private Cli() {}

  /** What came of a command. */
  record Outcome(int exitCode, String out, String err) {
    /** Standard output as running text: sentences may be broken between any two words. */
    String said() {
      return out.replaceAll("\\s+", " ");
    }

    /** Standard output, which must be JSON and nothing else. */
    JsonNode json() {
      try {
        return JSON.readTree(out);
      } catch (JsonProcessingException e) {
        throw new AssertionError("not JSON: " + out, e);
      }
    }

    List<String> lines() {
      return out.lines().toList();
    }
  }

  static Outcome launch(String... args) {
    return launch(false, OptionalInt.empty(), ENVIRONMENT, args);
  }

  /** With more variables than a bare environment has. */
  static Outcome launchWith(Map<String, String> more, String... args) {
    Map<String, String> environment = new HashMap<>(ENVIRONMENT);
    environment.putAll(more);
    return launch(false, OptionalInt.empty(), environment, args);
  }

  static Outcome launchOnTerminal(int columns, String... args) {
    return launch(true, OptionalInt.of(columns), ENVIRONMENT, args);
  }

  /** On a terminal, with more variables. */
  static Outcome launchOnTerminalWith(Map<String, String> more, int columns, String... args) {
    Map<String, String> environment = new HashMap<>(ENVIRONMENT);
    environment.putAll(more);
    return launch(true, OptionalInt.of(columns), environment, args);
  }

  private static Outcome launch(
      boolean terminal, OptionalInt columns, Map<String, String> environment, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
    Terminal speaker = new Terminal(outStream, errStream, terminal, terminal, terminal, columns);
    int code = cli(speaker, environment).run(args);
    return new Outcome(
        code,
        out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"),
        err.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"));
  }

  /** All commands and options. */
  static CommandLine model() {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return cli(
            new Terminal(nowhere, nowhere, false, false, false, OptionalInt.empty()), ENVIRONMENT)
        .commandLine();
  }

  private static CommandLineInterface cli(Terminal terminal, Map<String, String> environment) {
    return new CommandLineInterface(terminal, environment, Path.of("no", "such", "home"));
  }
}
