package optbench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import optbench.cluster.Machine.Ended;
import optbench.optimizer.PluginJar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real masters, workers and drivers, as processes of this machine. */
class ClusterIT {
  /** More of them with -Dcluster.trials=1000. */
  private static final int TRIALS = Integer.getInteger("cluster.trials", 40);

  @TempDir Path folder;
  private Machine machine;

  @BeforeEach
  void start() {
    machine = new Machine(folder);
  }

  @AfterEach
  void end() {
    machine.close();
  }

  private static String[] run(int seeds, String out, String... more) {
    Map<String, String> usual = new LinkedHashMap<>();
    usual.put("--data", "synthetic-digits");
    usual.put("--optimizers", "sgd,adam");
    usual.put("--network", "softmax");
    usual.put("--set", "data.train_limit=64");
    usual.put("--epochs", "1");
    usual.put("--engine", "dl4j");
    usual.put("--charts", "none");
    usual.put("--seeds", Integer.toString(seeds));
    usual.put("--out", out);
    List<String> words = new ArrayList<>(List.of("run"));
    usual.forEach(
        (option, value) -> {
          if (!List.of(more).contains(option)) {
            words.addAll(List.of(option, value));
          }
        });
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private void trainHere(int seeds) {
    Ended here = machine.drive(run(seeds, "here", "--no-timing", "--jobs", "2"));
    assertThat(here.exitCode()).as(here.err()).isZero();
  }

  private void assertTrainedAsHere(int seeds) {
    assertThat(Machine.metrics(folder.resolve("there")))
        .hasSize(2 * seeds)
        .isEqualTo(Machine.metrics(folder.resolve("here")));
  }

  @Test
  void workersOfThisMachineTrainWhatItTrainsItself() {
    trainHere(2);

    Ended there = machine.drive(run(2, "there", "--cluster", "local-cluster[2,1,1024]"));

    assertThat(there.exitCode()).as(there.err()).isZero();
    assertTrainedAsHere(2);
    assertThat(there.out().replaceAll("\\s+", " "))
        .contains("4 trials were trained on a cluster (Spark " + SparkProvider.version() + ")");
    JsonNode run = Machine.json(folder.resolve("there/run.json"));
    assertThat(run.get("spec").has("cluster")).isFalse();
    for (Path file : Machine.trials(folder.resolve("there"))) {
      JsonNode trained =
          run.get("environments").get(Machine.json(file).get("environment").asText());
      assertThat(trained.get("cluster").asText()).isEqualTo("Spark " + SparkProvider.version());
      assertThat(trained.get("native_build").asText()).startsWith("linux-");
    }
  }

  /** Its work is done by others, among them one that came later. */
  @Test
  void aWorkerThatIsKilledInTheMiddleLosesNothing() {
    trainHere(TRIALS / 2);
    String master = machine.startMaster();
    Process doomed = machine.startWorker(master, Map.of());
    machine.startWorker(master, Map.of());
    Process driver =
        machine.startDriver(run(TRIALS / 2, "there", "--no-timing", "--cluster", master));
    Machine.await("a third", () -> Machine.trials(folder.resolve("there")).size() >= TRIALS / 3);

    Machine.kill(doomed);
    machine.startWorker(master, Map.of());

    Ended ended = machine.awaitEnd(driver);
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertTrainedAsHere(TRIALS / 2);
  }

  @Test
  void aDriverThatIsKilledThriceGoesOnWhereItStopped() throws IOException {
    trainHere(TRIALS / 2);
    String master = machine.startMaster();
    machine.startWorker(master, Map.of());
    machine.startWorker(master, Map.of());
    Path there = folder.resolve("there");
    Map<Path, Object> finished = new HashMap<>();
    for (int kill = 1; kill <= 3; kill++) {
      int enough = kill * TRIALS / 5;
      Process driver =
          machine.startDriver(run(TRIALS / 2, "there", "--no-timing", "--cluster", master));
      Machine.await("more trials", () -> Machine.trials(there).size() >= enough);
      Machine.kill(driver);
      for (Path file : Machine.trials(there)) {
        finished.putIfAbsent(file, Files.getLastModifiedTime(file));
      }
    }

    Ended ended = machine.drive(run(TRIALS / 2, "there", "--no-timing", "--cluster", master));

    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertTrainedAsHere(TRIALS / 2);
    for (Map.Entry<Path, Object> early : finished.entrySet()) {
      assertThat(Files.getLastModifiedTime(early.getKey())).isEqualTo(early.getValue());
    }
  }

  @Test
  void aTrialThatEndsItsExecutorsFailsAndNoOther() {
    Path jar =
        PluginJar.ofExample()
            .with(
                "        Vector average",
                "        if (step.number() == 1) Runtime.getRuntime().halt(137);\n"
                    + "        Vector average")
            .compile(folder.resolve("halting"))
            .pack(folder.resolve("halting.jar"), 0);
    String master = machine.startMaster();
    machine.startWorker(master, Map.of());

    Ended ended =
        machine.drive(
            run(
                2,
                "there",
                "--optimizers",
                "sgd,signsgd",
                "--plugins",
                jar.toString(),
                "--cluster",
                master));

    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(1);
    assertThat(ended.err())
        .contains(
            "signsgd seed 1 failed: the last of its 3 executors ended with exit code 137 (SIGKILL:")
        .doesNotContain("sgd seed 1 failed: its")
        .doesNotContain("\tat ");
    assertThat(Machine.metrics(folder.resolve("there")).values())
        .filteredOn(trial -> trial.startsWith("\"finished\""))
        .hasSize(2);
  }

  @Test
  void dataComeFromTheDriverWhereAWorkerHasNoneOrDamagedOnes() throws IOException {
    String data = System.getenv("OPTBENCH_DATA_DIR");
    assumeThat(data).as("OPTBENCH_DATA_DIR, with MNIST in it").isNotNull();
    Path damaged = Files.createDirectories(folder.resolve("damaged/mnist"));
    try (Stream<Path> files = Files.list(Path.of(data, "mnist"))) {
      for (Path file : files.toList()) {
        Files.write(damaged.resolve(file.getFileName()), new byte[100]);
      }
    }
    String master = machine.startMaster();
    Process worker =
        machine.startWorker(master, Map.of("OPTBENCH_DATA_DIR", damaged.getParent().toString()));

    Ended refused = machine.drive(run(1, "there", "--data", "mnist", "--cluster", master));

    assertThat(refused.exitCode()).as(refused.err()).isEqualTo(3);
    assertThat(errors(refused))
        .singleElement()
        .asString()
        .contains("executors cannot train: ")
        .contains("damaged/mnist");

    machine.startWorker(master, Map.of());
    Ended trained = machine.drive(run(1, "there", "--data", "mnist", "--cluster", master));

    assertThat(worker.isAlive()).isTrue();
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    assertThat(Machine.metrics(folder.resolve("there"))).hasSize(2);
  }

  @Test
  void nobodyAtTheMastersAddressIsALine() {
    Ended ended = machine.drive(run(1, "there", "--cluster", "spark://127.0.0.1:9"));

    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(errors(ended))
        .singleElement()
        .asString()
        .startsWith("optbench: error: nobody answers at spark://127.0.0.1:9");
  }

  @Test
  void aMasterWithoutWorkersIsALine() throws IOException {
    Path settings = Files.createDirectories(folder.resolve("conf"));
    Files.writeString(settings.resolve("spark-defaults.conf"), "spark.optbench.patience  3s\n");
    machine.with("SPARK_CONF_DIR", settings.toString());

    Ended ended = machine.drive(run(1, "there", "--cluster", machine.startMaster()));

    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(errors(ended))
        .singleElement()
        .asString()
        .startsWith("optbench: error: no executor came within 3 s");
  }

  private static List<String> errors(Ended ended) {
    assertThat(ended.err()).doesNotContain("\tat ");
    return ended.err().lines().filter(line -> line.startsWith("optbench: error")).toList();
  }
}
