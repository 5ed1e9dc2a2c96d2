package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import optbench.stats.FakeRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportCommandTest {
  @TempDir private Path folder;

  @BeforeEach
  void storeARun() {
    new FakeRun()
        .targets(0.9, 0.96)
        .finished("adam", 0.9762, 0.9751, 0.9773)
        .finished("rmsprop", 0.9748, 0.9765, 0.9741)
        .finished("sgd", 0.9091, 0.9071, 0.9111)
        .storedIn(folder);
  }

  @Test
  void writesAllThereIsToSay() throws IOException {
    Cli.Outcome outcome = Cli.launch("report", folder.toString(), "--charts", "none");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.said())
        .contains("adam and rmsprop share the lead, at 97.62 and 97.51 % over 3 seeds; about ");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()).filter(f -> !f.startsWith(".")))
          .contains(
              "accuracy.csv",
              "timing.csv",
              "targets.csv",
              "targets.md",
              "target-winners.csv",
              "comparisons.csv",
              "comparisons.md",
              "ranks.csv");
    }
    assertThat(targets()).containsExactly("0.9", "0.9", "0.9", "0.96", "0.96", "0.96");
  }

  @Test
  void carriesAllOfItInTheSummary() throws IOException {
    JsonNode summary = Cli.launch("report", folder.toString(), "--charts", "none", "--json").json();

    assertThat(summary)
        .isEqualTo(new ObjectMapper().readTree(folder.resolve("summary.json").toFile()));
    assertThat(summary.at("/targets/targets").toString()).isEqualTo("[0.9,0.96]");
    assertThat(summary.at("/targets/results")).hasSize(6);
    assertThat(summary.at("/targets/results/0/costs/0/cost").asText()).isEqualTo("steps");
    assertThat(summary.at("/targets/results/5/costs/0/more_than").asDouble()).isEqualTo(2345);
    assertThat(summary.at("/targets/winners/0/ranges/0/winners/0").asText()).isEqualTo("adam");
    assertThat(summary.at("/ranks/rows/2/label").asText()).isEqualTo("sgd");
    assertThat(summary.at("/comparison/pairwise/pairs")).hasSize(3);
    assertThat(summary.at("/comparison/pairwise/protocol/margin").asDouble()).isEqualTo(0.002);
    assertThat(summary.at("/outlooks/0/second").asText()).isEqualTo("rmsprop");
    assertThat(summary.at("/outlooks/0/low").asInt()).isGreaterThan(3);
  }

  @Test
  void takesOtherTargetsAndLeavesTheRunAsItWas() throws IOException {
    String run = Files.readString(folder.resolve("run.json"));

    Cli.Outcome outcome =
        Cli.launch("report", folder.toString(), "--targets", "0.5,0.95", "--charts", "none");

    assertThat(outcome.exitCode()).isZero();

    assertThat(targets()).containsExactly("0.5", "0.5", "0.5", "0.95", "0.95", "0.95");
    assertThat(Files.readString(folder.resolve("run.json"))).isEqualTo(run);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.9,0.8 | must be greater than the one before it, 0.9, but was 0.8",
        "97 | must be greater than 0.1 and less than 1, a fraction, but was 97.0: write 0.97 for 97.0 %"
      })
  void refusesTargetsThatAreNone(String given, String message) {
    Cli.Outcome outcome = Cli.launch("report", folder.toString(), "--targets", given);

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("--targets " + message);
  }

  @Test
  void drawsTheChartsThatAreNamedAndNoOthers() throws IOException {
    Cli.Outcome outcome =
        Cli.launch(
            "report",
            folder.toString(),
            "--charts",
            "time-split,best-of-k",
            "--theme",
            "dark",
            "--size",
            "700x460");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err())
        .contains("optbench: note: no chart best-of-k: no hyper-parameter was looked for");
    assertThat(names(folder.resolve("charts")))
        .containsExactlyInAnyOrder("time-split.png", "time-split.svg", "time-split.csv");
    assertThat(Files.readAllLines(folder.resolve("charts/time-split.csv")).get(0))
        .isEqualTo("label,gradient_ms_per_step,update_ms_per_step,seeds,jobs");
  }

  @Test
  void writesToAnotherFolderInTheFormatThatIsAskedFor(@TempDir Path other) throws IOException {
    Cli.launch("report", folder.toString(), "--format", "svg", "--out", other.toString());

    assertThat(folder.resolve("accuracy.csv")).doesNotExist();
    assertThat(names(other)).contains("accuracy.csv", "report.html");
    assertThat(names(other.resolve("charts")))
        .contains("final-accuracy.svg")
        .allMatch(n -> n.endsWith(".svg"));
  }

  @Test
  void drawsNoChartIfNoneIsWanted() {
    assertThat(Cli.launch("report", folder.toString(), "--charts", "none").exitCode()).isZero();

    assertThat(folder.resolve("charts")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--charts=final-acuracy | unknown chart 'final-acuracy': did you mean 'final-accuracy'? Known: all, none, loss-by-epoch,",
        "--charts=all,none | --charts must be all, none or names, not several of these at once",
        "--format=jpg | unknown format 'jpg'",
        "--theme=drak | unknown theme 'drak': did you mean 'dark'? Known: light, dark",
        "--size=10x10 | --size must be from 600x400 to 3000x2000 but was 10x10"
      })
  void refusesChartsThatThereAreNot(String option, String message) {
    Cli.Outcome outcome = Cli.launch("report", folder.toString(), option);

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains(message);
    assertThat(folder.resolve("charts")).doesNotExist();
  }

  @Test
  void takesSeveralRunsTogether(@TempDir Path second, @TempDir Path out) throws IOException {
    new FakeRun()
        .data("fashion-mnist", "")
        .finished("adam", 0.9)
        .finished("sgd", 0.8)
        .storedIn(second);

    Cli.Outcome outcome =
        Cli.launch("report", folder.toString(), second.toString(), "--out", out.toString());

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .contains("By the test error after the last epoch", "By epochs to each target accuracy");
    assertThat(names(out)).contains("profile.csv", "profile.md");
    assertThat(names(out.resolve("charts")))
        .contains("profile-by-error.png", "profile-by-error.svg", "profile-by-error.csv");
    JsonNode json =
        Cli.launch(
                "report",
                folder.toString(),
                second.toString(),
                "--out",
                out.toString(),
                "--charts",
                "none",
                "--json")
            .json();
    assertThat(json.at("/left_out/0").asText()).isEqualTo("rmsprop");
    assertThat(json.at("/by_error/solvers/0/ratios").toString()).isEqualTo("[1.0,1.0]");
  }

  @Test
  void refusesToCompareRunsThatHaveNothingInCommon(@TempDir Path second, @TempDir Path out) {
    new FakeRun().finished("muon", 0.9).storedIn(second);
    String[] command = {"report", folder.toString(), second.toString()};

    Cli.Outcome nowhere = Cli.launch(command);
    assertThat(nowhere.exitCode()).isEqualTo(2);
    assertThat(nowhere.err()).contains("--out must say where to write");
    Cli.Outcome apart =
        Cli.launch(command[0], command[1], command[2], "--out", out.resolve("new").toString());
    assertThat(apart.exitCode()).isEqualTo(4);
    assertThat(apart.err()).contains("these runs cannot be compared: at least two optimizers");
    assertThat(out.resolve("new")).doesNotExist();
    Cli.Outcome twice = Cli.launch(command[0], command[1], command[1], "--out", out.toString());
    assertThat(twice.exitCode()).isEqualTo(2);
    assertThat(twice.err()).contains("each folder must be given once but");
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).toList();
    }
  }

  private List<String> targets() throws IOException {
    return Files.readAllLines(folder.resolve("targets.csv")).stream()
        .skip(1)
        .map(line -> line.split(",", -1)[2])
        .toList();
  }
}
