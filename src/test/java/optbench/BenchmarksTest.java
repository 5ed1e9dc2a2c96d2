package optbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import optbench.opencl.DeviceQueue;
import optbench.opencl.GpuChoice;
import optbench.opencl.TestDevice;
import optbench.run.ThisJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmarks that the documentation names, in their shortest form. */
@Tag("slow")
class BenchmarksTest {
  private static final String STEPS = "optbench.engine.dl4j.StepBenchmark";
  private static final String UPDATES = "optbench.optimizer.UpdateBenchmark";
  private static final String RECORDING = "optbench.optimizer.RecordingBenchmark";
  private static final String LOCKSTEP = "optbench.engine.lockstep.LockstepBenchmark";
  private static final String PEER = "optbench.peer.PeerBenchmark";
  private static final String JOBS = "optbench.peer.JobBenchmark";
  private static final String ERROR_RATES = "optbench.stats.ErrorRates";
  private static final String COVERAGE = "optbench.stats.IntervalCoverage";
  private static final String DEVICE = "optbench.engine.opencl.DeviceCheck";
  private static final String EVERY_KERNEL = "optbench.engine.opencl.EveryKernel";
  private static final String CHARTS = "optbench.report.ScalingCharts";
  private static final String MANY = "optbench.app.ManyTrials";
  private static final String CLUSTER_CHARTS = "optbench.report.ClusterCharts";

  /** Tried by ClusterBenchmarkIT: only the build for clusters has it. */
  private static final String CLUSTER = "optbench.cluster.ClusterBenchmark";

  private static final String[] PEER_COLUMNS =
      ("network,optimizer,batch_size,steps,contender,trials,step_ms,least_step_ms,of_libtorch,"
              + "floor_ms,train_loss,step_ms_of_rounds")
          .split(",", -1);

  @TempDir static Path shared;
  @TempDir Path temporary;

  @Test
  void allThatTheDocumentationAndTheProfileNameAreTriedHere() throws IOException {
    String text =
        Page.all().stream().map(Page::text).collect(Collectors.joining())
            + Files.readString(Path.of("pom.xml"));
    Matcher named = Pattern.compile("-Dbench=([\\w.]+)|<bench>([\\w.]+)</bench>").matcher(text);

    assertThat(named.results().map(m -> m.group(1) == null ? m.group(2) : m.group(1)).distinct())
        .containsExactlyInAnyOrder(
            STEPS,
            UPDATES,
            RECORDING,
            LOCKSTEP,
            PEER,
            JOBS,
            DEVICE,
            CHARTS,
            ERROR_RATES,
            COVERAGE,
            MANY,
            CLUSTER,
            CLUSTER_CHARTS);
  }

  @Test
  void stepsBesideDeeplearning4jAreTimed() throws Exception {
    assertThat(run(STEPS, "try"))
        .anyMatch(line -> line.matches("mlp +stock +[\\d.]+ ms  optbench +[\\d.]+ ms  ratio .*"))
        .anyMatch(line -> line.startsWith("article-cnn ") && line.endsWith("1 rounds of 1 steps)"));
  }

  @Test
  void updatesBesideNd4jAreTimed() throws Exception {
    assertThat(here(UPDATES, "try", "sgd", "adam"))
        .filteredOn(line -> line.matches("adam .* optbench +[\\d.]+ ms  native +[\\d.]+ ms .*"))
        .hasSize(2);
  }

  @Test
  void recordingIsTimed() throws Exception {
    assertThat(here(RECORDING, "try", "adam", "lamb"))
        .filteredOn(line -> line.matches("(adam|lamb) +[\\d.]+ us a step of a trial, .*"))
        .hasSize(2);
  }

  @Test
  void lockstepIsTimedAndItsChartsAreDrawn() throws Exception {
    Path csv = temporary.resolve("lockstep.csv");

    here(LOCKSTEP, csv.toString(), "try");
    here(CHARTS, csv.toString());

    List<String> rows = Files.readAllLines(csv);
    assertThat(rows.get(0)).startsWith("network,width,optimizer,batch_size,trials,gradient_ms");
    assertThat(rows)
        .anyMatch(row -> row.startsWith("mlp,128,adam,128,64,"))
        .anyMatch(row -> row.startsWith("article-cnn,256,sgd,64,6,"));
    for (String name : List.of("lockstep-trials.png", "lockstep-size.png")) {
      BufferedImage chart = ImageIO.read(temporary.resolve(name).toFile());
      assertThat(chart.getWidth()).isEqualTo(1800);
      assertThat(chart.getHeight()).isEqualTo(1080);
    }
  }

  @Test
  void manyTrialsAreStoredReadAndReported() throws Exception {
    here(MANY, temporary.toString(), "10");

    List<String> rows = Files.readAllLines(temporary.resolve("many-trials.csv"));
    assertThat(rows.get(0)).startsWith("trials,optimizers,plan_s,run_s,resume_s,load_s,");
    assertThat(rows.get(1)).matches("10,5(,\\d+\\.\\d{3}){6},\\d+(,\\d+\\.\\d{3}){2},\\d+");
    assertThat(rows).hasSize(2);
  }

