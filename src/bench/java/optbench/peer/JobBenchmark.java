package optbench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import optbench.run.ThisJvm;

/**
 * Seconds of whole jobs, from the launcher to the report, beside the time that libtorch's steps
 * take for the same trainings, one after another, at the milliseconds a step that are measured just
 * before and just after each job.
 */
public final class JobBenchmark {
  private static final int ROUNDS = 5;
  private static final List<String> OPTIMIZERS = List.of("sgd", "adam");

  private final Setup setup;

  private JobBenchmark(Setup setup) {
    this.setup = setup;
  }

  /**
   * Arguments: folder to write into, and rounds (5) or {@code try} for one job on a few synthetic
   * digits, whose time says nothing and which does without libtorch where it is missing.
   */
  public static void main(String[] args) throws IOException {
    Setup setup = Setup.of(args, ROUNDS);
    setup.measure(new JobBenchmark(setup)::measure);
  }

  private void measure(Optional<LibtorchContender> libtorch) throws IOException {
    Setting setting = new Setting(libtorch.map(LibtorchContender::version));
    List<JobReport.Row> rows = jobs().stream().map(JobReport.Row::of).toList();
    setting.noteProductRate(setup.productRate());
    for (int round = 0; round < setup.rounds(); round++) {
      for (JobReport.Row row : rows) {
        measure(row, libtorch);
      }
      setting.noteProductRate(setup.productRate());
    }
    JobReport report = new JobReport(setting, setup, rows);
    Files.createDirectories(setup.folder());
    Files.writeString(setup.folder().resolve("jobs.csv"), report.csv());
    Files.writeString(setup.folder().resolve("jobs.md"), report.page());
    System.out.print(report.page());
  }

  private void measure(JobReport.Row row, Optional<LibtorchContender> libtorch) throws IOException {
    List<Double> steps = new ArrayList<>(stepMillis(row.job(), libtorch));
    row.seconds().add(seconds(row.job()));
    steps.addAll(stepMillis(row.job(), libtorch));
    steps.stream().mapToDouble(d -> d).average().ifPresent(row.stepMillis()::add);
  }

  private List<Double> stepMillis(Job job, Optional<LibtorchContender> libtorch)
      throws IOException {
    List<Double> millis = new ArrayList<>();
    if (libtorch.isPresent()) {
      for (String optimizer : OPTIMIZERS) {
        Work work = new Work(job.network(), job.batchSize(), optimizer, job.triedSteps());
        millis.add(libtorch.get().train(work).millis());
      }
    }
    return millis;
  }

  private double seconds(Job job) throws IOException {
    Path folder = Files.createTempDirectory("optbench-job");
    List<String> command = new ArrayList<>(optbench());
    command.addAll(job.arguments());
    command.addAll(List.of("--quiet", "--out", folder.resolve("run").toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    long start = System.nanoTime();
    int code = builder.start().onExit().join().exitValue();
    double seconds = (System.nanoTime() - start) * 1e-9;
    if (code != 0) {
      throw new IOException(String.join(" ", command) + " ended with exit code " + code);
    }
    delete(folder);
    return seconds;
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> found = Files.walk(folder)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.delete(each);
    }
  }

  /** Where it is only tried, the launcher need not have been built. */
  private List<String> optbench() {
    if (!setup.tried()) {
      return List.of(Path.of("optbench").toAbsolutePath().toString());
    }
    List<String> command = new ArrayList<>(ThisJvm.command());
    command.add("optbench.Main");
    return command;
  }

  private List<Job> jobs() {
    if (setup.tried()) {
      return List.of(
          new Job(
              "tried",
              List.of(
                  "run",
                  "--optimizers=sgd,adam",
                  "--data=synthetic-digits",
                  "--set=data.train_limit=" + Setup.TRIED_SAMPLES,
                  "--epochs=1",
                  "--seeds=1",
                  "--no-timing"),
              "mlp",
              128,
              2,
              1,
              1));
    }
    String[] mlp = {
      "run",
      "--optimizers=sgd,momentum,adagrad,rmsprop,adadelta,adam",
      "--network=mlp",
      "--batch-size=128",
      "--epochs=10",
      "--seeds=5",
      "--no-timing"
    };
    return List.of(
        new Job(
            "mlp: 6 optimizers, 5 seeds, 10 epochs, without times",
            List.of(mlp),
            "mlp",
            128,
            30,
            10,
            400),
        article("with times", 1),
        article("without times", 2, "--no-timing"));
  }

  /**
   * An epoch of the articles' experiment stands for its ten, and is evaluated at its end alone: by
   * default the first epoch is evaluated at many steps, which here would be all that is trained.
   */
  private static Job article(String name, int seeds, String... options) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("run", "configs/article.yaml", "--epochs=1", "--seeds=" + seeds));
    arguments.add("--set=evaluate=by_epoch");
    arguments.addAll(List.of(options));
    return new Job(
        "article: 7 optimizers, seeds " + seeds + ", 1 epoch, " + name,
        arguments,
        "article-cnn",
        64,
        7 * seeds,
        1,
        100);
  }
}
