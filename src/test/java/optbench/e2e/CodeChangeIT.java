package optbench.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import optbench.e2e.Optbench.Outcome;
import optbench.optimizer.PluginJar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the gate is for: the settings are the same, and the code behind them is not. A plug-in takes
 * a tenth of the learning rate that it is given.
 */
class CodeChangeIT {
  private static final long NOON = 1_700_000_000_000L;

  @TempDir Path temporary;
  private Path before;
  private Path changed;

  @BeforeEach
  void build() {
    before = PluginJar.ofExample().compile(temporary.resolve("a")).pack(jar("before"), NOON);
    changed =
        PluginJar.ofExample()
            .with("-step.learningRate()", "-0.1 * step.learningRate()")
            .compile(temporary.resolve("b"))
            .pack(jar("changed"), NOON);
  }

  @Test
  void aChangedRateIsARegressionOnMnistAndTheSameCodeIsNone() {
    TestData.requireMnist();
    train(before, "first");
    optbench().run("baseline", "save", "first").exits(0);
    train(before, "same");
    train(changed, "worse");

    Outcome same = optbench().run("check", "same").exits(0);
    Outcome worse = optbench().run("check", "worse").exits(1);

    assertThat(same.said()).contains("everything is the same to the bit as in baseline main");
    assertThat(worse.out()).containsPattern("(?m)^identical +sgd ");
    assertThat(worse.said()).contains("Regressed against baseline main: signsgd (lost accuracy");
  }

  /** Two builds in turn: accuracies are held against each other as well, without a baseline. */
  @Test
  void aChangedRateIsARegressionAgainstTheOtherCommand() throws IOException {
    Files.writeString(
        temporary.resolve("spec.yaml"),
        "data: {name: "
            + TestData.whole()
            + ", train_limit: 2000}\n"
            + "network: softmax\nepochs: 1\noptimizers: [signsgd]\nseeds: 2\n");
    String launcher = "'" + Optbench.HOME.resolve("optbench") + "' {} --plugins ";

    Outcome outcome =
        optbench()
            .run(
                "check",
                "spec.yaml",
                "--plugins",
                changed.toString(),
                "--against-command",
                launcher + before,
                "--rounds",
                "2",
                "--json")
            .exits(1);

    assertThat(Folder.json(outcome.out()).at("/optimizers/0/finding").asText())
        .isEqualTo("regressed");
    assertThat(Folder.json(outcome.out()).at("/timing/optimizers/0/round_millis")).hasSize(2);
    assertThat(Folder.json(outcome.out()).at("/timing/optimizers/0/ratio").asDouble()).isPositive();
    assertThat(outcome.err()).contains("round 2 of 2").doesNotContain("waiting");
    assertThat(temporary.resolve("results")).doesNotExist();
  }

  private void train(Path plugin, String folder) {
    optbench()
        .run(
            TestData.run(
                2000,
                "--plugins",
                plugin.toString(),
                "--optimizers",
                "sgd,signsgd",
                "--network",
                "softmax",
                "--epochs",
                "1",
                "--seeds",
                "4",
                "--no-timing",
                "--out",
                folder))
        .exits(0);
  }

  private Path jar(String name) {
    return temporary.resolve(name + ".jar");
  }

  /** The lock on timed runs is this test's own. */
  private Optbench optbench() {
    return Optbench.in(temporary)
        .withJavaOptions("-Djava.io.tmpdir=" + temporary)
        .without("GITHUB_ACTIONS")
        .without("GITHUB_STEP_SUMMARY");
  }
}
