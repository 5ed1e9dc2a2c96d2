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
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import optbench.stats.FakeRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportCommandTest {
  private static final int EPOCHS = 4;

  @TempDir private Path folder;

  /** Test accuracy in per cent after an epoch, of a seed: seeds vary by tenths of a point. */
  private static double accuracy(String label, double last, int seed, int epoch) {
    int factor = label.startsWith("adam") ? 2 : 4;
    return last - 8.0 / (epoch * epoch) + 0.5 + 0.1 * ((seed * factor) % 5 - 2);
  }

  /** As a script for PyTorch writes it: per cent, and seconds so far. */
  private Path pytorch(String name, double adam, double sgd) throws IOException {
    return pytorch(name, adam, sgd, 1, 2, 3, 4, 5);
  }

  private Path pytorch(String name, double adam, double sgd, int... seeds) throws IOException {
    StringBuilder rows =
        new StringBuilder("label,seed,epoch,test_accuracy,test_loss,train_loss,seconds,hp.lr\n");
    for (int seed : seeds) {
      for (int epoch = 1; epoch <= EPOCHS; epoch++) {
        for (String label : List.of("adam", "sgd")) {
          double last = label.equals("adam") ? adam : sgd;
          rows.append(
              String.format(
                  Locale.ROOT,
                  "%s,%d,%d,%.2f,%.4f,%.4f,%.1f,%s%n",
                  label,
                  seed,
                  epoch,
                  accuracy(label, last, seed, epoch),
                  1.0 / epoch,
                  1.1 / epoch,
                  2.5 * epoch,
                  label.equals("adam") ? "0.001" : "0.1"));
        }
      }
    }
    return Files.writeString(folder.resolve(name + ".csv"), rows);
  }

  private String out(String name) {
    return folder.resolve("results").resolve(name).toString();
  }

  private Cli.Outcome imported(Path log, String name, String... more) {
    List<String> words =
        new ArrayList<>(List.of("import", log.toString(), "--out", out(name), "--data", "mnist"));
    words.addAll(List.of(more));
    return Cli.launch(words.toArray(String[]::new));
  }

  @Test
  void aTableOfAnotherFrameworkBecomesARun() throws IOException {
    Cli.Outcome outcome = imported(pytorch("a", 97.5, 92), "a");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.said())
        .contains("Read 10 trials, and took")
        .contains("epoch 1 to 4")
        .contains("test_accuracy in per cent, 84.3 to 97.7")
        .contains("test_loss as it is, 0.25 to 1")
        .contains("train_accuracy not logged")
        .contains("seconds since the training began, kept but not compared, 2.5 to 10")
        .contains("steps not known (--steps-per-epoch)")
        .contains("seeds not known to be shared (--shared-seeds): trials are not paired")
        .contains("Welch's t-test, unpaired")
        .contains("adam is the best")
        .doesNotContain("NaN")
        .doesNotContain("ms/step");
    JsonNode record = json("a", "run.json");
    assertThat(record.path("environment").isNull()).isTrue();
    assertThat(record.path("imported").path("shared_seeds").booleanValue()).isFalse();
    assertThat(record.path("imported").path("files").get(0).path("name").asText())
        .isEqualTo("a.csv");
    for (JsonNode trial : trials("a")) {
      assertThat(trial.path("threads").isNull()).isTrue();
      assertThat(trial.path("state_bytes").isNull()).isTrue();
      assertThat(trial.path("initial_weights_sha256").asText()).isEmpty();
      assertThat(trial.path("settings").path("batch_size").isNull()).isTrue();
      assertThat(trial.path("settings").path("hyper_parameters").has("lr")).isTrue();
      assertThat(trial.path("epochs").get(3).path("steps").isNull()).isTrue();
      assertThat(trial.path("epochs").get(3).path("train_accuracy").isNull()).isTrue();
      assertThat(trial.path("epochs").get(3).path("train_seconds").doubleValue()).isEqualTo(10);
    }
  }

  private JsonNode json(String run, String file) throws IOException {
    return new ObjectMapper().readTree(Files.readString(Path.of(out(run)).resolve(file)));
  }

  private List<JsonNode> trials(String run) throws IOException {
    List<JsonNode> trials = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(out(run)).resolve("trials"))) {
      for (Path file : files.sorted().toList()) {
        trials.add(new ObjectMapper().readTree(Files.readString(file)));
      }
    }
    assertThat(trials).isNotEmpty();
    return trials;
  }

  @Test
  void thePageSaysThatItIsImportedAndClaimsNothingThatIsNotKnown() throws IOException {
    imported(pytorch("a", 97.5, 92), "a");

    String page = Files.readString(Path.of(out("a")).resolve("report.html"));

    assertThat(page)
        .contains("These results were imported")
        .contains("trained by something else than optbench")
        .contains("nobody said that a seed means the same weights")
        .doesNotContain("both start from the same weights")
        .doesNotContain("stored by a version")
        .doesNotContain("Trained by optbench")
        .doesNotContain("id=\"timing\"")
        .doesNotContain("unknown defaults")
        .doesNotContain("NaN %");
    assertThat(Path.of(out("a")).resolve("timing.csv")).doesNotExist();
  }

  @Test
  void seedsArePairedOnlyWhereTheUserSaysThatTheyAreShared() throws IOException {
    Path log = pytorch("a", 97.5, 97.3);

    assertThat(imported(log, "apart").said()).contains("unpaired");
    Cli.Outcome shared = imported(log, "shared", "--shared-seeds");

    assertThat(shared.said())
        .contains("shared, as --shared-seeds says")
        .contains("paired t-test")
        .doesNotContain("unpaired");
    assertThat(Files.readString(Path.of(out("shared")).resolve("comparisons.md")))
        .contains("who imported the results said that seeds are shared");
    assertThat(json("apart", "summary.json").path("ranks").path("rows")).isEmpty();
    assertThat(json("shared", "summary.json").path("ranks").path("rows")).hasSize(2);
  }

  @Test
  void everyCommandTakesAnImportedRun() throws IOException {
    imported(pytorch("a", 97.5, 92), "a");
    imported(pytorch("b", 97.4, 95), "b");

    assertThat(Cli.launch("report", out("a"), "--charts", "all").exitCode()).isZero();
    Cli.Outcome compared = Cli.launch("compare", out("a"), out("b"), "--out", out("ab"));
    assertThat(compared.exitCode()).as(compared.err()).isZero();
    assertThat(compared.said())
        .contains("not paired")
        .contains("Welch's t-test")
        .contains("A was imported")
        .doesNotContain("initial weights of a seed differ");
    assertThat(compared.out()).containsPattern("(?m)sgd +5 .*better");
    for (String format : List.of("csv", "json", "markdown", "latex")) {
      Cli.Outcome exported = Cli.launch("export", out("a"), "--to", format);
      assertThat(exported.exitCode()).as(format + exported.err()).isZero();
      assertThat(exported.out()).as(format).doesNotContain("NaN");
    }
    assertThat(Cli.launch("pack", out("a")).exitCode()).isZero();
    assertThat(Cli.launch("report", out("a"), "--charts", "none").exitCode()).isZero();
  }

  @Test
  void exportsReadBackAsTheSameResults() throws IOException {
    imported(pytorch("a", 97.5, 92), "a");
    Path csv = folder.resolve("again.csv");
    assertThat(Cli.launch("export", out("a"), "--to", "csv", "-o", csv.toString()).exitCode())
        .isZero();
    Path events = folder.resolve("events");
    assertThat(
            Cli.launch("export", out("a"), "--to", "tensorboard", "-o", events.toString())
                .exitCode())
        .isZero();

    assertThat(imported(csv, "from-csv").exitCode()).isZero();
    Cli.Outcome board = imported(events, "from-events");
    assertThat(board.exitCode()).as(board.err()).isZero();

    assertThat(accuracies("from-csv")).isEqualTo(accuracies("a"));
    assertThat(accuracies("from-events")).isEqualTo(accuracies("a"));
  }

  /** At the last epoch, by label and seed, as they are shown: event files hold 32 bits. */
  private List<String> accuracies(String run) throws IOException {
    return trials(run).stream()
        .map(
            t ->
                t.path("label").asText()
                    + " "
                    + t.path("settings").path("seed").asText()
                    + " "
                    + String.format(
                        Locale.ROOT,
                        "%.4f",
                        t.path("epochs").get(EPOCHS - 1).path("test_accuracy").doubleValue()))
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "97.5, 92, 0, No regression",
    "97.5, 84, 1, lost accuracy",
    "97.5, 95, 5, gained more than",
  })
  void gatesAsARunOfItsOwn(double adam, double sgd, int code, String words) throws IOException {
    imported(pytorch("before", 97.5, 92), "before");
    imported(pytorch("now", adam, sgd, 11, 12, 13, 14, 15), "now");
    String baseline = folder.resolve("main.json").toString();
    Cli.Outcome saved = Cli.launch("baseline", "save", out("before"), "-o", baseline);
    assertThat(saved.exitCode()).as(saved.err()).isZero();

    Cli.Outcome checked = Cli.launch("check", out("now"), "--baseline", baseline);

    assertThat(checked.exitCode()).as(checked.out() + checked.err()).isEqualTo(code);
    assertThat(checked.said()).contains(words);
  }

  @Test
  void whatCannotBeGatedIsFour() throws IOException {
    imported(pytorch("before", 97.5, 92), "before");
    imported(pytorch("few", 97.5, 91.9, 1, 2), "few");
    Path own = store("own", new FakeRun().finished("adam", 0.97, 0.971));
    String baseline = folder.resolve("main.json").toString();
    Cli.launch("baseline", "save", out("before"), "-o", baseline);

    Cli.Outcome other = Cli.launch("check", own.toString(), "--baseline", baseline);
    Cli.Outcome same = Cli.launch("check", out("before"), "--baseline", baseline);
    Cli.Outcome few =
        Cli.launch("check", out("few"), "--baseline", baseline, "--rule", "accuracy:0.1pt");

    assertThat(other.exitCode()).isEqualTo(4);
    assertThat(few.exitCode()).isEqualTo(4);
    assertThat(few.said()).contains("too few seeds");
    assertThat(same.exitCode()).isZero();
    assertThat(same.said()).contains("the same to the bit");
  }

  private Path store(String name, FakeRun run) {
    Path where = folder.resolve("results").resolve(name);
    try (optbench.store.RunStore store = optbench.store.RunStore.open(where)) {
      run.results().forEach(store::writeTrial);
      store.writeRun(run.record());
    }
    return where;
  }

  @Test
  void importsOfTheSameDataMerge() throws IOException {
    imported(pytorch("a", 97.5, 92), "a");
    imported(pytorch("b", 97.5, 92, 6, 7), "b");
    imported(pytorch("c", 97.5, 92, 8), "shared", "--shared-seeds");

    Cli.Outcome both = Cli.launch("merge", out("a"), out("b"), "--out", out("ab"));
    Cli.Outcome mixed = Cli.launch("merge", out("a"), out("shared"), "--out", out("no"));

    assertThat(both.exitCode()).as(both.err()).isZero();
    assertThat(both.said()).contains("7 seeds").contains("unpaired");
    assertThat(json("ab", "run.json").path("imported").path("files")).hasSize(2);
    assertThat(mixed.exitCode()).isEqualTo(4);
    assertThat(mixed.err()).contains("imported with --shared-seeds");
  }

  /** As Keras' CSVLogger writes it: epochs from 0, fractions. */
  private Path keras(ToDoubleFunction<String> last) throws IOException {
    Path logs = Files.createDirectories(folder.resolve("logs"));
    for (String label : List.of("adam-lr-0.001", "sgd")) {
      for (int seed = 1; seed <= 3; seed++) {
        StringBuilder rows = new StringBuilder("epoch,accuracy,loss,val_accuracy,val_loss\n");
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
          double accuracy = accuracy(label, last.applyAsDouble(label), seed, epoch) / 100;
          rows.append(
              String.format(
                  Locale.ROOT,
                  "%d,%.4f,%.4f,%.4f,%.4f%n",
                  epoch - 1,
                  accuracy - 0.01,
                  1.1 / epoch,
                  accuracy,
                  1.0 / epoch));
        }
        Files.writeString(logs.resolve(label + "-" + seed + ".csv"), rows);
      }
    }
    Files.writeString(logs.resolve("notes.csv"), "whatever\n");
    return logs;
  }

  @Test
  void logsOfKerasAreTakenByTheirNames() throws IOException {
    Path logs = keras(label -> label.equals("sgd") ? 92 : 97.5);

    Cli.Outcome outcome =
        imported(logs, "keras", "--pattern", "{label}-{seed}.csv", "--steps-per-epoch", "469");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.said())
        .contains("epoch 0 to 3, counted from 0: 0 is taken for the first epoch")
        .contains("test_accuracy fractions of 1")
        .contains("test_accuracy is val_accuracy")
        .contains("train_loss is loss")
        .contains("adam-lr-0.001 is the best");
    JsonNode last = trials("keras").get(0).path("epochs").get(3);
    assertThat(last.path("epoch").intValue()).isEqualTo(4);
    assertThat(last.path("steps").longValue()).isEqualTo(4 * 469);
  }

  @Test
  void linesOfJsonWithWhatPythonWritesForNoNumberAreADivergedTraining() throws IOException {
    Path log =
        Files.writeString(
            folder.resolve("log.jsonl"),
            """
            {"label": "adam", "seed": 1, "epoch": 1, "test_accuracy": 0.9, "train_loss": 0.5, "hyper_parameters": {"lr": 0.1}}
            {"label": "adam", "seed": 1, "epoch": 2, "test_accuracy": 0.91, "train_loss": 0.4, "hyper_parameters": {"lr": 0.1}}
            {"label": "sgd", "seed": 1, "epoch": 1, "test_accuracy": 0.8, "train_loss": 0.9, "hyper_parameters": {"lr": 9}}
            {"label": "sgd", "seed": 1, "epoch": 2, "test_accuracy": null, "train_loss": NaN, "hyper_parameters": {"lr": 9}}
            """);

    Cli.Outcome outcome = imported(log, "json");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.said()).contains("× diverged").contains("sgd in 1 of 1 seed");
    assertThat(trials("json"))
        .extracting(t -> t.path("label").asText() + " " + t.path("outcome").asText())
        .containsExactlyInAnyOrder("adam finished", "sgd diverged");
  }

  @Test
  void gapsAreSaidAndNeverFilled() throws IOException {
    Path log =
        Files.writeString(
            folder.resolve("gaps.csv"),
            """
            label,seed,epoch,test_accuracy
            adam,1,1,0.90
            adam,1,2,0.91
            adam,1,3,0.92
            adam,2,1,0.90
            adam,2,3,0.92
            sgd,1,1,0.80
            sgd,1,2,0.81
            """);

    Cli.Outcome outcome = imported(log, "gaps");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.err())
        .contains("adam, seed 2 has no result: epoch 2 is missing.")
        .contains("sgd, seed 1 has no result: it ends after epoch 2, and others go on to 3.")
        .contains("sgd has no row of seed 2, which others have.");
    assertThat(Cli.launch("baseline", "save", out("gaps"), "-o", out("x.json")).exitCode())
        .isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "adam,1,1,0.9,1\\nadam,1,1,0.9,1 | :3: test_accuracy of adam, seed 1, epoch 1 is there twice",
        "adam,1,1,90,1\\nadam,1,2,900,1 | :3: test_accuracy must be 0 to 1, or in per cent 0 to 100",
        "adam,1,1,0.9,5\\nadam,1,2,0.9,4 | :3: seconds are those since the training began",
        "adam,x,1,0.9,1 | :2: seed must be a whole number from 0 on but was 'x'",
        "adam,1,1,0.9 | :2: has 4 cells but the head has 5 columns",
        ",1,1,0.9,1 | :2: label is missing",
        "adam,1,,0.9,1 | :2: says no epoch and no step",
        "adam,1,1,,1 | there is no test_accuracy in any row",
        "adam,1,1,'0,9',1 | :2: has 6 cells",
      })
  void whatIsWrongIsSaidWithItsPlace(String rows, String words) throws IOException {
    Path log =
        Files.writeString(
            folder.resolve("bad.csv"),
            "label,seed,epoch,test_accuracy,seconds\n" + rows.replace("\\n", "\n") + "\n");

    Cli.Outcome outcome = imported(log, "bad");

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err()).contains(words);
    assertThat(outcome.err().lines().count()).isLessThanOrEqualTo(2);
    assertThat(Path.of(out("bad"))).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--pattern=x.csv",
        "--columns=foo=bar",
        "--columns=epoch",
        "--accuracy=points",
        "--seconds=minutes",
        "--steps-per-epoch=0",
        "--data= "
      })
  void optionsThatMakeNoSenseAreUsageFaults(String option) throws IOException {
    Cli.Outcome outcome = imported(pytorch("a", 97.5, 92), "a", option);

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains(option.split("=", 2)[0]);
  }

  @Test
  void aRunThatIsThereIsNotOverwritten() throws IOException {
    Path log = pytorch("a", 97.5, 92);
    imported(log, "a");

    assertThat(imported(log, "a").exitCode()).isEqualTo(2);
    assertThat(imported(log, "a", "--force").exitCode()).isZero();
  }

  @Test
  void stepsCountWhereNobodyCountsEpochs() throws IOException {
    Path log =
        Files.write(
            folder.resolve("steps.csv"),
            """
            label,seed,iteration,acc
            adam,1,0,0.1
            adam,1,100,0.8
            adam,1,200,0.9
            adam,2,0,0.1
            adam,2,100,0.81
            adam,2,200,0.91
            """
                .getBytes(StandardCharsets.UTF_8));

    Cli.Outcome outcome = imported(log, "steps", "--columns", "step=iteration,test_accuracy=acc");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.err()).contains("What was evaluated at step 0");
    assertThat(outcome.said()).contains("step evaluated at 2 of them, 100 to 200");
    assertThat(trials("steps").get(0).path("epochs").get(1).path("steps").longValue())
        .isEqualTo(200);
  }
}