  @Test
  void whatADriverCostsIsDrawn() throws Exception {
    Path csv = temporary.resolve("cluster.csv");
    Files.write(
        csv,
        List.of(
            "trials,start_s,trial_ms,driver_start_cpu_s,driver_trial_cpu_ms,driver_peak_rss_mib,result_bytes",
            "10,9.50,40.0,11.00,50.0,400,3000",
            "100,9.40,20.0,11.10,25.0,500,3000"));
    Path png = temporary.resolve("cluster.png");

    here(CLUSTER_CHARTS, csv.toString(), png.toString());

    assertThat(ImageIO.read(png.toFile()).getWidth()).isEqualTo(1800);
  }

  @Test
  void errorRatesAreSimulated() throws Exception {
    here(
        ERROR_RATES,
        "results/reference/statistics/optimizers.csv",
        temporary.resolve("rates").toString(),
        "1");

    List<String> rates = Files.readAllLines(temporary.resolve("rates").resolve("error-rates.csv"));
    List<String> power = Files.readAllLines(temporary.resolve("rates").resolve("power.csv"));
    assertThat(rates.get(0)).isEqualTo("null,contenders,seeds,experiments,student_t,moderated_t");
    assertThat(rates).hasSize(1 + 7 * 7 * 4);
    assertThat(power.subList(1, 4)).allMatch(row -> row.matches("18,(3|5|10),1,0\\.\\d+,0\\.\\d+"));
  }

  @Test
  void coverageOfIntervalsIsSimulated() throws Exception {
    here(COVERAGE, "results/reference/statistics/answers", temporary.toString(), "1");

    List<String> rows = Files.readAllLines(temporary.resolve("interval-coverage.csv"));
    assertThat(rows.get(0)).startsWith("source,first,second,images,seeds,experiments,");
    assertThat(rows).hasSize(1 + (3 + 1 + 1) * 2 * 4);
    assertThat(rows.subList(1, rows.size()))
        .allMatch(
            row -> row.matches("[^,]+,\\w+,\\w+,10+,(2|3|5|10),1(,0\\.\\d+){2}(,[01]\\.0000){4}"));
  }

  /** With libtorch where the build has the profile for it, without it everywhere else. */
  @Test
  void enginesAreTimedBesideLibtorch() throws Exception {
    boolean withLibtorch = System.getProperty("optbench.libtorch") != null;

    run(PEER, temporary.toString(), "try");

    Path folder = onlyFolderIn(temporary);
    List<String[]> rows =
        Files.readAllLines(folder.resolve("peers.csv")).stream()
            .map(r -> r.split(",", -1))
            .toList();
    assertThat(rows.get(0)).containsExactly(PEER_COLUMNS);
    assertThat(rows.stream().skip(1).map(r -> String.join(",", List.of(r).subList(0, 6))))
        .containsExactlyElementsOf(
            Stream.of(
                    "mlp,sgd,128",
                    "mlp,adam,128",
                    "article-cnn,sgd,64",
                    "article-cnn,adam,64",
                    "lenet5,sgd,64",
                    "lenet5,adam,64")
                .flatMap(work -> contenders(withLibtorch).map(c -> work + ",2," + c))
                .toList());
    assertThat(rows.stream().skip(1))
        .allSatisfy(
            row -> {
              assertThat(Double.parseDouble(row[6])).as("step").isPositive();
              assertThat(row[8].isEmpty()).as("of libtorch").isEqualTo(!withLibtorch);
              // Two steps from initial weights: near the logarithm of the number of classes.
              assertThat(Double.parseDouble(row[10])).as("loss").isBetween(2.0, 3.5);
            });
    assertThat(Files.readString(folder.resolve("peers.md")))
        .contains("Fastest large product", "| article-cnn | 64 | adam | lockstep, 4 trials |");
  }

  @Test
  void wholeJobsAreTimed() throws Exception {
    boolean withLibtorch = System.getProperty("optbench.libtorch") != null;

    run(JOBS, temporary.toString(), "try");

    Path folder = onlyFolderIn(temporary);
    List<String> rows = Files.readAllLines(folder.resolve("jobs.csv"));
    assertThat(rows.get(0)).isEqualTo("job,steps,job_s,libtorch_s,of_libtorch,job_s_of_rounds");
    // Two trainings of 256 samples in batches of 128.
    assertThat(rows.subList(1, rows.size()))
        .singleElement()
        .asString()
        .matches(
            "\"tried\",4,(\\d+\\.\\d{3})"
                + (withLibtorch ? ",\\d+\\.\\d{3},\\d+\\.\\d{4}" : ",,")
                + ",\\1");
    assertThat(Files.readString(folder.resolve("jobs.md")))
        .contains("Fastest large product", "`optbench run --optimizers=sgd,adam ");
  }

