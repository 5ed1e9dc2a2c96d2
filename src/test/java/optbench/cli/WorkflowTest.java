package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The workflow that users copy asks for nothing that is not there. */
class WorkflowTest {
  private static final Path FILE = Path.of("configs/ci/github-workflow.yaml");

  @Test
  void everyCommandInItCanBeParsed() throws IOException {
    List<String> commands =
        Pattern.compile("\\./optbench ([^\"\\n]+)")
            .matcher(Files.readString(FILE))
            .results()
            .map(match -> match.group(1))
            .toList();

    assertThat(commands).hasSize(5);
    for (String command : commands) {
      String[] words = command.split(" ");
      assertThat(Cli.model().parseArgs(words).errors()).isEmpty();
      assertThat(words[1])
          .satisfiesAnyOf(
              word -> assertThat(word).isIn("save", "results/ci"),
              word -> assertThat(Path.of(word)).exists());
    }
  }

  @Test
  void everyCommandOfTheGateForOtherFrameworksCanBeParsed() throws IOException {
    List<String> commands =
        Pattern.compile("optbench ((import|baseline|check) [^\"\\n]+)")
            .matcher(Files.readString(Path.of("configs/ci/github-import.yaml")))
            .results()
            .map(match -> match.group(1))
            .toList();

    assertThat(commands).hasSize(5);
    assertThat(commands)
        .allSatisfy(
            command ->
                assertThat(Cli.model().parseArgs(command.strip().split(" ")).errors()).isEmpty());
  }

  @Test
  void itTrainsAndThenChecksWhatItTrained() throws IOException {
    JsonNode steps = new YAMLMapper().readTree(Files.readString(FILE)).at("/jobs/gate/steps");

    assertThat(steps.findValuesAsText("run"))
        .satisfiesExactly(
            train -> assertThat(train).startsWith("./optbench run ").endsWith(" --out results/ci"),
            check -> assertThat(check).startsWith("./optbench check results/ci "));
  }
}
