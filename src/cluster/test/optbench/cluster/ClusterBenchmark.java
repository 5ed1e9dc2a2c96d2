package optbench.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import optbench.cluster.Machine.Ended;

/**
 * What a run on a cluster costs the process that started it, by number of trials: drivers, each a
 * process of this machine with a master and two executors, which invent their results at once. Only
 * Linux tells what a process used.
 */
public final class ClusterBenchmark {
  private static final String TEN_OPTIMIZERS =
      "sgd,momentum,nesterov,adagrad,rmsprop,adadelta,adam,adamw,nadam,amsgrad";

  private static final int OPTIMIZERS = 10;
  private static final String MASTER = "local-cluster[2,1,1024]";
  private static final long MILLIS_BETWEEN_LOOKS = 50;

  private final Path folder;

  private ClusterBenchmark(Path folder) {
    this.folder = folder;
  }

  /** Arguments: directory to write into, numbers of trials, each a multiple of ten. */
  public static void main(String[] args) throws IOException {
    if (args.length < 1) {
      System.err.println(
          "arguments must be DIRECTORY [TRIALS...]: try -Dbench.arguments=\"target/cluster 10 100\"");
      System.exit(2);
    }
    Path folder = Files.createDirectories(Path.of(args[0]).toAbsolutePath());
    List<Integer> sizes =
        args.length > 1
            ? Arrays.stream(args).skip(1).map(Integer::valueOf).toList()
            : List.of(10, 100, 1000, 10_000);
    new ClusterBenchmark(folder).measure(sizes);
  }

  /** One of ten trials first, whose figures count for nothing. */
  private void measure(List<Integer> sizes) throws IOException {
    Path home = InventedHome.make(folder.resolve("home"));
    Path settings = Files.createDirectories(folder.resolve("conf"));
    Files.writeString(
        settings.resolve("spark-defaults.conf"),
        "spark.optbench.home "
            + home
            + "\nspark.jars local:"
            + Machine.BUILD.resolve(SparkSettings.OWN_JAR)
            + "\n");
    List<String> rows = new ArrayList<>(List.of(Spent.COLUMNS));
    try (Machine machine = new Machine(folder).with("SPARK_CONF_DIR", settings.toString())) {
      drive(machine, "warm-up", OPTIMIZERS);
      for (int size : sizes) {
        rows.add(drive(machine, Integer.toString(size), size).toString());
        Files.write(folder.resolve("cluster.csv"), rows);
      }
    }
    rows.forEach(System.out::println);
  }

  /** Watches a driver from its start to its end. */
  private Spent drive(Machine machine, String out, int trials) {
    long start = System.currentTimeMillis();
    Process driver =
        machine.startDriver(
            SmallTrials.run(
                trials / OPTIMIZERS,
                out,
                "--optimizers",
                TEN_OPTIMIZERS,
                "--set",
                "data.train_limit=100",
                "--batch-size",
                "5",
                "--no-timing",
                "--force",
                "--cluster",
                MASTER));
    List<ProcessUse> uses = new ArrayList<>();
    try {
      while (!driver.waitFor(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS)) {
        ProcessUse.of(driver).ifPresent(uses::add);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    Ended ended = machine.awaitEnd(driver);
    Spent spent = Spent.of(start, uses, folder.resolve(out));
    if (ended.exitCode() != 0 || spent.trials() != trials) {
      throw new IllegalStateException(
          "of " + trials + " trials there are " + spent.trials() + ": " + ended.err());
    }
    return spent;
  }
}