  /** On a class path that has nothing of ND4J, as where the check is packed for. */
  @Test
  void devicesAreChecked() throws Exception {
    String chosen = "-D" + GpuChoice.PROPERTY + "=" + deviceOrSkip();
    Path losses = recordedLosses();
    Path times = temporary.resolve("times.csv");

    List<String> facts = runWithoutNd4j(chosen, DEVICE, "facts");
    List<String> said =
        runWithoutNd4j(chosen, DEVICE, "run", losses.toString(), times.toString(), "600", "try");

    assertThat(facts).anyMatch(line -> line.matches("   \\d+ compute units, memory \\d+ MB, .*"));
    assertThat(said)
        .anyMatch(line -> line.matches("mlp .* 2 steps: .*\\(agree\\), the same alone and .*"));
    assertThat(Files.readAllLines(times))
        .hasSize(2)
        .last()
        .asString()
        .matches("optbench,mlp,adam,1,\\d+\\.\\d+,\\d+\\.\\d+,\\d+");
  }

  /** A check that cannot fail would say nothing. */
  @Test
  void otherLossesAreNoticed() throws Exception {
    String chosen = "-D" + GpuChoice.PROPERTY + "=" + deviceOrSkip();
    String recorded = Files.readString(recordedLosses());
    Path losses = temporary.resolve("losses.csv");
    Files.writeString(losses, recorded.replaceFirst(",(\\d)\\.(\\d)\\d(\\d+,)", ",$1.$200$3"));
    assertThat(losses).content(StandardCharsets.UTF_8).isNotEqualTo(recorded);

    Path times = temporary.resolve("times.csv");
    assertThat(
            start(
                withoutNd4j(chosen),
                DEVICE,
                "run",
                losses.toString(),
                times.toString(),
                "0",
                "try"))
        .isEqualTo(1);
  }

  @Test
  void everyKernelIsRun() throws Exception {
    String chosen = "-D" + GpuChoice.PROPERTY + "=" + deviceOrSkip();

    assertThat(runWithoutNd4j(chosen, EVERY_KERNEL, "try"))
        .anyMatch(line -> line.matches("2 trials on .* trained"));
  }

  /** What lockstep finds, by the first test that asks for it. */
  private Path recordedLosses() throws Exception {
    Path losses = shared.resolve("losses.csv");
    if (Files.notExists(losses)) {
      run(DEVICE, "record", losses.toString(), "try");
    }
    return losses;
  }

  private static int deviceOrSkip() {
    try (DeviceQueue queue = TestDevice.faithfulOrSkip()) {
      return queue.device().index();
    }
  }

  private static List<String> withoutNd4j(String option) {
    List<String> command = new ArrayList<>(ThisJvm.command());
    command.add(1, option);
    String classPath = command.remove(command.size() - 1);
    command.add(
        Stream.of(classPath.split(File.pathSeparator, -1))
            .filter(entry -> !entry.matches(".*(nd4j|deeplearning4j|bytedeco).*"))
            .collect(Collectors.joining(File.pathSeparator)));
    return command;
  }

  private List<String> runWithoutNd4j(String option, String mainClass, String... arguments)
      throws Exception {
    return run(withoutNd4j(option), mainClass, arguments);
  }

  private static Stream<String> contenders(boolean withLibtorch) {
    Stream<String> engines = Stream.of("lockstep,1", "lockstep,4", "dl4j,1");
    return withLibtorch ? Stream.concat(Stream.of("libtorch,1"), engines) : engines;
  }

  private static Path onlyFolderIn(Path parent) throws IOException {
    try (Stream<Path> found = Files.list(parent)) {
      List<Path> folders = found.filter(Files::isDirectory).toList();
      assertThat(folders).hasSize(1);
      return folders.get(0);
    }
  }

  /** In a JVM of its own, as one that sets properties or ends its JVM needs. */
  private List<String> run(String mainClass, String... arguments) throws Exception {
    return run(ThisJvm.command(), mainClass, arguments);
  }

  /** In this JVM, which need not load ND4J again. */
  private static List<String> here(String mainClass, String... arguments) throws Exception {
    PrintStream usual = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      Method main = Class.forName(mainClass).getMethod("main", String[].class);
      main.setAccessible(true);
      main.invoke(null, (Object) arguments);
    } finally {
      System.setOut(usual);
    }
    return said.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private List<String> run(List<String> java, String mainClass, String... arguments)
      throws Exception {
    int code = start(java, mainClass, arguments);
    List<String> lines = Files.readAllLines(said(), StandardCharsets.UTF_8);
    assertThat(code).as("%s", lines).isZero();
    return lines;
  }

  private int start(List<String> java, String mainClass, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(java);
    command.add(mainClass);
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(said().toFile())
        .start()
        .waitFor();
  }

  private Path said() {
    return temporary.resolve("said.txt");
  }
}
