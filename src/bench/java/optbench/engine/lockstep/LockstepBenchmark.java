package optbench.engine.lockstep;

import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import optbench.data.DataException;
import optbench.data.Dataset;
import optbench.data.Datasets;
import optbench.data.DownloadProgress;
import optbench.engine.Batches;
import optbench.engine.Capacity;
import optbench.engine.EnvironmentProbe;
import optbench.machine.Startup;
import optbench.network.InitialWeights;
import optbench.network.Network;
import optbench.network.Networks;
import optbench.network.Shape;
import optbench.optimizer.Optimizers;
import optbench.optimizer.ParameterMemory;
import optbench.optimizer.Training;
import optbench.optimizer.Updater;
import optbench.spec.Activation;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec.Dense;
import optbench.spec.NetworkSpec;
import optbench.spec.OptimizerSpec;
import optbench.spec.Profile;

/**
 * Milliseconds a step per trial on MNIST, by number of trials, width and batch size, beside a
 * floor: the time that the network's matrix products, dense and in full, would take at the rate of
 * this machine's fastest large product. Pixels that are 0 are left out of products, so a step may
 * be below it.
 */
public final class LockstepBenchmark {
  private static final double ROUND_SECONDS = 0.4;
  private static final double WARM_UP_SECONDS = 1;
  private static final int LEAST_STEPS = 2;
  private static final int LARGEST_BATCH = 4096;
  private static final long SEED = 1;

  private final Dataset data;
  private final Shape shape;
  private final int rounds;
  private final boolean tried;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  private LockstepBenchmark(Dataset data, int rounds, boolean tried) {
    this.data = data;
    this.rounds = rounds;
    this.tried = tried;
    shape = new Shape(1, data.height(), data.width());
  }

