package optbench.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import optbench.e2e.Optbench.Outcome;
import optbench.e2e.Optbench.Running;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking for a learning rate, then training with it. */
class TuneIT {
  private static final String RATES = "{log: [0.01, 100], points: 5}";

  @TempDir static Path shared;
  private static Folder first;
  private static Outcome outcome;

  @TempDir Path temporary;

  @BeforeAll
  static void runOnce() {
    outcome = Optbench.in(shared).run(command()).exits(0);
    first = new Folder(shared.resolve("results/run"));
  }

  private static List<String> command(String... more) {
    List<String> command =
        new ArrayList<>(
            TestData.runWithCharts(
                800, "--network", "softmax", "--optimizers", "sgd,adam", "--epochs", "2"));
    command.addAll(
        List.of(
            "--seeds",
            "2",
            "--set",
            "data.validation=500",
            "--set",
            "tune={hyper_parameters: {learning_rate: " + RATES + "}}"));
    command.addAll(List.of(more));
    return command;
  }

  @Test
  void everySettingIsInTheTableAndTheBestOfEachIsChosen() {
    List<Map<String, String>> rows = first.csv("tuning.csv");

    assertThat(rows)
        .extracting(row -> row.get("label") + " " + row.get("learning_rate"))
        .containsExactly(
            "sgd 0.01",
            "sgd 0.1",
            "sgd 1",
            "sgd 10",
            "sgd 100",
            "adam 0.01",
            "adam 0.1",
            "adam 1",
            "adam 10",
            "adam 100");
    for (String label : List.of("sgd", "adam")) {
      Map<String, String> best =
          rows.stream()
              .filter(row -> row.get("label").equals(label))
              .filter(row -> !row.get("validation_accuracy_mean").isEmpty())
              .max(
                  Comparator.comparingDouble(
                          (Map<String, String> row) ->
                              Double.parseDouble(row.get("validation_accuracy_mean")))
                      .thenComparingDouble(
                          row -> -Double.parseDouble(row.get("validation_loss_mean"))))
              .orElseThrow();
      assertThat(rows)
          .filteredOn(row -> row.get("label").equals(label) && row.get("chosen").equals("true"))
          .containsExactly(best);
      assertThat(first.csv("accuracy.csv"))
          .filteredOn(row -> row.get("label").equals(label))
          .extracting(row -> row.get("tuned"))
          .containsExactly("learning_rate=" + best.get("learning_rate"));
    }
  }

  @Test
  void theResultsAreOfOtherSeedsAndTimed() {
    JsonNode run = Folder.json(first.text("run.json"));

    assertThat(first.trials()).hasSize(14);
    assertThat(run.at("/tuning/settings")).hasSize(10);
    assertThat(run.get("trials"))
        .extracting(trial -> trial.get("label").asText() + " " + trial.get("seed").asText())
        .containsExactly("sgd 1", "sgd 2", "adam 1", "adam 2");
    for (JsonNode trial : first.metrics().values()) {
      assertThat(trial.at("/settings/engine").asText()).isEqualTo("lockstep");
      assertThat(trial.at("/settings/validation_samples").asInt()).isEqualTo(500);
      assertThat(trial.at("/settings/training_samples").asInt()).isEqualTo(800);
    }
    assertThat(first.csv("accuracy.csv")).allMatch(row -> row.get("seeds").equals("2"));
    assertThat(outcome.err().lines().filter(line -> line.startsWith("tuning "))).hasSize(10);
    assertThat(outcome.err().lines().filter(line -> line.contains("test accuracy"))).hasSize(4);
  }

  @Test
  void chartsAndTextsAreMadeAgainFromTheTrials() {
    Folder copy = first.copyTo(temporary.resolve("results/run"));
    List<String> made =
        List.of(
            "tuning.csv",
            "tuning.md",
            "accuracy.md",
            "charts/learning-rate-sensitivity.svg",
            "charts/best-of-k.svg",
            "summary.json");
    made.forEach(name -> assertThat(copy.path().resolve(name).toFile().delete()).isTrue());

    Outcome report = Optbench.in(temporary).run("report", "results/run").exits(0);

    assertThat(report.out()).isEqualTo(outcome.out());
    for (String name : made) {
      assertThat(copy.text(name)).as(name).isEqualTo(first.text(name));
    }
  }

  @Test
  void theDryRunKnowsWhatWasChosen() {
    first.copyTo(temporary.resolve("results/run"));

    Outcome dryRun = Optbench.in(temporary).run(command("--dry-run")).exits(0);

    assertThat(dryRun.out())
        .contains("14 of 14 trials, in " + Path.of("results", "run"))
        .contains("none: there is nothing to train");
  }

  @Test
  void onlyTheResultsAreIsolated() {
    Outcome isolated =
        Optbench.in(temporary)
            .run(
                command(
                    "--set",
                    "timing.isolate=true",
                    "--set",
                    "timing.repeats=2",
                    "--charts",
                    "none"))
            .exits(0);

    Folder folder = new Folder(temporary.resolve("results/run"));
    assertThat(folder.text("tuning.csv")).isEqualTo(first.text("tuning.csv"));
    assertThat(folder.text("accuracy.csv")).isEqualTo(first.text("accuracy.csv"));
    assertThat(Folder.json(folder.text("run.json")).get("order")).hasSize(10 + 2 * 4);
    assertThat(isolated.err().lines().filter(line -> line.contains("test accuracy"))).hasSize(4);
  }

  /** By the engine that trains each alone: in a group, neighbours move the last digits. */
  @Test
  void aRunThatIsStoppedComesToTheSameEnd() {
    Folder stopped = new Folder(temporary.resolve("a"));
    String[] command =
        command("--engine", "dl4j", "--charts", "none", "--out", "a").toArray(String[]::new);
    try (Running running = Optbench.in(temporary).start(command)) {
      running.awaitThat("a trial is saved", () -> !stopped.trials().isEmpty());
      running.signal("KILL");
      running.outcome().exits(137);
    }

    Outcome resumed = Optbench.in(temporary).run(command).exits(0);
    Optbench.in(temporary)
        .run(command("--engine", "dl4j", "--charts", "none", "--out", "b"))
        .exits(0);

    Folder whole = new Folder(temporary.resolve("b"));
    assertThat(resumed.err()).contains(" of 14 trials were there already");
    assertThat(stopped.metrics()).hasSize(14).isEqualTo(whole.metrics());
    assertThat(stopped.text("tuning.csv")).isEqualTo(whole.text("tuning.csv"));
    assertThat(stopped.text("accuracy.csv")).isEqualTo(whole.text("accuracy.csv"));
  }
}
