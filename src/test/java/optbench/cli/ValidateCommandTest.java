package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidateCommandTest {
  @TempDir private Path folder;

  @Test
  void allFilesAreChecked() throws IOException {
    Path good = spec("good.yaml", "optimizers: [sgd, adam]\nseeds: 9\n");
    Path bad = spec("bad.yaml", "epochs: 0\n");
    Path alone = spec("alone.json", "{\"optimizers\": [\"sgd\"], \"seeds\": [7]}");
    Path tuned =
        spec(
            "tuned.yaml",
            "optimizers: [sgd, adam]\ntune: {hyper_parameters: {learning_rate: {log: [0.01, 1], points: 5}}, seeds: 2}\n");

    Cli.Outcome outcome =
        Cli.launch("validate", good.toString(), bad.toString(), alone.toString(), tuned.toString());

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.lines())
        .containsExactly(
            good + ": valid, 18 trials",
            alone + ": valid, 1 trial",
            tuned + ": valid, 20 trials to tune, then 6 trials");
    assertThat(outcome.err()).startsWith("optbench: error: " + bad + ":1:9: ").contains("epochs");
  }

  /** Some hundred gigabytes where a layer has to see the whole batch; a hundredth in parts. */
  @Test
  void whatNeedsMoreMemoryThanThereIsIsTold() throws IOException {
    String layers =
        "network: [{layer: conv2d, filters: 1024, kernel: 3}, %s{layer: dense, units: 8}]\n";
    String rest = "optimizers: [gradient-descent]\nengine: dl4j\n";
    Path split = spec("split.yaml", layers.replace("%s", "max_pool, flatten, ") + rest);
    Path whole = spec("whole.yaml", layers.replace("%s", "max_pool, batch_norm, flatten, ") + rest);
    Path wrong = spec("wrong.yaml", "epochs: 0\n");

    Cli.Outcome outcome = Cli.launch("validate", split.toString(), whole.toString());

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.MISSING);
    assertThat(outcome.lines())
        .containsExactly(split + ": valid, 3 trials", whole + ": valid, 3 trials");
    assertThat(outcome.err())
        .startsWith("optbench: error: " + whole + ": training gradient-descent on batches of 60000")
        .contains(" needs about ")
        .hasLineCount(1);
    assertThat(Cli.launch("validate", whole.toString(), wrong.toString()).exitCode())
        .isEqualTo(ExitCode.USAGE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "network: [flatten, {layer: conv2d, filters: 4, kernel: 3}] | 1:20 | conv2d needs an image",
        "network: [{layer: conv2d, filters: 4, kernel: 29}] | 1:11 | only 28 wide or high",
        "network: [flatten, max_pool] | 1:20 | max_pool needs an image",
        "network: [{layer: batch_norm, momentum: 1}] | 1:41 | momentum",
        "{engine: lockstep, optimizers: [adam, lbfgs]} | 1:10 | 'lockstep' cannot train 'lbfgs': lbfgs takes as many gradients a step as it needs, so it cannot go in step with others: train it with engine dl4j",
        "{engine: lockstep, probe: true} | 1:10 | 'lockstep' cannot train 'sgd': probes look at one training",
        "optimizers: [{optimizer: momentum, momentum: 1}] | 1:46 | momentum",
        "optimizers: [{optimizer: sgd, profile: paper, weight_decay: 0.01}] | 1:61 | sgd under profile paper has no weight decay: write 'weight_decay: {decoupled: 0.01}' to decay the weights all the same, or 'l2: 0.01' for a penalty",
        "{profile: pytorch, optimizers: [adam, {optimizer: sgd, weight_decay: 1e-4}]} | 1:70 | sgd under profile pytorch adds weight decay to the gradient: write 'l2: 0.0001' for that, or 'weight_decay: {decoupled: 0.0001}' to keep them apart",
        "optimizers: [{optimizer: lbfgs, weight_decay: {decoupled: 0.01}}] | 1:47 | lbfgs searches along a line and cannot be combined with weight_decay",
        "optimizers: [{optimizer: adam, weight_decay: 0.01}, {optimizer: adam, label: b, weight_decay: {decoupled: 0.01}}] | 1:53 | is the same as 'adam'",
        "optimizers: [adam, {optimizer: adam, label: other}] | 1:20 | is the same as 'adam'",
        "data: {name: mnist, validation: 60000} | 1:33 | validation must be from 0 to 59999",
        "data: {name: mnist, validation: 5000, train_limit: 55001} | 1:52 | train_limit must be from 1 to 55000",
        "optimisers: [adam] | 1:1 | optimizers",
        "tune: {hyper_parameters: {momentum: {values: [0.5, 0.9]}}} | 1:37 | adagrad, adadelta, adam have no momentum and would try fewer settings than the others: leave it out, or these optimizers",
        "{optimizers: [adam], tune: {hyper_parameters: {beta1: {values: [0.5, 1]}}}} | 1:55 | beta1 of adam must be a number of at least 0 and below 1 but would also be 1",
        "{data: {train_limit: 55001}, tune: {hyper_parameters: {learning_rate: {values: [0.5, 1]}}}} | 1:22 | train_limit must be from 1 to 55000, which is what validation leaves",
      })
  void whatCannotBeIsFoundWithoutData(String text, String place, String words) throws IOException {
    Path file = spec("bad.yaml", text + "\n");

    Cli.Outcome outcome = Cli.launch("validate", file.toString());

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .startsWith("optbench: error: " + file + ":" + place + ": ")
        .contains(words);
  }

  @Test
  void aMissingFileIsNotValid() {
    Cli.Outcome outcome = Cli.launch("validate", folder.resolve("none.yaml").toString());

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.err()).contains("none.yaml");
  }

  private Path spec(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
