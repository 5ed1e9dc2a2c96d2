package optbench.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import optbench.e2e.Optbench.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several tasks, from their file to what they show together. */
class SuiteIT {
  private static final List<String> TASKS =
      List.of("digits-softmax", "digits-mlp", "few-digits-mlp", "digits-cnn", "drawn-softmax");

  @TempDir static Path shared;
  private static Folder results;
  private static Outcome outcome;

  @BeforeAll
  static void runOnce() throws IOException {
    String data = TestData.inSpec(300);
    Files.writeString(
        shared.resolve("several.yaml"),
        "tasks:\n"
            + task(0, data, "softmax")
            + task(1, data, "mlp")
            + task(2, TestData.inSpec(100), "mlp")
            + task(3, data, "[{layer: conv2d, filters: 2, kernel: 5}, max_pool]")
            + task(4, "{name: synthetic-digits, train_limit: 300}", "softmax")
            + "epochs: 2\nbatch_size: 32\noptimizers: [sgd, momentum, adam]\nseeds: 2\ntiming: false\n");
    outcome = Optbench.in(shared).run("run", "several.yaml", "--charts=none").exits(0);
    results = new Folder(shared.resolve("results/several"));
  }

  private static String task(int index, String data, String network) {
    return "  "
        + TASKS.get(index)
        + ": {data: "
        + data
        + ", network: "
        + network
        + ", target: 0.3}\n";
  }

  @Test
  void everyTaskIsTrainedAndRanked() {
    assertThat(results.trials()).hasSize(5 * 3 * 2);
    assertThat(results.csv("suite.csv"))
        .hasSize(15)
        .extracting(row -> row.get("task"))
        .containsAll(TASKS);
    JsonNode standings = Folder.json(results.text("suite.json")).get("results").get("standings");
    double sum = 0;
    for (JsonNode standing : standings) {
      sum += standing.get("mean_rank").asDouble();
    }
    // Of three on each task, whatever came of them: 1 + 2 + 3.
    assertThat(sum).isBetween(5.999, 6.001);
    assertThat(outcome.said()).contains(TASKS);
    assertThat(results.text("suite.html")).contains(TASKS);
  }

  @Test
  void aSuiteThatIsThereIsNotTrainedAgain() {
    Outcome dryRun = Optbench.in(shared).run("run", "several.yaml", "--dry-run", "--json").exits(0);
    Outcome again = Optbench.in(shared).run("run", "several.yaml", "--charts=none").exits(0);
    Outcome report = Optbench.in(shared).run("report", "results/several", "--charts=none").exits(0);

    for (JsonNode task : Folder.json(dryRun.out())) {
      assertThat(task.get("missing").asInt()).isZero();
    }
    assertThat(again.err()).contains("6 of 6 trials were there already");
    assertThat(again.out()).isEqualTo(outcome.out());
    assertThat(report.out()).contains("Test accuracy by task");
  }

  /** On a terminal, which a file is not: no line is wider, and no task is left out. */
  @Test
  void tablesFitTheTerminal() {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "there is no script(1)");
    for (int columns : List.of(60, 80)) {
      for (String command :
          List.of("report results/several --charts=none", "run several.yaml --dry-run")) {
        Outcome shown =
            Optbench.in(shared)
                .with("COLUMNS", String.valueOf(columns))
                .with("NO_COLOR", "1")
                .startedAs("script")
                .run("-qec", Optbench.HOME + "/optbench " + command + " 2>/dev/null", "/dev/null")
                .exits(0);

        assertThat(shown.out().lines())
            .as(command)
            .allSatisfy(line -> assertThat(line.codePoints().count()).isLessThanOrEqualTo(columns));
        assertThat(shown.said()).as(command).contains(TASKS);
      }
    }
  }
}
