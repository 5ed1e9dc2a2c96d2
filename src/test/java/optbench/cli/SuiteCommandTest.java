package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import optbench.Folders;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A suite of small tasks, from its file to what it wrote. */
@Tag("slow")
class SuiteCommandTest {
  private static final String SUITE =
      """
      tasks:
        plain: {network: softmax, target: 0.3}
        deep: {network: [{layer: dense, units: 16}], target: 0.2}
      data: {name: synthetic-digits, train_limit: 300}
      epochs: 2
      batch_size: 20
      optimizers: [sgd, adam]
      seeds: 2
      timing: false
      """;

  @TempDir static Path shared;
  @TempDir Path folder;

  private static Cli.Outcome whole;

  @BeforeAll
  static void runAll() throws IOException {
    Path file = Files.writeString(shared.resolve("small.yaml"), SUITE);
    whole = Cli.launch("run", file.toString(), "--out", shared.resolve("results").toString());
  }

  private Path results() throws IOException {
    Path copy = folder.resolve("results");
    Folders.copy(shared.resolve("results"), copy);
    return copy;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> !f.startsWith("."))
          .sorted()
          .toList();
    }
  }

  @Test
  void eachTaskIsARunAndAllOfThemAReport() throws IOException {
    assertThat(whole.exitCode()).as(whole.err()).isZero();
    assertThat(whole.said())
        .contains("Test accuracy by task")
        .contains("Over 2 tasks, the mean ranks are those of ")
        .contains("Report: " + shared.resolve("results/suite.html"));
    assertThat(names(shared.resolve("results")))
        .containsExactly(
            "charts", "deep", "plain", "suite.csv", "suite.html", "suite.json", "suite.md");
    assertThat(names(shared.resolve("results/charts")))
        .containsExactly("profile-by-steps.png", "profile-by-steps.svg");
    for (String task : List.of("plain", "deep")) {
      assertThat(names(shared.resolve("results").resolve(task)))
          .contains("run.json", "report.html", "accuracy.csv", "trials");
    }
  }

  /** The means of each task's own table. */
  @Test
  void figuresAreThoseOfTheTasks() throws IOException {
    List<String> suite = Files.readAllLines(shared.resolve("results/suite.csv"));
    List<String> expected = new ArrayList<>();
    for (String task : List.of("plain", "deep")) {
      Files.readAllLines(shared.resolve("results").resolve(task).resolve("accuracy.csv")).stream()
          .skip(1)
          .map(line -> line.split(",", -1))
          .forEach(cells -> expected.add(task + " " + cells[0] + " " + cells[5]));
    }

    assertThat(
            suite.stream()
                .skip(1)
                .map(
                    line ->
                        line.replace("\"synthetic-digits, 300 of 60000 training samples\"", "d")
                            .split(",", -1)))
        .extracting(cells -> cells[0] + " " + cells[3] + " " + cells[6])
        .containsExactlyElementsOf(expected);
    JsonNode json = new ObjectMapper().readTree(shared.resolve("results/suite.json").toFile());
    assertThat(json.at("/tasks/0/name").asText()).isEqualTo("plain");
    assertThat(json.at("/tasks/1/target").asDouble()).isEqualTo(0.2);
    assertThat(json.at("/results/standings")).hasSize(2);
    double ranks = 0;
    for (JsonNode standing : json.at("/results/standings")) {
      ranks += standing.get("mean_rank").asDouble();
    }
    assertThat(ranks).isEqualTo(3);
    assertThat(json.at("/results/profile/solvers/0/label").asText()).isEqualTo("sgd");
  }

  @Test
  void whatIsThereIsNotTrainedAgain() throws IOException {
    Path copy = results();
    String page = Files.readString(copy.resolve("suite.html"));

    Cli.Outcome again =
        Cli.launch("run", shared.resolve("small.yaml").toString(), "--out", copy.toString());

    assertThat(again.exitCode()).isZero();
    assertThat(again.err()).contains("4 of 4 trials were there already");
    assertThat(Files.readString(copy.resolve("suite.html"))).isEqualTo(page);
    assertThat(again.out().replace(copy.toString(), ""))
        .isEqualTo(whole.out().replace(shared.resolve("results").toString(), ""));
  }

  @Test
  void theDryRunSaysWhatIsMissing() throws IOException {
    Path copy = results();
    Files.move(copy.resolve("deep"), folder.resolve("elsewhere"));
    String file = shared.resolve("small.yaml").toString();

    Cli.Outcome plan = Cli.launch("run", file, "--out", copy.toString(), "--dry-run", "--json");

    assertThat(plan.exitCode()).isZero();
    assertThat(plan.json()).hasSize(2);
    assertThat(plan.json().at("/0/task").asText()).isEqualTo("plain");
    assertThat(plan.json().at("/0/missing").asInt()).isZero();
    assertThat(plan.json().at("/1/missing").asInt()).isEqualTo(4);
    assertThat(copy.resolve("deep")).doesNotExist();
    assertThat(Cli.launch("run", file, "--out", copy.toString(), "--dry-run").said())
        .contains("task trials there missing folder")
        .containsPattern("plain 4 4 0 .* deep 4 0 4")
        .contains("from a few steps of each kind of training");
  }

  @Test
  void reportRebuildsItFromTheDisk() throws IOException {
    Path copy = results();
    for (String name : List.of("suite.csv", "suite.md", "suite.html")) {
      Files.delete(copy.resolve(name));
    }

    Cli.Outcome report = Cli.launch("report", copy.toString());

    assertThat(report.exitCode()).as(report.err()).isZero();
    assertThat(report.out().replace(copy.toString(), ""))
        .isEqualTo(whole.out().replace(shared.resolve("results").toString(), ""));
    for (String name : List.of("suite.csv", "suite.md", "suite.json", "suite.html")) {
      assertThat(Files.readString(copy.resolve(name)))
          .as(name)
          .isEqualTo(Files.readString(shared.resolve("results").resolve(name)));
    }
    assertThat(Cli.launch("report", copy.toString(), "--json").json())
        .isEqualTo(new ObjectMapper().readTree(copy.resolve("suite.json").toFile()));
  }

  @Test
  void aTaskThatWasNotRunIsNotCounted() throws IOException {
    Path copy = results();
    Files.move(copy.resolve("deep"), folder.resolve("elsewhere"));

    Cli.Outcome report = Cli.launch("report", copy.toString());

    assertThat(report.exitCode()).isEqualTo(ExitCode.NOT_COMPARED);
    assertThat(report.err())
        .contains("these tasks cannot be compared: at least two tasks must have results but 1 has");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | suite.json: cut off in the middle",
        "{} | suite.json: empty",
        "{\"format_version\": 99, \"name\": \"a\", \"tasks\": []} | written in format 99",
        "{\"format_version\": 1, \"name\": \"a\", \"tasks\": []} | how many tasks must be at least 2 but was 0",
        "{\"format_version\": 1, \"name\": \"a\", \"tasks\": 3} | tasks must be a list but is 3",
        "{\"format_version\": 1, \"name\": \"a\", \"tasks\": [{\"name\": \"../x\", \"target\": null}, {\"name\": \"b\", \"target\": null}]} | name must be that of a folder but was '../x'",
        "{\"format_version\": 1, \"name\": \"a\", \"tasks\": [{\"name\": \"b\", \"target\": null}, {\"name\": \"b\", \"target\": null}]} | names of tasks must be different but b is there twice",
        "{\"format_version\": 1, \"name\": \"a\", \"tasks\": [{\"name\": \"b\", \"target\": 7}, {\"name\": \"c\", \"target\": null}]} | target must be a fraction of 1 but was 7"
      })
  void aDamagedRecordIsSaidInALine(String json, String message) throws IOException {
    Path copy = results();
    Files.writeString(copy.resolve("suite.json"), json);

    Cli.Outcome report = Cli.launch("report", copy.toString());

    assertThat(report.exitCode()).isEqualTo(ExitCode.MISSING);
    assertThat(report.err()).contains("optbench: error: ", message).hasLineCount(1);
  }

  @Test
  void aDamagedTaskIsSaidInALine() throws IOException {
    Path copy = results();
    Files.writeString(copy.resolve("deep/run.json"), "{\"format_version\": 1}");

    Cli.Outcome report = Cli.launch("report", copy.toString());

    assertThat(report.exitCode()).isEqualTo(ExitCode.MISSING);
    assertThat(report.err())
        .contains("cannot read " + copy.resolve("deep/run.json"))
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--watch", "--targets=0.5"})
  void whatIsForOneRunIsRefused(String option) throws IOException {
    Cli.Outcome report = Cli.launch("report", shared.resolve("results").toString(), option);

    assertThat(report.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(report.err()).contains("holds a suite: --watch, --published and --targets are for");
  }

  @Test
  void validateChecksEveryTask() throws IOException {
    Path file = shared.resolve("small.yaml");

    assertThat(Cli.launch("validate", file.toString()).lines())
        .containsExactly(
            file + ": valid, a suite of 2 tasks",
            file + ": task plain, 4 trials",
            file + ": task deep, 4 trials");
    Path bad =
        Files.writeString(
            folder.resolve("bad.yaml"),
            SUITE.replace("units: 16", "units: 0"),
            StandardCharsets.UTF_8);
    Cli.Outcome outcome = Cli.launch("validate", bad.toString());
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.err())
        .startsWith("optbench: error: " + bad + ":3:")
        .contains("units must be");
  }

  @Test
  void differentOptimizersAreRefusedBeforeAnythingIsTrained() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("unlike.yaml"),
            SUITE.replace("softmax, target", "softmax, optimizers: [sgd, lion], target"));
    Path out = folder.resolve("none");

    Cli.Outcome run = Cli.launch("run", file.toString(), "--out", out.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("all tasks must have the same optimizers").hasLineCount(1);
    assertThat(out).doesNotExist();
  }

  @Test
  void aSuiteIsNotDividedIntoShards() {
    Cli.Outcome run = Cli.launch("run", shared.resolve("small.yaml").toString(), "--shard", "1/2");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--shard divides one experiment but ");
  }

  @Test
  void aDivergedOptimizerIsLast() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("wild.yaml"),
            SUITE.replace("[sgd, adam]", "[{optimizer: sgd, learning_rate: 1.0e+30}, adam]"));
    Path out = folder.resolve("wild");

    Cli.Outcome run = Cli.launch("run", file.toString(), "--out", out.toString(), "--charts=none");

    assertThat(run.exitCode()).isZero();
    assertThat(Files.readAllLines(out.resolve("suite.csv")))
        .filteredOn(line -> line.contains(",sgd,"))
        .hasSize(2)
        .allMatch(line -> line.contains(",diverged,2,"));
    assertThat(
            Jsoup.parse(Files.readString(out.resolve("suite.html")))
                .select("#table-standings bdi")
                .eachText())
        .containsExactly("adam", "sgd");
    assertThat(names(out)).doesNotContain("charts");
  }

  @Test
  void theSchemaIsThatOfSuites() {
    Cli.Outcome schema = Cli.launch("schema", "--suite");

    assertThat(schema.json().at("/required/0").asText()).isEqualTo("tasks");
    assertThat(schema.json().at("/properties/epochs/type").asText()).isEqualTo("integer");
    assertThat(Cli.launch("schema", "--suite", "--claims").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(Cli.launch("schema", "--suite", "--reference").out())
        .startsWith("# Keys of a suite\n")
        .contains("## `tasks.<name>`\n");
  }
}
