package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import optbench.hash.Sha256;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keras models, from the command line to the results. */
@Tag("slow")
class KerasModelRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path MODELS = Path.of("src/test/resources/optbench/keras");

  /** What {@code mlp-2.1.json} describes. */
  private static final String MLP = "network=[{layer: dense, units: 128}]";

  @TempDir private Path folder;

  private Cli.Outcome run(String out, String... words) {
    List<String> all =
        Stream.concat(
                Stream.of(
                    "run",
                    "--charts=none",
                    "--no-timing",
                    "--data=synthetic-digits",
                    "--set=data.train_limit=200",
                    "--epochs=1",
                    "--seeds=1",
                    "--optimizers=sgd,adam",
                    "--out=" + folder.resolve(out)),
                Stream.of(words))
            .toList();
    return Cli.launch(all.toArray(String[]::new));
  }

  private static void assertFine(Cli.Outcome outcome) {
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
  }

  /** Losses and accuracies by id. */
  private Map<String, JsonNode> losses(String out) throws IOException {
    Map<String, JsonNode> losses = new TreeMap<>();
    try (Stream<Path> trials = Files.list(folder.resolve(out).resolve("trials"))) {
      for (Path trial : trials.toList()) {
        JsonNode tree = JSON.readTree(trial.toFile());
        JsonNode last = tree.get("epochs").get(0);
        losses.put(
            tree.get("id").asText(),
            JSON.createArrayNode()
                .add(last.get("train_loss"))
                .add(last.get("test_loss"))
                .add(last.get("test_accuracy")));
      }
    }
    return losses;
  }

  private Path model(String name, String as) throws IOException {
    return Files.copy(MODELS.resolve(name), folder.resolve(as));
  }

  @Test
  void trialsAreThoseOfTheSameLayersInAList() throws IOException {
    assertFine(run("listed", "--set=" + MLP));
    assertFine(run("read", "--network=" + MODELS.resolve("mlp-2.1.json")));

    assertThat(losses("read")).hasSize(2).isEqualTo(losses("listed"));
    assertFine(
        Cli.launch(
            "compare", folder.resolve("listed").toString(), folder.resolve("read").toString()));
  }

  @Test
  void aFolderNeedsTheFileNoMore() throws IOException {
    Path file = model("mlp-2.1.json", "m.json");
    String sha256 = Sha256.hex(Files.readAllBytes(file));
    assertFine(run("r", "--set=network.keras=" + file));
    Files.delete(file);

    JsonNode network =
        JSON.readTree(folder.resolve("r/run.json").toFile()).get("spec").get("network");
    assertThat(network.get("keras").asText()).isEqualTo(file.toString());
    assertThat(network.get("model").get("sha256").asText()).isEqualTo(sha256);
    assertFine(Cli.launch("report", "--charts=none", folder.resolve("r").toString()));

    Path resolved =
        Files.writeString(
            folder.resolve("resolved.json"),
            JSON.readTree(folder.resolve("r/run.json").toFile()).get("spec").toString());
    assertFine(Cli.launch("validate", resolved.toString()));
    Cli.Outcome again =
        Cli.launch("run", resolved.toString(), "--dry-run", "--out=" + folder.resolve("r"));
    assertFine(again);
    assertThat(again.said()).contains("there already 2 of 2 trials");

    Cli.Outcome gone = run("r", "--set=network.keras=" + file);
    assertThat(gone.exitCode()).isEqualTo(ExitCode.MISSING);
    assertThat(gone.err()).contains(file + ": cannot be read: no such file or folder");
  }

  @Test
  void otherLayersInTheFileAreOtherTrials() throws IOException {
    Path file = model("mlp-2.1.json", "m.json");
    assertFine(run("r", "--set=network.keras=" + file));
    Map<String, JsonNode> before = losses("r");
    String text = Files.readString(file);
    Files.writeString(file, text + "\n");
    assertFine(run("r", "--set=network.keras=" + file));
    assertThat(losses("r")).isEqualTo(before);

    Files.writeString(file, text.replace("\"units\": 128", "\"units\": 64"));
    assertFine(run("r", "--set=network.keras=" + file));

    assertThat(losses("r")).hasSize(4).containsAllEntriesOf(before);
  }

  @Test
  void shardsOfAModelAndOfAListAreMerged() throws IOException {
    assertFine(run("1", "--name=m", "--shard=1/2", "--network=" + model("mlp-2.1.json", "m.json")));
    assertFine(run("2", "--name=m", "--shard=2/2", "--set=" + MLP));

    assertFine(
        Cli.launch(
            "merge",
            folder.resolve("1").toString(),
            folder.resolve("2").toString(),
            "--out=" + folder.resolve("whole")));
    assertThat(losses("whole")).hasSize(2);
  }

  private static final String IMPORTED = "--set=network.weights=imported";

  private List<JsonNode> trials(String out) throws IOException {
    List<JsonNode> trees = new ArrayList<>();
    try (Stream<Path> trials = Files.list(folder.resolve(out).resolve("trials"))) {
      for (Path trial : trials.toList()) {
        trees.add(JSON.readTree(trial.toFile()));
      }
    }
    return trees;
  }

  @Test
  void everySeedStartsFromTheWeightsOfTheFile() throws IOException {
    Path file = model("digits.h5", "d.h5");
    Cli.Outcome planned = run("r", "--network=" + file, IMPORTED, "--set=seeds=2", "--dry-run");
    assertFine(planned);
    assertThat(planned.said()).contains("its layers, and its weights for every seed");

    assertFine(run("r", "--network=" + file, IMPORTED, "--set=seeds=2"));

    List<JsonNode> trials = trials("r");
    assertThat(trials).hasSize(4);
    assertThat(trials)
        .extracting(t -> t.get("initial_weights_sha256").asText())
        .containsOnly(trials.get(0).get("initial_weights_sha256").asText());
    JsonNode network =
        JSON.readTree(folder.resolve("r/run.json").toFile()).get("spec").get("network");
    assertThat(network.get("weights").asText()).isEqualTo("imported");
    String sha256 = network.get("model").get("weights").asText();
    assertThat(trials)
        .allSatisfy(
            t ->
                assertThat(t.get("settings").get("layers").asText())
                    .endsWith("softmax 10, from weights " + sha256.substring(0, 16)));
    assertThat(losses("r").values().stream().distinct()).hasSize(4);
  }

  @Test
  void importedWeightsAreOtherTrialsThanDrawnOnes() throws IOException {
    Path file = model("digits.h5", "d.h5");
    assertFine(run("r", "--network=" + file));
    Map<String, JsonNode> drawn = losses("r");

    assertFine(run("r", "--network=" + file, IMPORTED));
    Map<String, JsonNode> both = losses("r");
    assertThat(both).hasSize(4).containsAllEntriesOf(drawn);

    Files.copy(MODELS.resolve("digits-other.h5"), file, StandardCopyOption.REPLACE_EXISTING);
    assertFine(run("r", "--network=" + file, IMPORTED));
    assertThat(losses("r")).hasSize(6).containsAllEntriesOf(both);
  }

  @Test
  void onlyTrainingNeedsTheFileOfTheWeights() throws IOException {
    Path file = model("digits.h5", "d.h5");
    assertFine(run("r", "--network=" + file, IMPORTED));
    Path resolved =
        Files.writeString(
            folder.resolve("resolved.json"),
            JSON.readTree(folder.resolve("r/run.json").toFile()).get("spec").toString());
    Files.delete(file);

    assertFine(Cli.launch("report", "--charts=none", folder.resolve("r").toString()));
    assertFine(Cli.launch("validate", resolved.toString()));
    Cli.Outcome again =
        Cli.launch("run", resolved.toString(), "--dry-run", "--out=" + folder.resolve("r"));
    assertFine(again);
    assertThat(again.said()).contains("there already 2 of 2 trials");

    String[] more = {
      "run", resolved.toString(), "--seeds=3", "--charts=none", "--out=" + folder.resolve("r")
    };
    assertThat(Cli.launch(more).err()).contains(file + ": cannot be read: no such file or folder");
    model("digits-other.h5", "d.h5");
    Cli.Outcome other = Cli.launch(more);
    assertThat(other.exitCode()).isEqualTo(ExitCode.MISSING);
    assertThat(other.err()).contains(file + ": has other weights than when it was first read");
    assertThat(losses("r")).hasSize(2);
    Files.delete(file);
    model("digits.h5", "d.h5");
    assertFine(Cli.launch(more));
    assertThat(losses("r")).hasSize(6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "mlp-2.1.json | 3 | holds no weights to be imported",
        "weights-only.h5 | 3 | has no attribute model_config",
        "article-cnn.h5 | 2 | layer 2 'conv2d' (Conv2D): has no weights in the file",
        "article-cnn.keras | 2 | layer 2 'conv2d' (Conv2D): has no weights in the file",
        "misfit.h5 | 2 | layer 2 'dense_0' (Dense): kernel must be 5x4 but was 4x5",
        "lacking.h5 | 2 | layer 3 'dense_1' (Dense): has no bias in the file",
        "not-finite.h5 | 2 | layer 3 'dense_1' (Dense): bias has a number that is not finite, NaN",
        "integers.h5 | 2 | layer 2 'dense_0' (Dense): kernel must be floating-point numbers"
      })
  void weightsThatCannotBeTaken(String name, int code, String why) throws IOException {
    Path file = model(name, name);
    Path spec =
        Files.writeString(
            folder.resolve("s.yaml"), "network: {keras: " + file + ", weights: imported}\n");

    Cli.Outcome outcome = Cli.launch("validate", spec.toString());

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(code);
    assertThat(outcome.err().lines()).singleElement().asString().contains(file + ": " + why);
  }

  @Test
  void aClusterHasNoFile() throws IOException {
    Cli.Outcome outcome =
        run("r", "--network=" + model("digits.h5", "d.h5"), IMPORTED, "--set=cluster=spark://h:1");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.err())
        .contains("cluster must not be given where network.weights is imported");
  }

  @Test
  void itTakesThePlaceOfWhatTheSpecHas() throws IOException {
    for (String network : List.of("softmax", "[flatten]", "{keras: no-such.h5}")) {
      Path spec = Files.writeString(folder.resolve("spec.yaml"), "network: " + network + "\n");
      Cli.Outcome outcome =
          run("r", "--dry-run", spec.toString(), "--network=" + MODELS.resolve("mlp-2.1.json"));
      assertFine(outcome);
      assertThat(outcome.said())
          .contains("custom: dense 128 relu glorot_uniform, softmax 10", "mlp-2.1.json, SHA-256");
    }
  }

  @Test
  void aModelForOtherData() throws IOException {
    String text = Files.readString(MODELS.resolve("mlp-2.1.json"));
    for (String[] change : new String[][] {{"784", "785"}, {"\"units\": 10", "\"units\": 11"}}) {
      Path file = Files.writeString(folder.resolve("m.json"), text.replace(change[0], change[1]));

      Cli.Outcome outcome = run("r", "--set=network.keras=" + file);

      assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(outcome.err().lines())
          .singleElement()
          .asString()
          .contains("m.json takes 78", "but synthetic-digits has 28x28x1 and 10: make the model");
    }
  }

  @Test
  void faultsNameTheSpecTheFileAndTheLayer() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("m.json"),
            Files.readString(MODELS.resolve("every-kind.json"))
                .replace("\"use_bias\": true", "\"use_bias\": false"));
    Path spec =
        Files.writeString(folder.resolve("s.yaml"), "epochs: 1\nnetwork: {keras: " + file + "}\n");

    Cli.Outcome outcome = Cli.launch("validate", spec.toString());

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.err().lines())
        .containsExactly(
            "optbench: error: "
                + spec
                + ":2:18: "
                + file
                + ": layer 2 'conv' (Conv2D): use_bias must be true here but was false: change the"
                + " model, or list its layers under network");
  }

  @Test
  void damagedFilesAreOneLine() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("deep.json", "[".repeat(100_000).getBytes(StandardCharsets.UTF_8));
    files.put("twice.json", "{\"a\": 1, \"a\": 2}".getBytes(StandardCharsets.UTF_8));
    files.put(
        "large.json", "{\"a\": 123456789012345678901234567890}".getBytes(StandardCharsets.UTF_8));
    files.put("empty.json", new byte[0]);
    files.put("no.keras", new byte[100]);
    files.put("no.h5", new byte[100]);
    files.put("weights.h5", Files.readAllBytes(MODELS.resolve("weights-only.h5")));
    byte[] half = Files.readAllBytes(MODELS.resolve("article-cnn.h5"));
    files.put("half.hdf5", Arrays.copyOf(half, half.length / 2));
    for (Map.Entry<String, byte[]> each : files.entrySet()) {
      Path file = Files.write(folder.resolve(each.getKey()), each.getValue());
      Path spec = Files.writeString(folder.resolve("s.yaml"), "network: {keras: " + file + "}\n");

      Cli.Outcome outcome = Cli.launch("validate", spec.toString());

      assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.MISSING);
      assertThat(outcome.err().lines())
          .singleElement()
          .asString()
          .startsWith("optbench: error: " + file + ": ");
    }
  }

  @Test
  void theExampleIsValid() {
    Cli.Outcome outcome = Cli.launch("validate", "configs/keras-model.yaml");

    assertFine(outcome);
    assertThat(outcome.out()).contains("valid, 6 trials");
  }
}
