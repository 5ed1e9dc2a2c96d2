package optbench.app;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import optbench.data.Dataset;
import optbench.data.Datasets;
import optbench.data.DownloadProgress;
import optbench.engine.EngineRegistry;
import optbench.engine.EnvironmentProbe;
import optbench.plan.Plan;
import optbench.report.Report;
import optbench.result.Environment;
import optbench.result.RecordedSpec;
import optbench.result.Run;
import optbench.run.JobThreads;
import optbench.run.Jobs;
import optbench.run.Progress;
import optbench.run.ProgressStyle;
import optbench.run.ReportFiles;
import optbench.run.Runner;
import optbench.run.Timekeeping;
import optbench.store.LoadedSpec;
import optbench.store.RunFiles;
import optbench.store.RunStore;

/**
 * How time and memory of all that is not training grow with the number of trials. Its runs, whose
 * results are invented, stay where they are written, so that any command can be tried on them.
 */
public final class ManyTrials {
  private static final String COLUMNS =
      "trials,optimizers,plan_s,run_s,resume_s,load_s,summary_s,report_s,page_bytes,pack_s,"
          + "load_packed_s,peak_heap_mib";

  /** Beyond so many trials, more seeds of more optimizers: 200 times 50 of 10,000. */
  private static final int SEEDS = 50;

  /** Of the run before those that count. */
  private static final int WARM_UP = 100;

  private final Path folder;
  private final SpecLanguage language = SpecLanguage.builtIn();
  private final Environment environment = EnvironmentProbe.read("benchmark", "none");
  private final List<String> rows = new ArrayList<>(List.of(COLUMNS));

  private ManyTrials(Path folder) {
    this.folder = folder;
  }

  /** Arguments: directory to write into, numbers of trials. */
  public static void main(String[] args) throws IOException {
    if (args.length < 1) {
      System.err.println(
          "arguments must be DIRECTORY [TRIALS...]: try -Dbench.arguments=\"target/many 10 1000\"");
      System.exit(2);
    }
    ManyTrials many = new ManyTrials(Path.of(args[0]));
    List<String> sizes =
        args.length > 1
            ? Arrays.asList(args).subList(1, args.length)
            : List.of("10", "100", "1000", "10000");
    List<Integer> trials = sizes.stream().map(Integer::valueOf).toList();
    many.measure(Math.min(WARM_UP, Collections.max(trials)), many.folder.resolve("warm-up"));
    many.rows.subList(1, many.rows.size()).clear();
    for (int size : trials) {
      many.measure(size, many.folder.resolve(Integer.toString(size)));
    }
    Files.write(many.folder.resolve("many-trials.csv"), many.rows);
    many.rows.forEach(System.out::println);
  }

  private void measure(int trials, Path run) throws IOException {
    int seeds = Math.min(SEEDS, Math.max(2, (int) Math.round(Math.sqrt(trials / 2.0))));
    int optimizers = trials / seeds;
    Path spec = spec(run, optimizers, seeds);
    LoadedSpec loaded = language.files().read(Optional.of(spec), List.of());
    Dataset data =
        new Datasets(System.getenv(), folder)
            .load(
                "synthetic-digits",
                Optional.empty(),
                OptionalInt.of(100),
                0,
                DownloadProgress.NONE);
    forgetPeak();
    Timed<Plan> plan = Timed.of(() -> Planning.plan(loaded.spec(), language.planner(), data));
    Timed<Integer> trained = Timed.of(() -> train(plan.value(), data, run));
    Timed<Integer> resumed = Timed.of(() -> train(plan.value(), data, run));
    Timed<Run> read = Timed.of(() -> RunFiles.read(run).run());
    Timed<Report> summary = Timed.of(() -> Report.of(read.value()));
    Timed<Long> written = Timed.of(() -> write(summary.value(), run));
    Timed<Integer> packed = Timed.of(() -> pack(run));
    Timed<Run> again = Timed.of(() -> RunFiles.read(run).run());
    int all = plan.value().trials().size();
    if (resumed.value() != all || again.value().results().size() != all) {
      throw new IllegalStateException(
          "of "
              + all
              + " trials "
              + resumed.value()
              + " were there and "
              + again.value().results().size()
              + " read, in "
              + run);
    }
    rows.add(
        String.format(
            Locale.ROOT,
            "%d,%d,%.3f,%.3f,%.3f,%.3f,%.3f,%.3f,%d,%.3f,%.3f,%d",
            all,
            optimizers,
            plan.seconds(),
            trained.seconds(),
            resumed.seconds(),
            read.seconds(),
            summary.seconds(),
            written.seconds(),
            written.value(),
            packed.seconds(),
            again.seconds(),
            peak() >> 20));
  }

  /** Of one network on a hundred images, so that real trials could be added soon. */
  private Path spec(Path run, int optimizers, int seeds) throws IOException {
    Files.createDirectories(folder);
    Path spec = folder.resolve(run.getFileName() + ".yaml");
    String list =
        IntStream.rangeClosed(1, optimizers)
            .mapToObj(
                i ->
                    "  - {optimizer: sgd, learning_rate: " + i + "e-4, label: rate " + i + "e-4}\n")
            .collect(Collectors.joining());
    Files.writeString(
        spec,
        "name: invented\ndata: {name: synthetic-digits, train_limit: 100}\nnetwork: softmax\n"
            + "epochs: 5\nbatch_size: 5\nengine: dl4j\ntiming: false\nseeds: "
            + seeds
            + "\noptimizers:\n"
            + list);
    return spec;
  }

  /** Returns how many were there already. */
  private int train(Plan plan, Dataset data, Path run) {
    Progress progress = ProgressStyle.NONE.on(System.err, 80);
    try (RunStore store = RunStore.open(run)) {
      RecordedSpec recorded = new RecordedSpec(language.files().tree(plan.spec().here()));
      return new Runner(
              new EngineRegistry(List.of(new InventedResults("dl4j"))),
              new JobThreads(Jobs.ONE),
              store,
              progress,
              Clock.systemUTC(),
              Timekeeping.PLAIN)
          .run(plan, recorded, data, environment)
          .reused();
    }
  }

  /** Returns the bytes of the page. */
  private static long write(Report report, Path run) {
    try (RunStore store = RunStore.open(run)) {
      ReportFiles.write(report, store);
      ReportFiles.writePage(report, Optional.empty(), store);
    }
    return run.resolve("report.html").toFile().length();
  }

  private static int pack(Path run) {
    try (RunStore store = RunStore.open(run)) {
      return store.pack();
    }
  }

  private static void forgetPeak() {
    System.gc();
    heap().forEach(MemoryPoolMXBean::resetPeakUsage);
  }

  /** An upper bound: pools need not have had their peaks at once. */
  private static long peak() {
    return heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
  }

  private static List<MemoryPoolMXBean> heap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }

  /** What was done, and how long it took. */
  private record Timed<T>(T value, double seconds) {
    static <T> Timed<T> of(Supplier<T> work) {
      long start = System.nanoTime();
      T value = work.get();
      return new Timed<>(value, (System.nanoTime() - start) / 1e9);
    }
  }
}
