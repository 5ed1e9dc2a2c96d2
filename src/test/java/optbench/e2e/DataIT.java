package optbench.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import optbench.e2e.Optbench.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the data come from, and what is said where they do not come. */
class DataIT {
  private static final String[] QUICK = {
    "run",
    "--network",
    "softmax",
    "--optimizers",
    "adam",
    "--epochs",
    "1",
    "--seeds",
    "1",
    "--charts",
    "none",
    "--set",
    "data.train_limit=600"
  };

  @TempDir Path temporary;

  @Test
  void learnsMnist() {
    TestData.requireMnist();

    Optbench.in(temporary)
        .run(
            "run",
            "--optimizers",
            "adam",
            "--epochs",
            "3",
            "--seeds",
            "1",
            "--charts",
            "none",
            "--set",
            "data.train_limit=6000")
        .exits(0);

    Map<String, String> adam =
        new Folder(temporary.resolve("results/run")).csv("accuracy.csv").get(0);
    assertThat(adam).containsEntry("data", "mnist").containsEntry("data_notice", "");
    assertThat(Double.parseDouble(adam.get("test_accuracy_mean"))).isBetween(0.88, 0.97);
  }

  /** A proxy at a port where nobody listens: no connection can be made, and at once. */
  @Test
  void withoutMnistAndNetworkSyntheticDigitsStandInAndItIsSaidEverywhere() {
    Outcome outcome =
        Optbench.in(temporary)
            .without("OPTBENCH_DATA_DIR")
            .with("OPTBENCH_OFFLINE", "0")
            .withJavaOptions("-Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=1")
            .run(QUICK)
            .exits(0);

    String notice = "SYNTHETIC DIGITS stand in for MNIST, which could not be had";
    Folder results = new Folder(temporary.resolve("results/run"));
    assertThat(outcome.err())
        .startsWith("optbench: note: " + notice)
        .contains("could not be downloaded");
    assertThat(outcome.out().replaceAll("\\s+", " ")).contains(notice);
    assertThat(results.text("accuracy.md")).contains(notice);
    assertThat(results.text("timing.md")).contains(notice);
    assertThat(results.text("run.json")).contains(notice);
    assertThat(results.csv("accuracy.csv").get(0)).containsEntry("data", "synthetic-digits");
  }

  @Test
  void mnistThatIsNamedIsNeverReplaced() {
    Outcome outcome =
        Optbench.in(temporary)
            .without("OPTBENCH_DATA_DIR")
            .run("run", "--data", "mnist", "--data-dir", "nowhere")
            .exits(3);

    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().lines().toList())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("optbench: error: mnist is not in nowhere/mnist (--data-dir), ")
                    .endsWith("nothing is downloaded while $OPTBENCH_OFFLINE is set."),
            line ->
                assertThat(line)
                    .contains(
                        "optbench data fetch mnist", "--data-dir", "--data synthetic-digits"));
  }

  /** Checksums are looked at, not names: a file that was cut off must never be trained on. */
  @Test
  void aFileThatIsDamagedIsRefused() throws Exception {
    TestData.requireMnist();
    Path damaged = temporary.resolve("data/mnist");
    new Folder(Path.of(System.getenv("OPTBENCH_DATA_DIR"), "mnist")).copyTo(damaged);
    Path images = damaged.resolve("train-images-idx3-ubyte.gz");
    byte[] bytes = Files.readAllBytes(images);
    Files.delete(images);
    Files.write(images, Arrays.copyOf(bytes, bytes.length / 2));

    Outcome outcome = Optbench.in(temporary).run("run", "--data-dir", "data").exits(3);

    assertThat(outcome.err().lines())
        .containsExactly(
            "optbench: error: data/mnist/train-images-idx3-ubyte.gz: its compressed data break off.",
            "optbench: error: It is damaged, or not mnist's: move it elsewhere, or point --data-dir at"
                + " another folder, then run 'optbench data fetch mnist'.");
  }
}
