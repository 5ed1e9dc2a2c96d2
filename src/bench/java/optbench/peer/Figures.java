package optbench.peer;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** Numbers of several rounds, and their text. */
final class Figures {
  private Figures() {}

  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /** The median, and between which values all are. */
  static String range(List<Double> ratios) {
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f to %.2f)",
        median(ratios),
        Collections.min(ratios),
        Collections.max(ratios));
  }

  static String numbers(String format, DoubleStream values, String separator) {
    return values.mapToObj(v -> number(format, v)).collect(Collectors.joining(separator));
  }

  static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
