package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What {@code --help} says, word for word: {@code -Dgolden.write=true} writes it anew. */
class HelpTest {
  private static final Path GOLDEN = Path.of("src/test/resources/optbench/cli/help");

  static Stream<String> commands() {
    List<String> paths = new ArrayList<>(List.of(""));
    add(Cli.model(), "", paths);
    return paths.stream();
  }

  private static void add(CommandLine command, String path, List<String> paths) {
    command
        .getSubcommands()
        .forEach(
            (name, child) -> {
              paths.add((path + " " + name).strip());
              add(child, path + " " + name, paths);
            });
  }

  @ParameterizedTest(name = "optbench {0} --help")
  @MethodSource("commands")
  void saysTheSameAsTheGoldenFile(String path) throws IOException {
    Cli.Outcome outcome = Cli.launch(words(path, "--help"));
    Path golden = GOLDEN.resolve((path.isEmpty() ? "optbench" : path.replace(' ', '-')) + ".txt");
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, outcome.out());
    }

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .as("help of optbench %s; -Dgolden.write=true writes %s anew", path, golden)
        .isEqualTo(Files.readString(golden));
  }

  @ParameterizedTest(name = "optbench {0} --help")
  @MethodSource("commands")
  void fitsOnAHundredColumnsAndEndsWithAnExample(String path) {
    List<String> lines = Cli.launch(words(path, "--help")).lines();

    assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    if (!path.equals("help")) {
      assertThat(lines).anyMatch(line -> line.matches("Examples?:"));
    }
  }

  @Test
  void thereIsAGoldenFileForEachCommandAndNoOther() throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              commands()
                  .map(path -> (path.isEmpty() ? "optbench" : path.replace(' ', '-')) + ".txt")
                  .toList());
    }
  }

  @Test
  void commandsStandInTheOrderInWhichTheyAreNeeded() {
    assertThat(Cli.model().getSubcommands().keySet())
        .containsExactly(
            "run",
            "report",
            "compare",
            "export",
            "merge",
            "import",
            "pack",
            "claims",
            "baseline",
            "check",
            "list",
            "show",
            "path",
            "validate",
            "init",
            "data",
            "schema",
            "doctor",
            "completion",
            "help");
  }

  @Test
  void withoutACommandHelpGoesToStandardErrorAndTheExitCodeIsTwo() {
    Cli.Outcome outcome = Cli.launch();

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).isEqualTo(Cli.launch("--help").out());
  }

  @Test
  void helpRunIsRunHelp() {
    assertThat(Cli.launch("help", "run").out()).isEqualTo(Cli.launch("run", "--help").out());
  }

  @Test
  void aNarrowTerminalGetsNarrowHelp() {
    assertThat(Cli.launchOnTerminal(60, "run", "--help").lines())
        .allSatisfy(
            line ->
                assertThat(line.replaceAll("\u001b\\[[0-9;]*m", "").length())
                    .isLessThanOrEqualTo(60));
  }

  private static String[] words(String path, String last) {
    return Stream.concat(
            Arrays.stream(path.split(" ")).filter(word -> !word.isEmpty()), Stream.of(last))
        .toArray(String[]::new);
  }
}
