package optbench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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

  /** Decides when drivers are killed; others with -Dcluster.seed=2. */
  private static final long SEED = Long.getLong("cluster.seed", 1);

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

  private void trainHere(int seeds) {
    Ended here = machine.drive(SmallTrials.run(seeds, "here", "--no-timing", "--jobs", "2"));
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

    Ended there =
        machine.drive(SmallTrials.run(2, "there", "--cluster", "local-cluster[2,1,1024]"));

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
        machine.startDriver(
            SmallTrials.run(TRIALS / 2, "there", "--no-timing", "--cluster", master));
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
    Random moments = new Random(SEED);
    for (int kill = 1; kill <= 3; kill++) {
      int enough = (kill - 1) * TRIALS / 4 + moments.nextInt(TRIALS / 4) + 1;
      Process driver =
          machine.startDriver(
              SmallTrials.run(TRIALS / 2, "there", "--no-timing", "--cluster", master));
      Machine.await("more trials", () -> Machine.trials(there).size() >= enough);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(moments.nextInt(300)));
      Machine.kill(driver);
      for (Path file : Machine.trials(there)) {
        finished.putIfAbsent(file, Files.getLastModifiedTime(file));
      }
    }

    Ended ended =
        machine.drive(SmallTrials.run(TRIALS / 2, "there", "--no-timing", "--cluster", master));

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
            SmallTrials.run(
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

    Ended refused =
        machine.drive(SmallTrials.run(1, "there", "--data", "mnist", "--cluster", master));

    assertThat(refused.exitCode()).as(refused.err()).isEqualTo(3);
    assertThat(errors(refused))
        .singleElement()
        .asString()
        .contains("executors cannot train: ")
        .contains("damaged/mnist");

    machine.startWorker(master, Map.of());
    Ended trained =
        machine.drive(SmallTrials.run(1, "there", "--data", "mnist", "--cluster", master));

    assertThat(worker.isAlive()).isTrue();
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    assertThat(Machine.metrics(folder.resolve("there"))).hasSize(2);
  }

  @Test
  void nobodyAtTheMastersAddressIsALine() {
    Ended ended = machine.drive(SmallTrials.run(1, "there", "--cluster", "spark://127.0.0.1:9"));

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

    Ended ended = machine.drive(SmallTrials.run(1, "there", "--cluster", machine.startMaster()));

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
