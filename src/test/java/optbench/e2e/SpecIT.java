package optbench.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import optbench.e2e.Optbench.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked for, rightly and wrongly. */
class SpecIT {
  @TempDir Path temporary;

  @BeforeEach
  void writeASpec() throws IOException {
    Files.writeString(
        temporary.resolve("größen.yaml"),
        String.format(
            Locale.ROOT,
            """
        data: {name: %s, train_limit: 400, validation: 100}
        network:
          - {layer: conv2d, filters: 2, kernel: 5, stride: 4}
          - {layer: max_pool, size: 2}
          - {layer: dropout, rate: 0.25}
        epochs: 1
        optimizers:
          - {optimizer: sgd, label: klein}
          - {optimizer: sgd, label: größer, learning_rate: 0.1}
          - {optimizer: sgd, label: viel zu groß, learning_rate: 1.0e+30}
        seeds: [11, -4]
        """,
            TestData.whole()));
  }

  /** The same spec twice, in two folders. */
  @Test
  void aSpecGivesTheSameBitsWheneverItIsRun() {
    Outcome once = Optbench.in(temporary).run("run", "größen.yaml", "--charts", "none").exits(0);
    Optbench.in(temporary).run("run", "größen.yaml", "--charts", "none", "--out", "again").exits(0);
    Folder results = new Folder(temporary.resolve("results/gr-en"));

    assertThat(results.metrics())
        .hasSize(6)
        .isEqualTo(new Folder(temporary.resolve("again")).metrics());
    assertThat(results.metrics().keySet())
        .containsExactly(
            "größer -4", "größer 11", "klein -4", "klein 11", "viel zu groß -4", "viel zu groß 11");
    assertThat(results.csv("accuracy.csv"))
        .extracting(row -> row.get("label"), row -> row.get("diverged"))
        .containsExactly(tuple("klein", "0"), tuple("größer", "0"), tuple("viel zu groß", "2"));
    assertThat(once.err()).contains("viel zu groß seed 11: diverged at step ");
    JsonNode diverged = results.metrics().get("viel zu groß 11");
    assertThat(diverged.get("outcome").asText()).isEqualTo("diverged");
    assertThat(diverged.get("diverged_at_step").asInt()).isPositive();
    JsonNode epoch = results.metrics().get("klein 11").get("epochs").get(0);
    assertThat(epoch.get("validation_accuracy").isNumber()).isTrue();
  }

  @Test
  void aLearningRateOfAMillionIsADivergenceAndNoError() {
    Outcome outcome =
        Optbench.in(temporary)
            .run(
                TestData.run(
                    400,
                    "--optimizers",
                    "sgd,adam",
                    "--epochs",
                    "1",
                    "--seeds",
                    "1",
                    "--set",
                    "optimizers.sgd.learning_rate=1e6"))
            .exits(0);

    assertThat(new Folder(temporary.resolve("results/run")).csv("accuracy.csv"))
        .extracting(row -> row.get("label"), row -> row.get("diverged"))
        .containsExactly(tuple("sgd", "1"), tuple("adam", "0"));
    assertThat(outcome.err()).contains("sgd seed 1: diverged at step ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run --optimizers adm | 2 | --optimizers adm: unknown optimizer 'adm': did you mean 'adam'?",
        "run größen.yaml --epochs 0 | 2 | --epochs 0: epochs must be an integer from 1 to 100000 but was 0",
        "run größen.yaml --set seeds | 2 | --set seeds: must be key=value, such as epochs=3",
        "run größen.yaml --profile paper --set optimizers.klein.weight_decay=1e-4 | 2 | --set optimizers.klein.weight_decay=1e-4: sgd under profile paper has no weight decay: write 'weight_decay: {decoupled: 0.0001}' to decay the weights all the same, or 'l2: 0.0001' for a penalty",
        "run nowhere.yaml | 2 | nowhere.yaml: cannot be read: no such file or folder",
        "run größen.yaml --set data.validation=60000 | 2 | validation must be from 0 to ",
        "run größen.yaml --out größen.yaml | 3 | größen.yaml is a file, not a folder: choose another --out",
        "report nowhere | 3 | nowhere is not a folder: give a results folder of optbench, such as results/run",
        "run größen.yaml --data fashion-mnist | 3 | fashion-mnist is not in ",
      })
  void whatIsWrongIsSaidInALineOrTwo(String line, int code, String message) {
    Outcome outcome = Optbench.in(temporary).run(List.of(line.split(" "))).exits(code);

    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("optbench: error: " + message);
    assertThat(outcome.err().lines()).hasSizeLessThanOrEqualTo(2);
  }

  /** Nothing that was there before may suffer from a command that comes to nothing. */
  @Test
  void aCommandThatFailsLeavesEarlierResultsAlone() {
    List<String> command =
        TestData.run(200, "--network", "softmax", "--optimizers", "sgd", "--epochs", "1");
    Optbench.in(temporary).run(command).exits(0);
    Folder results = new Folder(temporary.resolve("results/run"));
    Map<String, String> before = results.content();

    Optbench.in(temporary).run("run", "--data", "fashion-mnist", "--force").exits(3);
    Optbench.in(temporary).run("run", "--optimizers", "adm", "--force").exits(2);

    assertThat(results.content()).isEqualTo(before);
  }
}
