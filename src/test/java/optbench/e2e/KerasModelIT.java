package optbench.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import optbench.e2e.Optbench.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that Keras has saved, wherever a spec may name a network. */
class KerasModelIT {
  private static final String MODELS = "src/test/resources/optbench/keras";
  private static final String IMPORTED = "{keras: digits.h5, weights: imported}";

  @TempDir Path temporary;

  @BeforeEach
  void copyModel() throws IOException {
    Files.copy(Optbench.HOME.resolve(MODELS).resolve("digits.h5"), temporary.resolve("digits.h5"));
  }

  private Folder results(String name) {
    return new Folder(temporary.resolve("results").resolve(name));
  }

  /** Hashes of the weights that trials started from. */
  private static List<String> starts(Folder folder) {
    List<String> starts = new ArrayList<>();
    folder
        .metrics()
        .values()
        .forEach(trial -> starts.add(trial.get("initial_weights_sha256").asText()));
    return starts;
  }

  @Test
  void inASuite() throws IOException {
    Files.writeString(
        temporary.resolve("s.yaml"),
        "tasks:\n  drawn: {network: {keras: digits.h5}}\n  saved: {network: "
            + IMPORTED
            + "}\n  preset: {network: softmax}\ndata: "
            + TestData.inSpec(200)
            + "\nepochs: 1\noptimizers: [sgd, adam]\nseeds: 2\ntiming: false\n");

    Outcome outcome = Optbench.in(temporary).run("run", "s.yaml", "--charts=none").exits(0);

    assertThat(outcome.said()).contains("drawn", "saved", "preset");
    assertThat(results("s").csv("suite.csv"))
        .extracting(row -> row.get("task") + " " + row.get("network"))
        .contains("drawn custom", "saved custom from saved weights", "preset softmax");
    assertThat(starts(results("s/saved")))
        .hasSize(4)
        .containsOnly(starts(results("s/saved")).get(0));
    assertThat(starts(results("s/drawn")).stream().distinct()).hasSize(2);
  }

  @Test
  void withTuning() {
    List<String> command =
        TestData.run(300, "--optimizers=sgd,adam", "--epochs=1", "--seeds=2", "--no-timing");
    List<String> tuned = new ArrayList<>(command);
    tuned.addAll(
        List.of(
            "--network=digits.h5",
            "--set=network.weights=imported",
            "--set=data.validation=100",
            "--set=tune={hyper_parameters: {learning_rate: {values: [0.01, 0.1]}}}"));

    Optbench.in(temporary).run(tuned).exits(0);

    Folder folder = results("run");
    assertThat(folder.csv("tuning.csv")).hasSize(4);
    assertThat(starts(folder)).hasSizeGreaterThan(4).containsOnly(starts(folder).get(0));
    assertThat(folder.text("accuracy.md")).contains("custom from saved weights");
  }

  @Test
  void inClaims() throws IOException {
    Files.writeString(
        temporary.resolve("saved.yaml"),
        "data: "
            + TestData.inSpec(500)
            + "\nnetwork: "
            + IMPORTED
            + "\nepochs: 4\nbatch_size: 16\nseeds: 6\ntiming: false\noptimizers:\n"
            + "  - {optimizer: adam, learning_rate: 0.02}\n"
            + "  - {optimizer: sgd, learning_rate: 0, label: still}\n");
    Files.writeString(
        temporary.resolve("c.yaml"),
        """
        experiments: {saved: saved.yaml}
        claims:
          - id: adam-learns
            text: From where the model stands, Adam learns
            tests: [{measure: test_accuracy, of: saved/adam, greater_than: saved/still}]
        """);

    Outcome outcome = Optbench.in(temporary).run("claims", "c.yaml").exits(0);

    assertThat(outcome.out()).containsPattern("adam-learns +✓ supported");
    JsonNode claims = Folder.json(results("claims").text("claims.json"));
    assertThat(claims.get("claims").findValuesAsText("verdict")).containsExactly("supported");
  }

  /** In a process of its own, which reads the file anew. */
  @Test
  void isolated() {
    List<String> command =
        new ArrayList<>(TestData.run(200, "--optimizers=sgd", "--epochs=1", "--seeds=2"));
    command.addAll(List.of("--network=digits.h5", "--set=network.weights=imported"));
    Optbench.in(temporary).run(command).exits(0);
    command.addAll(List.of("--isolate", "--out=alone"));
    Optbench.in(temporary).run(command).exits(0);

    Folder alone = new Folder(temporary.resolve("alone"));
    assertThat(alone.metrics().keySet()).hasSize(2);
    alone
        .metrics()
        .forEach(
            (key, trial) ->
                assertThat(trial.get("epochs"))
                    .isEqualTo(results("run").metrics().get(key).get("epochs")));
  }
}
