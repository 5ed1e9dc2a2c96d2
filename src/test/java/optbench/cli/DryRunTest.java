package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class DryRunTest {
  @TempDir private Path folder;

  private static final String LINE =
      "run --dry-run --data synthetic-digits --optimizers adam,sgd --seeds 4,7 --epochs 1"
          + " --set data.train_limit=1000 --set data.validation=500 --set optimizers.sgd.l2=0.001";

  @Test
  void tellsWhatWouldBeTrained() {
    Cli.Outcome outcome = Cli.launch(LINE.split(" "));

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEqualTo("Trying a few steps of each kind of training...\n");
    assertThat(outcome.out())
        .startsWith(
            """
            4 trials to train: 2 optimizers, 2 seeds
              data      synthetic-digits: 1,000 training samples, 500 held out for validation
              network   mlp: dense 128 relu glorot_uniform, softmax 10; 101,770 parameters
              training  1 epoch of 8 steps, batch 128
              seeds     4, 7
              engine    lockstep on cpu

              label  optimizer  profile  form   hyper-parameters
              adam   adam       keras    keras  learning_rate=0.001 beta1=0.9 beta2=0.999 epsilon=1e-7
              sgd    sgd        keras    keras  learning_rate=0.01 momentum=0 l2=0.001
            """);
    assertThat(outcome.out())
        .containsPattern("there already +0 of 4 trials, in results/run\\n")
        .containsPattern(
            "time +about [0-9.]+ s \\([0-9.]+ s to [0-9.]+ s\\), from a few steps of 2 kinds of training\\n")
        .containsPattern(
            "disk +[0-9.]+ [KM]iB for trials, about 2\\.00 MiB for tables and charts\\n")
        .containsPattern(
            "power +2 seeds and 1 pair of optimizers show these differences in 4 of 5 cases: from 1\\.15 points on if");
  }

  private Path tooWide() throws IOException {
    return Files.writeString(
        folder.resolve("wide.yaml"),
        """
            data: {name: synthetic-digits, train_limit: 3000}
            network:
              - {layer: conv2d, filters: 90000, kernel: 3}
              - {layer: conv2d, filters: 1, kernel: 3}
            optimizers: [sgd]
            batch_size: full
            epochs: 1
            seeds: 1
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--dry-run", "--dry-run --json", "--charts none"})
  void whatNoMemoryHoldsIsNotEvenTried(String way) throws IOException {
    Path spec = tooWide();
    Path out = folder.resolve("out");

    Cli.Outcome outcome = Cli.launch(("run " + spec + " --out " + out + " " + way).split(" "));

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err())
        .containsPattern(
            "(?m)^optbench: error: training sgd on batches of 3000 needs about [0-9.]+ [KMGT]iB, and"
                + " [0-9.]+ [KMGT]iB of memory are to be had: take a smaller batch_size");
    assertThat(out.resolve("trials")).doesNotExist();
    assertThat(out.resolve("run.json")).doesNotExist();
  }

  @Test
  void whatIsRefusedForLackOfMemoryRemovesNothing() throws IOException {
    Path out = folder.resolve("out");
    String line = "run --data synthetic-digits --set data.train_limit=100 --seeds 1 --epochs 1";
    Cli.launch((line + " --optimizers sgd --charts none --out " + out).split(" "));
    String run = Files.readString(out.resolve("run.json"));

    Cli.Outcome outcome =
        Cli.launch("run", tooWide().toString(), "--force", "--out", out.toString());

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(3);
    assertThat(outcome.err()).doesNotContain("removing");
    assertThat(out.resolve("run.json")).hasContent(run);
    assertThat(out.resolve("trials")).isNotEmptyDirectory();
  }

  @Test
  void saysWhichTrialsAreThereFromOtherConditions() throws IOException {
    String line = LINE.replace("run --dry-run", "run") + " --charts none --out " + folder;
    Cli.launch(line.replace("4,7", "4").split(" "));
    Path run = folder.resolve("run.json");
    Files.writeString(
        run, Files.readString(run).replaceAll("\"java\": \"[^\"]*\"", "\"java\": \"11.0.1\""));

    Cli.Outcome outcome = Cli.launch((line + " --dry-run").split(" "));
    Cli.Outcome json = Cli.launch((line + " --dry-run --json").split(" "));

    String java = System.getProperty("java.version");
    assertThat(outcome.err())
        .endsWith(
            "optbench: note: 2 of 4 trials are there from other conditions (Java 11.0.1, now "
                + java
                + ") and kept: their times are not pooled or compared with new ones. Run under the"
                + " same conditions, or train all again with --force.\n");
    assertThat(outcome.out()).containsPattern("there already +2 of 4 trials");
    assertThat(json.json())
        .extracting(t -> t.get("stored") + " " + t.get("conditions_differ_in"))
        .containsExactly(
            "true [\"Java 11.0.1, now " + java + "\"]",
            "false []",
            "true [\"Java 11.0.1, now " + java + "\"]",
            "false []");
    assertThat(json.err()).contains("optbench: note: 2 of 4 trials");
  }

  private static final String[] TUNED = {
    "run",
    "--dry-run",
    "--data",
    "synthetic-digits",
    "--optimizers",
    "adam,momentum",
    "--seeds",
    "2",
    "--epochs",
    "1",
    "--set",
    "data.train_limit=1000",
    "--set",
    "tune={search: random, hyper_parameters: {momentum: {linear: [0.5, 0.99]}}}",
    "--set",
    "tune.hyper_parameters.learning_rate={log: [1e-4, 1]}",
    "--set",
    "tune.trials=3",
    "--set",
    "tune.seeds=[-5]"
  };

  @Test
  void tellsWhatWouldBeTriedAndWhatFollows() {
    Cli.Outcome outcome = Cli.launch(TUNED);

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEqualTo("Trying a few steps of each kind of training...\n");
    assertThat(outcome.out())
        .startsWith(
            """
            6 trials to tune: 2 optimizers, 3 settings each (random), 1 seed
              data      synthetic-digits: 1,000 training samples, 5,000 held out for validation
              network   mlp: dense 128 relu glorot_uniform, softmax 10; 101,770 parameters
              training  1 epoch of 8 steps, batch 128
              seeds     -5
              engine    lockstep on cpu

              label     optimizer  profile  form   hyper-parameters
              adam      adam       keras    keras  beta1=0.9 beta2=0.999 epsilon=1e-7
              momentum  momentum   keras    keras  dampening=0

              label     settings to try
              adam      learning_rate: 0.0003064, 0.01251, 0.0005908
              momentum  momentum=0.786 learning_rate=0.0003064; momentum=0.7439 learning_rate=0.01251; momentum=0.5236 learning_rate=0.0005908

            Then 4 trials to train: of each optimizer the setting with the best validation_accuracy, on the same training samples, with seeds 1, 2. These are the results; the test set has no say in what is chosen.
            """);
    assertThat(outcome.out())
        .containsPattern("there already +0 of 10 trials, in results/run\\n")
        .containsPattern(
            "power +2 seeds and 1 pair of optimizers show these differences in 4 of 5 cases: from ");
  }

  @Test
  void asJsonTellsBothStages() {
    List<String> command = new ArrayList<>(List.of(TUNED));
    command.add("--json");

    JsonNode json = Cli.launch(command.toArray(String[]::new)).json();

    assertThat(json.get("tuning")).hasSize(6);
    assertThat(json.at("/tuning/4/label").asText()).isEqualTo("momentum");
    assertThat(json.at("/tuning/4/values").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("learning_rate", "momentum");
    assertThat(json.at("/tuning/4/trials")).hasSize(1);
    JsonNode settings = json.at("/tuning/4/trials/0/settings");
    assertThat(settings.get("seed").asLong()).isEqualTo(-5);
    assertThat(settings.get("engine").asText()).isEqualTo("lockstep");
    assertThat(settings.get("validation_samples").asInt()).isEqualTo(5000);
    assertThat(settings.at("/hyper_parameters/momentum"))
        .isEqualTo(json.at("/tuning/4/values/momentum"));
    assertThat(json.at("/then/trials").asInt()).isEqualTo(4);
    assertThat(json.at("/then/select").asText()).isEqualTo("validation_accuracy");
    assertThat(json.at("/then/seeds")).extracting(JsonNode::asLong).containsExactly(1L, 2L);
    assertThat(json.at("/then/labels"))
        .extracting(JsonNode::asText)
        .containsExactly("adam", "momentum");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "keras | 0.01 | 0.01",
        "keras | {decoupled: 0.01} | 0.01",
        "pytorch | {decoupled: 1e-4} | 1.0E-4",
        "dl4j | {decoupled: 0.01} | 0.01",
        "paper | {decoupled: 0.01} | 0.01",
        "paper | 0 |",
        "pytorch | {decoupled: 0} |",
      })
  void weightDecayIsTakenByNameWhereTheProfileHasItAndInSoManyWordsEverywhere(
      String profile, String decay, String recorded) {
    JsonNode json = decayed(profile, decay).json();

    assertThat(json.at("/1/settings/techniques/weight_decay").textValue()).isEqualTo(recorded);
  }

  @Test
  void whatIsWrongWithAnOptionIsSaidOfThatOption() {
    Cli.Outcome outcome = decayed("dl4j", "20");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .isEqualTo(
            "optbench: error: --set optimizers.sgd.weight_decay=20: sgd under profile dl4j has no weight decay:"
                + " write 'weight_decay: {decoupled: 20}' to decay the weights all the same, or 'l2: 20' for a"
                + " penalty\n");
  }

  private static Cli.Outcome decayed(String profile, String decay) {
    return Cli.launch(
        "run",
        "--dry-run",
        "--json",
        "--data",
        "synthetic-digits",
        "--set",
        "data.train_limit=100",
        "--optimizers",
        "adam,sgd",
        "--seeds",
        "1",
        "--profile",
        profile,
        "--set",
        "optimizers.sgd.weight_decay=" + decay);
  }

  @Test
  void asJsonHasEveryTrialInFull(@TempDir Path out) {
    JsonNode json = Cli.launch((LINE + " --json --out " + out).split(" ")).json();

    assertThat(json).hasSize(4);
    assertThat(json.at("/1/label").asText()).isEqualTo("adam");
    assertThat(json.at("/1/settings/seed").asLong()).isEqualTo(7);
    assertThat(json.at("/3/settings/techniques/l2").asText()).isEqualTo("0.001");
    assertThat(json.at("/0/id").asText()).hasSize(16);
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void saysHowTrainingsAreWatchedAndTakesTheEngineThatCan() {
    Cli.Outcome outcome = Cli.launch((LINE + " --no-timing --set probe=true").split(" "));

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .contains("probe     loss on 1,000 training images after each of the first 300 steps")
        .contains("engine    dl4j")
        .containsPattern("the\\s+probe\\s+takes\\s+time\\s+beside\\s+that");
  }

  @Test
  void inJvmsOfTheirOwnTheTrialsAreTheSameAndJvmsAreToStart() {
    String isolated = LINE + " --isolate --set timing.repeats=3";

    assertThat(Cli.launch((isolated + " --json").split(" ")).json())
        .isEqualTo(Cli.launch((LINE + " --json").split(" ")).json());
    assertThat(Cli.launch(isolated.split(" ")).out())
        .containsPattern("2 kinds of training; and the start of 12 JVMs\\n");
  }

  /** As auto took dl4j for times in earlier versions. */
  @Test
  void saysThatTrialsAreThereFromAnotherEngine() {
    String run =
        "run --data synthetic-digits --network softmax --optimizers adam,sgd --seeds 1 --epochs 1"
            + " --set data.train_limit=100 --charts none --out "
            + folder.resolve("out");
    Cli.launch((run + " --engine dl4j").split(" "));

    Cli.Outcome other = Cli.launch((run + " --dry-run").split(" "));
    Cli.Outcome same = Cli.launch((run + " --dry-run --engine dl4j").split(" "));

    assertThat(other.err())
        .contains(
            "optbench: note: 2 of 2 trials are there from engine dl4j, which is not what auto takes"
                + " here: to go on with them, add --engine dl4j");
    assertThat(other.out()).contains("0 of 2 trials");
    assertThat(same.err()).doesNotContain("engine");
    assertThat(same.out()).contains("2 of 2 trials");
  }

  @Test
  void withoutTimingTheTrialsOfANamedEngineAreTheSame() {
    JsonNode ids = Cli.launch((LINE + " --json --engine dl4j").split(" ")).json();
    Cli.Outcome outcome =
        Cli.launch((LINE + " --json --engine dl4j --no-timing --jobs auto").split(" "));

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.json()).isEqualTo(ids);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--jobs 0 | --jobs must be auto or a whole number from 1 to 1000 but was 0",
        "--jobs x | --jobs must be auto or a whole number from 1 to 1000 but was 'x'",
        "--jobs -2 | --jobs must be auto or a whole number from 1 to 1000 but was '-2'",
        "--jobs 1001 | --jobs must be auto or a whole number from 1 to 1000 but was 1001",
        "--jobs | --jobs needs a value: --jobs N|auto",
        "--engine dl4 | --engine dl4: unknown engine 'dl4': did you mean 'dl4j'? Known: auto, dl4j, lockstep",
        "--set timing=maybe | --set timing=maybe: timing must be true or false, or a mapping such as {isolate: true, repeats: 3}, but was 'maybe'",
        "--set jobs=2 | --set jobs=2: unknown key 'jobs'",
      })
  void whatCannotBeIsRefusedBeforeAnyData(String options, String message) {
    Cli.Outcome outcome = Cli.launch((LINE + " " + options).split(" "));

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("optbench: error: " + message);
  }

  @Test
  void theDataThatIsTakenInsteadIsSaidOnStandardError() {
    Cli.Outcome outcome =
        Cli.launch("run", "--dry-run", "--json", "--quiet", "--optimizers", "sgd", "--seeds", "1");

    assertThat(outcome.json()).hasSize(1);
    assertThat(outcome.err()).startsWith("optbench: note: SYNTHETIC DIGITS stand in for MNIST");
  }

  @Test
  void dataThatWasNamedIsNeverReplaced() {
    Cli.Outcome outcome = Cli.launch("run", "--dry-run", "--data", "mnist");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.MISSING);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("optbench: error: mnist is not in ");
  }
}
