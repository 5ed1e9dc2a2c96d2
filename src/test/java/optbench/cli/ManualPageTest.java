package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import optbench.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code docs/optbench.1} is what the commands say; {@code -Dgolden.write=true} writes it. */
class ManualPageTest {
  private static final Path FILE = Path.of("docs/optbench.1");

  /** As project.build.outputTimestamp: the page changes with what it says alone. */
  private static final String DATE = "2026-01-01";

  @Test
  void thePageIsWhatTheCommandsSay() throws IOException {
    String page = ManualPage.of(Cli.model().getCommandSpec(), DATE, Page.of("docs/guide.md"));
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(FILE, page);
    }

    assertThat(page)
        .as("mvn -Dquick test -Dtest=ManualPageTest -Dgolden.write=true writes it anew")
        .isEqualTo(Files.readString(FILE));
  }

  @Test
  void everyCommandAndOptionIsThere() throws IOException {
    String page = Files.readString(FILE).replace("\\-", "-");

    assertThat(commands(Cli.model()))
        .allSatisfy(
            command -> {
              assertThat(page).contains(command.qualifiedName());
              command.options().forEach(o -> assertThat(page).contains(o.names()));
            });
  }

  private static Stream<CommandSpec> commands(CommandLine command) {
    return Stream.concat(
        Stream.of(command.getCommandSpec()),
        command.getSubcommands().values().stream().flatMap(ManualPageTest::commands));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mandoc -Tlint -Wwarning", "groff -man -ww -z -Kutf8"})
  void toolsHaveNothingToComplainOf(String tool) throws IOException, InterruptedException {
    List<String> words =
        Stream.concat(Stream.of(tool.split(" ")), Stream.of(FILE.toString())).toList();
    assumeThat(Stream.of(System.getenv("PATH").split(":")))
        .as(words.get(0) + " is installed")
        .anyMatch(place -> Files.isExecutable(Path.of(place, words.get(0))));

    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).isEmpty();
  }
}