  /**
   * Arguments: CSV file to write, and rounds (7) or {@code try} for a step of each on a few
   * synthetic digits, whose times say nothing.
   */
  public static void main(String[] args) throws IOException {
    if (args.length < 1 || args.length > 2) {
      System.err.println(
          "arguments must be CSV-FILE [ROUNDS|try] but there were "
              + args.length
              + ": try -Dbench.arguments=\"target/lockstep.csv 7\"");
      System.exit(2);
    }
    boolean tried = args.length > 1 && args[1].equals("try");
    int rounds = tried ? 1 : args.length > 1 ? Integer.parseInt(args[1]) : 7;
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds must be at least 1 but were " + rounds);
    }
    if (EnvironmentProbe.threads() != 1) {
      throw new IllegalStateException(
          "there must be 1 OpenMP thread but there were "
              + EnvironmentProbe.threads()
              + ": set OMP_NUM_THREADS=1");
    }
    Optional<Dataset> data =
        tried
            ? data("synthetic-digits", OptionalInt.of(LARGEST_BATCH))
            : data("mnist", OptionalInt.empty());
    if (data.isPresent()) {
      System.out.println(EnvironmentProbe.read("bench", "-"));
      new LockstepBenchmark(data.get(), rounds, tried).run(Path.of(args[0]));
    }
  }

  private static Optional<Dataset> data(String name, OptionalInt limit) {
    try {
      return Optional.of(
          new Datasets(System.getenv(), Startup.home())
              .load(name, Optional.empty(), limit, 0, DownloadProgress.NONE));
    } catch (DataException e) {
      System.out.println("skipped, for want of MNIST: " + e.getMessage());
      return Optional.empty();
    }
  }

  private void run(Path csv) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(csv)) {
      double rate = productRate();
      System.out.printf(Locale.ROOT, "fastest product before: %.1f GFLOP/s%n", rate * 1e-9);
      System.out.println(
          "network      width optimizer batch trials  MFLOP  gradient  update    step staging"
              + "     cpu   floor step/floor RSS MB peak MB");
      out.write(
          "network,width,optimizer,batch_size,trials,"
              + "gradient_ms,update_ms,step_ms,staging_ms,cpu_ms,floor_ms,rss_mb\n");
      for (Case row : cases()) {
        report(row, measure(row), rate, out);
        out.flush();
      }
    }
    System.out.printf(Locale.ROOT, "fastest product after: %.1f GFLOP/s%n", productRate() * 1e-9);
  }

  /**
   * What is measured.
   *
   * @param width of the dense hidden layer
   * @param trials in step
   */
  private record Case(String network, int width, String optimizer, int batchSize, int trials) {
    Network resolve() {
      return network.equals("mlp")
          ? new Network(
              network, List.of(new Dense(width, Activation.RELU, Initialization.GLOROT_UNIFORM)))
          : Networks.builtIn().resolve(new NetworkSpec.Preset(network));
    }
  }

  /** A set: where two sweeps cross, one row serves both. */
  private static Set<Case> cases() {
    Set<Case> cases = new LinkedHashSet<>();
    for (String optimizer : List.of("sgd", "adam")) {
      for (int trials = 1; trials <= 64; trials *= 2) {
        cases.add(new Case("mlp", 128, optimizer, 128, trials));
      }
    }
    for (int trials : new int[] {8, 1}) {
      for (int width : new int[] {32, 128, 512, 2048}) {
        cases.add(new Case("mlp", width, "sgd", 128, trials));
      }
    }
    for (int batchSize : new int[] {16, 64, 256, 1024, LARGEST_BATCH}) {
      cases.add(new Case("mlp", 128, "sgd", batchSize, 8));
    }
    for (String optimizer : List.of("sgd", "adam")) {
      cases.add(new Case("article-cnn", 256, optimizer, 64, 1));
      cases.add(new Case("article-cnn", 256, optimizer, 64, 6));
    }
    return cases;
  }

  /**
   * Milliseconds a step per trial.
   *
   * @param staging drawing batches and turning images into numbers
   * @param cpu of this thread, for gradient, update and staging
   */
  private record Round(double gradient, double update, double staging, double cpu) {
    double step() {
      return gradient + update;
    }
  }

  private List<Round> measure(Case row) {
    System.gc(); // frees the native memory of the rows before
    Trials trials = new Trials(row);
    int perRound = tried ? 1 : stepsPerRound(trials);
    List<Round> measured = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      measured.add(trials.round(perRound));
    }
    return measured;
  }

  /** Warms up, and finds how many steps fill a round. */
  private static int stepsPerRound(Trials trials) {
    long start = System.nanoTime();
    int steps = 0;
    while (steps < 2 * LEAST_STEPS || secondsSince(start) < WARM_UP_SECONDS) {
      trials.round(1);
      steps++;
    }
    return (int) Math.max(LEAST_STEPS, Math.round(ROUND_SECONDS * steps / secondsSince(start)));
  }

  /** Trials that go in step. */
  private final class Trials {
    private final WideNetwork network;
    private final List<Updater> updaters = new ArrayList<>();
    private final List<ParameterMemory> memories = new ArrayList<>();
    private final Batches batches;
    private final int batchSize;
    private int epoch = 1;

    Trials(Case row) {
      Network resolved = row.resolve();
      batchSize = row.batchSize();
      int capacity = Capacity.of(resolved, batchSize);
      network =
          new WideNetwork(
              resolved, shape, data.classes(), row.trials(), capacity, new AllMasks(SEED));
      InitialWeights weights = InitialWeights.draw(resolved, shape, data.classes(), SEED);
      batches = new Batches(data.training(), data.features(), batchSize, SEED);
      batches.startEpoch(epoch);
      Training training = new Training(SEED, 1_000_000, batches.perEpoch());
      for (int k = 0; k < row.trials(); k++) {
        network.set(k, weights);
        updaters.add(
            new Updater(
                Optimizers.builtIn().resolve(OptimizerSpec.of(row.optimizer()), Profile.KERAS),
                network.layout(),
                training));
        memories.add(network.memory(k));
      }
    }

    Round round(int steps) {
      long gradient = 0;
      long update = 0;
      long cpuBefore = threads.getCurrentThreadCpuTime();
      long start = System.nanoTime();
      for (int i = 0; i < steps; i++) {
        network.computeGradients(nextBatch());
        gradient += network.gradientNanos();
        long updateStart = System.nanoTime();
        for (int k = 0; k < updaters.size(); k++) {
          updaters.get(k).step(memories.get(k));
        }
        update += System.nanoTime() - updateStart;
      }
      long all = System.nanoTime() - start;
      long cpu = threads.getCurrentThreadCpuTime() - cpuBefore;
      double perTrial = 1e-6 / steps / updaters.size();
      return new Round(
          gradient * perTrial,
          update * perTrial,
          (all - gradient - update) * perTrial,
          cpu * perTrial);
    }

    /** Whole batches only, so that all steps are alike. */
    private Batch nextBatch() {
      if (batches.size() < batchSize) {
        batches.startEpoch(++epoch);
      }
      int[] order = batches.takeNext();
      return new Batch(data.training(), order, 0, order.length);
    }
  }

  private void report(Case row, List<Round> measured, double rate, BufferedWriter out)
      throws IOException {
    double flops = Floor.flops(row.resolve(), row.batchSize(), shape, data.classes());
    double floor = flops / rate * 1e3;
    double gradient = median(measured, Round::gradient);
    double update = median(measured, Round::update);
    double step = median(measured, Round::step);
    double staging = median(measured, Round::staging);
    double cpu = median(measured, Round::cpu);
    double resident = megabytes("VmRSS");
    System.out.printf(
        Locale.ROOT,
        "%-12s %5d %-9s %5d %6d %6.0f  %8.4f %7.4f %7.4f %7.4f %7.4f %7.4f %10.2f %6.0f %7.0f%n",
        row.network(),
        row.width(),
        row.optimizer(),
        row.batchSize(),
        row.trials(),
        flops * 1e-6,
        gradient,
        update,
        step,
        staging,
        cpu,
        floor,
        step / floor,
        resident,
        megabytes("VmHWM"));
    out.write(
        String.format(
            Locale.ROOT,
            "%s,%d,%s,%d,%d,%.6f,%.6f,%.6f,%.6f,%.6f,%.6f,%s\n",
            row.network(),
            row.width(),
            row.optimizer(),
            row.batchSize(),
            row.trials(),
            gradient,
            update,
            step,
            staging,
            cpu,
            floor,
            Double.isNaN(resident) ? "" : String.format(Locale.ROOT, "%.1f", resident)));
  }

  private double productRate() {
    return tried ? Floor.triedProductRate() : Floor.productRate(Math.max(rounds, 7));
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) * 1e-9;
  }

  private static double median(List<Round> measured, ToDoubleFunction<Round> value) {
    double[] sorted = measured.stream().mapToDouble(value).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /** Memory of this process in MB, as Linux tells it; NaN elsewhere. */
  private static double megabytes(String name) throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return Double.NaN;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith(name + ":"))
        .mapToDouble(line -> Double.parseDouble(line.split("\\s+", -1)[1]) * 1024e-6)
        .findFirst()
        .orElse(Double.NaN);
  }
}
