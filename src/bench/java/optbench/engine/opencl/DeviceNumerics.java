package optbench.engine.opencl;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import optbench.data.Dataset;
import optbench.engine.Engine;
import optbench.engine.TrialListener;
import optbench.engine.lockstep.LockstepEngine;
import optbench.plan.Trial;
import optbench.result.EpochMetrics;
import optbench.result.TrialResult;

/** Losses on a device beside those that lockstep found on a CPU, which a file keeps. */
final class DeviceNumerics {
  /** Of losses; what float32 sums in another order may differ by. */
  private static final double TOLERANCE = 1e-4;

  private static final int TEST_SAMPLES = 250;
  private static final String HEAD =
      "network,batch_size,optimizer,steps,epoch,train_loss,test_loss\n";

  private final Dataset data;
  private final List<Course> courses;

  /**
   * Some epochs of few steps.
   *
   * @param work what is trained
   * @param steps of an epoch
   */
  private record Course(CheckedWork work, int steps, int epochs) {
    /** What a training finds beside so many others, which differ in their rates alone. */
    List<EpochMetrics> train(Engine engine, Dataset data, int others) {
      Dataset taken = work.cut(data, steps, TEST_SAMPLES);
      List<Trial> planned = work.trials(1 + others, epochs, taken);
      List<TrialResult> results = new ArrayList<>();
      TrialListener collector =
          new TrialListener() {
            @Override
            public void finished(Trial trial, TrialResult result) {
              if (trial.id().equals(planned.get(0).id())) {
                results.add(result);
              }
            }
          };
      engine.run(planned, taken, collector);
      return results.get(0).epochs();
    }

    String line(EpochMetrics epoch) {
      return String.format(
          Locale.ROOT,
          "%s%.9g,%.9g",
          key(epoch.epoch()),
          epoch.trainLoss().orElseThrow(),
          epoch.testLoss().orElseThrow());
    }

    String key(int epoch) {
      return String.format(
          Locale.ROOT,
          "%s,%d,%s,%d,%d,",
          work.network(),
          work.batchSize(),
          work.optimizer(),
          steps,
          epoch);
    }
  }

  DeviceNumerics(Dataset data, boolean tried) {
    this.data = data;
    courses =
        tried
            ? List.of(new Course(new CheckedWork("mlp", 128, "adam"), 2, 1))
            : List.of(
                new Course(new CheckedWork("mlp", 128, "sgd"), 20, 5),
                new Course(new CheckedWork("mlp", 128, "nesterov"), 20, 5),
                new Course(new CheckedWork("mlp", 128, "adam"), 20, 5),
                new Course(new CheckedWork("article-cnn", 64, "adam"), 5, 2));
  }

  /** Writes down what lockstep finds on this CPU. */
  void record(Path file) throws IOException {
    StringBuilder text = new StringBuilder(HEAD);
    Engine lockstep = new LockstepEngine();
    for (Course course : courses) {
      course.train(lockstep, data, 0).forEach(e -> text.append(course.line(e)).append('\n'));
    }
    Files.writeString(file, text);
  }

  /**
   * Whether a device finds the losses that were written down, and the same to the last bit for a
   * training that is alone and for one among others.
   */
  boolean agree(Engine engine, Path file, PrintStream out) throws IOException {
    List<String> recorded = Files.readAllLines(file);
    boolean agree = true;
    for (Course course : courses) {
      List<EpochMetrics> alone = course.train(engine, data, 0);
      double apart = 0;
      for (EpochMetrics epoch : alone) {
        apart = Math.max(apart, apart(course, epoch, recorded));
      }
      boolean same = lines(course, alone).equals(lines(course, course.train(engine, data, 2)));
      boolean near = apart <= TOLERANCE;
      out.printf(
          Locale.ROOT,
          "%-12s %-9s %3d steps: losses at most %.1e from the CPU's (%s), %s%n",
          course.work().network(),
          course.work().optimizer(),
          course.steps() * course.epochs(),
          apart,
          near ? "agree" : "DIFFER: more than " + TOLERANCE,
          same ? "the same alone and among others" : "NOT THE SAME alone and among others");
      agree &= near && same;
    }
    return agree;
  }

  private static List<String> lines(Course course, List<EpochMetrics> epochs) {
    return epochs.stream().map(course::line).toList();
  }

  private static double apart(Course course, EpochMetrics found, List<String> recorded) {
    String key = course.key(found.epoch());
    String[] losses =
        recorded.stream()
            .filter(line -> line.startsWith(key))
            .map(line -> line.substring(key.length()).split(",", -1))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no losses are recorded of " + key));
    return Math.max(
        apart(found.trainLoss().orElseThrow(), Double.parseDouble(losses[0])),
        apart(found.testLoss().orElseThrow(), Double.parseDouble(losses[1])));
  }

  /** Relative; infinite for what is no number. */
  private static double apart(double found, double recorded) {
    double apart = Math.abs(found - recorded) / Math.abs(recorded);
    return Double.isNaN(apart) ? Double.POSITIVE_INFINITY : apart;
  }
}
