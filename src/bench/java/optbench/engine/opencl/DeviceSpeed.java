package optbench.engine.opencl;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import optbench.data.Dataset;
import optbench.engine.Engine;
import optbench.engine.TrialListener;
import optbench.plan.Trial;
import optbench.result.EpochMetrics;

/**
 * Microseconds a step and trial, by number of trials: from the first step of an epoch to the
 * reading after its last, with all that host and device do in between.
 */
final class DeviceSpeed {
  private static final int TEST_SAMPLES = 256;
  private static final int LEAST_STEPS = 2;
  private static final int MOST_STEPS = 400;
  private static final int MOST_TRIED_STEPS = 3;
  private static final int ROUNDS = 3;

  private final Dataset data;
  private final Engine engine;
  private final long end;
  private final List<Row> rows;
  private final int mostSteps;

  /** So many trainings at once. */
  private record Row(CheckedWork work, int trials) {}

  /**
   * @param seconds that all of it may take
   */
  DeviceSpeed(Dataset data, Engine engine, double seconds, boolean tried) {
    this.data = data;
    this.engine = engine;
    end = System.nanoTime() + (long) (seconds * 1e9);
    mostSteps = tried ? MOST_TRIED_STEPS : MOST_STEPS;
    rows =
        tried
            ? List.of(new Row(new CheckedWork("mlp", 128, "adam"), 1))
            : Stream.concat(
                    IntStream.of(1, 8, 64, 256, 1024)
                        .boxed()
                        .flatMap(
                            k ->
                                Stream.of("sgd", "adam")
                                    .map(o -> new Row(new CheckedWork("mlp", 128, o), k))),
                    IntStream.of(1, 8, 32)
                        .mapToObj(k -> new Row(new CheckedWork("article-cnn", 64, "adam"), k)))
                .toList();
  }

  void measure(Path csv, PrintStream out) throws IOException {
    Map<CheckedWork, Double> known = new HashMap<>();
    try (BufferedWriter file = Files.newBufferedWriter(csv)) {
      file.write("contender,network,optimizer,trials,microseconds,least,steps\n");
      for (int i = 0; i < rows.size(); i++) {
        Row row = rows.get(i);
        double expected = known.getOrDefault(row.work(), 0.0) * row.trials();
        double left = (end - System.nanoTime()) * 1e-3;
        if (left <= 0 || 4 * LEAST_STEPS * expected > left) {
          out.println(words(row) + " left out: no time is left for it");
          continue;
        }
        Times times = measure(row, left / (rows.size() - i));
        known.put(row.work(), times.median());
        file.write(
            String.format(
                Locale.ROOT,
                "optbench,%s,%s,%d,%.3f,%.3f,%d%n",
                row.work().network(),
                row.work().optimizer(),
                row.trials(),
                times.median(),
                times.least(),
                times.steps()));
        file.flush();
        out.printf(
            Locale.ROOT,
            "%s %10.3f us a step and trial, least %.3f (%d rounds of %d steps)%s%n",
            words(row),
            times.median(),
            times.least(),
            times.rounds().length,
            times.steps(),
            times.parts() > 1 ? ", in " + times.parts() + " parts for want of memory" : "");
      }
    }
  }

  private static String words(Row row) {
    return String.format(
        Locale.ROOT,
        "%-12s %-5s %5d at once",
        row.work().network(),
        row.work().optimizer(),
        row.trials());
  }

  /** A few steps say how many there is time for; they compile the kernels, too. */
  private Times measure(Row row, double microseconds) {
    Times few = train(row, LEAST_STEPS, 1);
    double step = few.median() * row.trials();
    int steps = (int) Math.min(mostSteps, 0.7 * microseconds / step / (1 + ROUNDS));
    return steps > LEAST_STEPS ? train(row, steps, ROUNDS) : few;
  }

  /** The first epoch is not counted. */
  private Times train(Row row, int steps, int rounds) {
    Dataset taken = row.work().cut(data, steps, TEST_SAMPLES);
    Clock clock = new Clock(steps, rounds);
    engine.run(row.work().trials(row.trials(), 1 + rounds, taken), taken, clock);
    double[] each =
        Arrays.stream(clock.nanos).mapToDouble(n -> n * 1e-3 / steps / row.trials()).toArray();
    Arrays.sort(each);
    return new Times(each, steps, clock.parts);
  }

  /**
   * What was measured.
   *
   * @param rounds microseconds a step and trial, in ascending order
   * @param parts in how many the device had to train them
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, and compared by nobody
  private record Times(double[] rounds, int steps, int parts) {
    double least() {
      return rounds[0];
    }

    double median() {
      return rounds[rounds.length / 2];
    }
  }

  /** Notes how long each epoch but the first trains, of all parts of a group together. */
  private static final class Clock implements TrialListener {
    private final int steps;
    private final long[] nanos;
    private long start;
    private int parts;
    private boolean running;

    Clock(int steps, int rounds) {
      this.steps = steps;
      nanos = new long[rounds];
    }

    @Override
    public void epochFinished(Trial trial, EpochMetrics metrics) {
      start = System.nanoTime();
      if (metrics.epoch() == 1 && !running) {
        parts++;
      }
      running = true;
    }

    @Override
    public void progressed(Trial trial, int epoch, long done, double loss) {
      if (running && done == (long) epoch * steps) {
        nanos[epoch - 2] += System.nanoTime() - start;
        running = false;
      }
    }
  }
}
