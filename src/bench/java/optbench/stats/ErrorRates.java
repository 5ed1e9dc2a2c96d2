package optbench.stats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import optbench.random.SeededRandom;

/**
 * How often the comparison of a run errs, and how much it finds, by simulation: whole experiments
 * whose true means and spreads are known.
 */
public final class ErrorRates {
  /** In points of accuracy, where all vary alike. */
  private static final double NOISE = 0.001;

  private static final List<PairedTest> TESTS =
      List.of(PairedTest.STUDENT_T, PairedTest.MODERATED_T);

  private final int experiments;

  private ErrorRates(int experiments) {
    this.experiments = experiments;
  }

  /** Arguments: accuracy.csv of a run with 18 optimizers, directory to write into, experiments. */
  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      System.err.println(
          "arguments must be ACCURACY-CSV DIRECTORY EXPERIMENTS but there were "
              + args.length
              + ": try -Dbench.arguments=\"results/reference/statistics/optimizers.csv"
              + " results/reference/statistics 4000\"");
      System.exit(2);
    }
    ErrorRates rates = new ErrorRates(Integer.parseInt(args[2]));
    List<Truth> observed = observed(Path.of(args[0]));
    Path directory = Files.createDirectories(Path.of(args[1]));
    Files.writeString(directory.resolve("error-rates.csv"), rates.falseClaims());
    Files.writeString(directory.resolve("power.csv"), rates.found(observed));
  }

  /** An optimizer's true mean and standard deviation. */
  private record Truth(double mean, double sd) {}

  /** Equally good optimizers, with spreads in multiples of {@link #NOISE}. */
  private record Null(String name, List<Double> spreads) {
    static Null of(String name, double... spreads) {
      return new Null(name, Arrays.stream(spreads).boxed().toList());
    }
  }

  private static List<Null> nulls(int contenders) {
    double[] equal = new double[contenders];
    Arrays.fill(equal, 1);
    double[] half = equal.clone();
    Arrays.fill(half, 0, contenders / 2, 3);
    double[] rising = equal.clone();
    for (int i = 0; i < contenders; i++) {
      rising[i] = Math.pow(40, i / (contenders - 1.0));
    }
    return List.of(
        Null.of("all vary alike", equal),
        Null.of("one varies 3 times as much", first(equal, 3)),
        Null.of("one varies 5 times as much", first(equal, 5)),
        Null.of("one varies 8 times as much", first(equal, 8)),
        Null.of("one varies 50 times as much", first(equal, 50)),
        Null.of("half vary 3 times as much", half),
        Null.of("spreads from 1 to 40", rising));
  }

  private static double[] first(double[] equal, double times) {
    double[] spreads = equal.clone();
    spreads[0] = times;
    return spreads;
  }

  /** Share of experiments with a false difference, a row for each null, size and test. */
  private String falseClaims() {
    StringBuilder csv =
        new StringBuilder("null,contenders,seeds,experiments,student_t,moderated_t\n");
    for (int contenders : new int[] {3, 4, 5, 6, 7, 10, 18}) {
      for (Null each : nulls(contenders)) {
        for (int seeds : new int[] {2, 3, 5, 10}) {
          csv.append(
              String.format(
                  Locale.ROOT, "%s,%d,%d,%d", each.name(), contenders, seeds, experiments));
          for (PairedTest test : TESTS) {
            int wrong = 0;
            for (int e = 0; e < experiments; e++) {
              List<Truth> truths =
                  each.spreads().stream().map(s -> new Truth(0.9, s * NOISE)).toList();
              wrong += different(draw(e, truths, seeds), test) > 0 ? 1 : 0;
            }
            csv.append(String.format(Locale.ROOT, ",%.4f", wrong / (double) experiments));
          }
          csv.append('\n');
        }
      }
    }
    return csv.toString();
  }

  /** Share of the pairs of optimizers with unequal means that are found. */
  private String found(List<Truth> truths) {
    StringBuilder csv = new StringBuilder("contenders,seeds,experiments,student_t,moderated_t\n");
    int runs = Math.max(1, experiments / 10);
    double pairs = truths.size() * (truths.size() - 1) / 2.0;
    for (int seeds : new int[] {3, 5, 10}) {
      csv.append(String.format(Locale.ROOT, "%d,%d,%d", truths.size(), seeds, runs));
      for (PairedTest test : TESTS) {
        int found = 0;
        for (int e = 0; e < runs; e++) {
          found += different(draw(e, truths, seeds), test);
        }
        csv.append(String.format(Locale.ROOT, ",%.4f", found / (runs * pairs)));
      }
      csv.append('\n');
    }
    return csv.toString();
  }

  private static int different(List<Contender> contenders, PairedTest test) {
    return (int)
        PairwiseComparisons.of(contenders, Protocol.DEFAULT.withTest(test)).pairs().stream()
            .filter(p -> p.verdict() == PairVerdict.BETTER || p.verdict() == PairVerdict.WORSE)
            .count();
  }

  private static List<Contender> draw(int experiment, List<Truth> truths, int seeds) {
    SeededRandom random = SeededRandom.of(experiment, "error rates");
    List<Contender> contenders = new ArrayList<>();
    for (Truth truth : truths) {
      double[] scores = new double[seeds];
      for (int s = 0; s < seeds; s++) {
        scores[s] = truth.mean() + truth.sd() * random.nextGaussian();
      }
      contenders.add(Contender.of("optimizer " + contenders.size(), scores));
    }
    return contenders;
  }

  /** Means and spreads as a run observed them, by the columns of its accuracy.csv. */
  private static List<Truth> observed(Path csv) throws IOException {
    List<String> lines = Files.readAllLines(csv);
    List<String> heads = List.of(lines.get(0).split(","));
    return lines.stream()
        .skip(1)
        .map(line -> line.split(","))
        .map(
            cells ->
                new Truth(
                    Double.parseDouble(cells[heads.indexOf("test_accuracy_mean")]),
                    Double.parseDouble(cells[heads.indexOf("test_accuracy_sd")])))
        .toList();
  }
}
