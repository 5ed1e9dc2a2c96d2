package optbench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import optbench.cluster.Machine.Ended;
import optbench.data.WrittenData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What workers lack, and masters that do not want us. */
class ClusterFaultsIT {
  private static final String SECRET = "a long text that nobody guesses";

  private static final String[] GUARDED = guarded(SECRET);

  private static String[] guarded(String secret) {
    return new String[] {
      "spark.authenticate true",
      "spark.authenticate.secret " + secret,
      "spark.network.crypto.enabled true",
      "spark.io.encryption.enabled true"
    };
  }

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

  private Path settings(String name, String... lines) throws IOException {
    Path settings = Files.createDirectories(folder.resolve(name));
    Files.write(settings.resolve("spark-defaults.conf"), List.of(lines));
    return settings;
  }

  private static void assertRefused(Ended ended, String... words) {
    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(3);
    assertThat(ended.err()).doesNotContain("\tat ");
    assertThat(ended.err().lines().filter(line -> line.startsWith("optbench: error")).toList())
        .singleElement()
        .asString()
        .contains(words);
  }

  private static byte[] noise(int samples, int seed) {
    byte[] bytes = new byte[samples * 16];
    IntStream.range(0, bytes.length).forEach(i -> bytes[i] = (byte) (i * (7 + seed) % 251));
    return bytes;
  }

  private static int[] classes(int samples) {
    return IntStream.range(0, samples).map(i -> i % 3).toArray();
  }

  /** The paths are of the driver's current folder: where executors run, they lead to nothing. */
  @Test
  void dataOfOnesOwnTravel() {
    byte[] learnt = noise(60, 0);
    byte[] tested = noise(30, 1);
    WrittenData.idxFolder(folder.resolve("images"), learnt, classes(60), tested, classes(30), 4, 4);
    WrittenData.npz(
        folder.resolve("own.npz"),
        WrittenData.arrays(learnt, classes(60), tested, classes(30), 4, 4));
    WrittenData.csv(folder.resolve("learnt.csv"), learnt, classes(60));
    WrittenData.csv(folder.resolve("tested.csv"), tested, classes(30));
    String master = machine.startMaster();
    machine.startWorker(master, Map.of());
    List<String> ways =
        List.of(
            "{idx: images}",
            "{npz: own.npz}",
            "{csv: learnt.csv, label: label, test: tested.csv}",
            "{csv: learnt.csv, label: label, title: Held out}");

    for (String way : ways) {
      SortedMap<String, String> there = ownData(way, "--cluster", master);

      assertThat(there).as(way).hasSize(1).isEqualTo(ownData(way, "--jobs", "1"));
    }
  }

  private SortedMap<String, String> ownData(String way, String... more) {
    String out = "own" + more[0];
    Ended ended =
        machine.drive(
            "run",
            "--optimizers=sgd",
            "--network=softmax",
            "--epochs=1",
            "--seeds=1",
            "--engine=dl4j",
            "--charts=none",
            "--no-timing",
            "--force",
            "--set=data=" + way,
            "--out=" + out,
            more[0],
            more[1]);
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    return Machine.metrics(folder.resolve(out));
  }

  @Test
  void aMasterThatTheUsersDefaultsNameIsAsked() throws IOException {
    String master = machine.startMaster();
    machine.startWorker(master, Map.of());
    Path defaults = Files.createDirectories(folder.resolve("config/optbench"));
    Files.writeString(defaults.resolve("config.yaml"), "cluster: " + master + "\n");
    machine.with("XDG_CONFIG_HOME", folder.resolve("config").toString());

    Ended ended = machine.drive(SmallTrials.run(1, "there"));

    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(ended.out().replaceAll("\\s+", " ")).contains("2 trials were trained on a cluster");
  }

  /** As one of another version may: it takes connections, and no word of ours makes sense to it. */
  @Test
  void aMasterThatHangsUpIsALine() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> hangingUp = CompletableFuture.runAsync(() -> hangUp(other));

      Ended ended =
          machine.drive(
              SmallTrials.run(
                  1, "there", "--cluster", "spark://127.0.0.1:" + other.getLocalPort()));

      assertRefused(ended, "cannot get executors from spark://127.0.0.1:", SparkProvider.version());
      assertThat(ended.err()).containsOnlyOnce("connecting to ");
      assertThat(hangingUp).isNotDone();
    }
  }

  private static void hangUp(ServerSocket server) {
    try {
      while (true) {
        server.accept().close();
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  @Test
  void workersWithoutAJavaThatFitsAreALine() throws IOException {
    Path java = Files.createDirectories(folder.resolve("old/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho 'this Java is too old' >&2\nexit 1\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    machine.with("SPARK_CONF_DIR", settings("conf", "spark.optbench.patience 60s").toString());
    String master = machine.startMaster();
    machine.startWorker(master, Map.of("JAVA_HOME", folder.resolve("old").toString()));

    assertRefused(machine.drive(SmallTrials.run(1, "there", "--cluster", master)), "Java 17");
  }

  @Test
  void whoDoesNotKnowTheSecretTrainsNothing() throws IOException {
    String guarded = settings("guarded", GUARDED).toString();
    String master = machine.startMaster(Map.of("SPARK_CONF_DIR", guarded));
    machine.startWorker(master, Map.of("SPARK_CONF_DIR", guarded));

    assertRefused(
        machine.drive(SmallTrials.run(1, "there", "--cluster", master)),
        "cannot get executors from",
        "spark.authenticate");

    machine.with("SPARK_CONF_DIR", settings("wrong", guarded("another text")).toString());
    assertRefused(
        machine.drive(SmallTrials.run(1, "there", "--cluster", master)),
        "cannot get executors from",
        "spark.authenticate");

    machine.with("SPARK_CONF_DIR", guarded);
    Ended ended = machine.drive(SmallTrials.run(1, "there", "--cluster", master));
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(Files.readString(folder.resolve("there/run.json"))).doesNotContain(SECRET);
  }
}
